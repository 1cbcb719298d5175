"""What the command line says of imports and of verifying, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from incident_bot.database import Database
from incident_bot.exports import FORMATS
from incident_bot.exports.export import whole
from incident_bot.exports.verified import run_verify
from incident_bot.importing.notes import Meant
from incident_bot.importing.run import How, run_import
from incident_bot.settings import Settings
from tests.bot_database import add_workspace
from tests.exports.story import record_of, story

NOTES = "# Mail was late\n\n- 23:50 it waits\n- 00:10 Decision: restart\n- hm\n"
SAID = How(Meant(severity="sev3"), day="2025-12-31")

Output = pytest.CaptureFixture[str]


@pytest.fixture
async def files(tmp_path: Path) -> Path:
    """A folder with notes, with a JSON export, and with one in which somebody changed a note."""
    text = (await whole(FORMATS["json"].write(record_of(story())))).decode()
    (tmp_path / "record.json").write_text(text, "utf-8")
    (tmp_path / "changed.json").write_text(text.replace("p95 is 4 s", "p95 is 9 s"), "utf-8")
    (tmp_path / "notes.md").write_text(NOTES, "utf-8")
    return tmp_path


async def test_a_dry_run_shows_how_each_line_is_understood(
    database: Database, files: Path, capsys: Output
) -> None:
    await add_workspace(database)
    asked = How(SAID.meant, day=SAID.day, dry=True)
    assert await run_import(at(database), [files / "notes.md"], asked) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Title: Mail was late",
        "line 3: 2025-12-31 23:50:00 UTC note: it waits",
        "line 4: 2026-01-01 00:10:00 UTC decision: restart",
        "Left out:",
        "  line 5: hm (it begins with no time)",
        "notes.md would be imported as INC-1 (3 facts).",
        "Nothing was saved: this was a dry run.",
    ]
    assert await run_verify(at(database), [], None, "") == 0
    assert capsys.readouterr().out == "There is nothing to verify: no incident was declared yet.\n"


async def test_each_file_is_on_its_own(database: Database, files: Path, capsys: Output) -> None:
    paths = [files / name for name in ("record.json", "changed.json", "record.json", "none.md", "notes.md")]
    assert await run_import(at(database), paths, SAID) == 2
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "record.json is imported as INC-12 (15 facts).",
        "Left out:",
        "  line 5: hm (it begins with no time)",
        "notes.md is imported as INC-13 (3 facts).",
    ]
    first, second, third = err.splitlines()
    assert (
        "Its record is not what was written down, so it is not imported. INC-12 is broken at fact 4" in first
    )
    assert second == f"{files / 'record.json'}: It is INC-12 already."
    assert third == f"{files / 'none.md'}: It cannot be read: No such file or directory."
    assert await run_verify(at(database), [], None, "") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(" Head")[0] for line in lines] == [
        "INC-12: 15 facts, intact.",
        "INC-13: 3 facts, intact.",
        "2 records, all of them intact.",
    ]


async def test_how_verifying_ends(database: Database, files: Path, capsys: Output) -> None:
    whole, changed = str(files / "record.json"), str(files / "changed.json")
    (files / "empty.json").write_text("{}")
    for asked, head, status, said in (
        ([whole], "", 0, "INC-12: 15 facts, intact. Head "),
        ([whole, changed], "", 1, "2 records, not all of them intact."),
        ([whole], "0" * 64, 1, "is not in there: what was written down until then was changed."),
        ([whole], "5d0c", 2, "A head has 64 hex digits, as they were posted in the room."),
        (["INC-9"], "", 2, "There is no INC-9."),
        ([str(files / "empty.json")], "", 2, "empty.json: it is no export of an incident."),
    ):
        assert await run_verify(at(database), asked, None, head) == status
        out, err = capsys.readouterr()
        assert said in out + err


def at(database: Database) -> Settings:
    return Settings(database_url=database.url.render_as_string(hide_password=False))
