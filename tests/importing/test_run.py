"""What the command line says of imports and of verifying, and how it ends."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from incident_bot.database import Database
from incident_bot.exports import FORMATS
from incident_bot.exports.export import whole
from incident_bot.exports.many import Asked, run_export
from incident_bot.exports.postmortem_printed import run_postmortem
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
    (tmp_path / "marked.json").write_text(text, "utf-8-sig")
    (tmp_path / "told.json").write_text(text.replace("Bo Example is now", "Chi Example is now", 1), "utf-8")
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
        ([whole, str(files / "empty.json"), changed], "", 1, "INC-12 is broken at fact 4"),
        ([whole, str(files / "empty.json"), whole], "", 2, "2 records, all of them intact, and 1 file that"),
        ([str(files / "marked.json")], "", 0, "INC-12: 15 facts, intact. Head "),
        ([str(files / "told.json")], "", 1, "but 1 sentence of the timeline is not what the record says"),
        ([str(files / "empty.json")], "", 2, "empty.json: It is no export of an incident."),
    ):
        assert await run_verify(at(database), asked, None, head) == status
        out, err = capsys.readouterr()
        assert said in out + err


async def test_a_workspace_that_is_not_there_has_no_records(database: Database, capsys: Output) -> None:
    assert await run_verify(at(database), [], "TNOPE", "") == 2
    assert "There is no workspace “TNOPE”." in capsys.readouterr().err


async def test_one_file_that_cannot_be_does_not_keep_the_others_out(
    database: Database, files: Path, capsys: Output
) -> None:
    document = json.loads((files / "record.json").read_text("utf-8"))
    document["incident"]["resolved_at"]["utc"] = "2026-13-45T99:00:00.000000Z"
    (files / "bad.json").write_text(json.dumps(document), "utf-8")
    assert await run_import(at(database), [files / "bad.json", files / "record.json"], SAID) == 2
    out, err = capsys.readouterr()
    assert "bad.json: It is not as the schema has it. incident.resolved_at.utc: it is no moment" in err
    assert out == "record.json is imported as INC-12 (15 facts).\n"


async def test_what_the_database_does_not_take_is_a_sentence(
    database: Database, files: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nothing that is known comes so far: the reading is made blind to it.
    monkeypatch.setattr("incident_bot.exports.json_reading.senseless", lambda _: None)
    monkeypatch.setattr("incident_bot.exports.json_reading.misshapen", lambda _: None)
    monkeypatch.setattr("incident_bot.importing.run.check_document", lambda *_: None)
    item = {"number": 1, "text": "x", "priority": "p1", "type": None, "criterion": None, "due_on": None}
    nobody = dict.fromkeys(["owner", "created_by", "done_by", "done_at", "dropped_at", "channel", "message"])
    for items in ([1, 1], [10**30]):
        document = json.loads((files / "record.json").read_text("utf-8"))
        created = document["incident"]["declared_at"]
        document["items"] = [{**item, **nobody, "created_at": created, "number": each} for each in items]
        (files / "odd.json").write_text(json.dumps(document), "utf-8")
        assert await run_import(at(database), [files / "odd.json"], SAID) == 2
        assert "odd.json: The database does not take it: " in capsys.readouterr().err


async def test_what_files_say_is_never_obeyed_by_a_terminal(
    database: Database, files: Path, capsys: Output
) -> None:
    text = (files / "record.json").read_text("utf-8")
    (files / "esc.json").write_text(text.replace("Ann Example", "\\u001b[2JAnn"), "utf-8")
    (files / "esc.md").write_text("# \x1b[2JMail\n\n- 10:00 \x9b2J it waits\n- hm\x07\n", "utf-8")
    (files / "changed.json").write_text(
        text.replace("Ann Example", "\\u001b[2JAnn").replace("p95 is 4 s", "p95 is 9 s"), "utf-8"
    )
    await run_verify(at(database), [str(files / "changed.json")], None, "")
    await run_import(at(database), [files / "changed.json", files / "esc.md"], replace(SAID, dry=True))
    out, err = capsys.readouterr()
    assert "by \\x1b[2JAnn" in out
    assert "Title: \\x1b[2JMail" in out
    assert not [each for each in out + err if (each < " " and each != "\n") or "\x7f" <= each <= "\x9f"]


async def test_a_dry_run_leaves_nothing(tmp_path: Path, files: Path, capsys: Output) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/none.db")
    assert await run_import(settings, [files / "record.json"], replace(SAID, dry=True)) == 0
    assert "record.json would be imported as INC-12" in capsys.readouterr().out
    assert not {"none.db", "none.db-wal"} & {path.name for path in files.iterdir()}  # noqa: ASYNC240


@pytest.mark.parametrize(
    "url",
    ["sqlite:///{}/no.db", "sqlite:///{}", "sqlite:///{}/none/x.db", "postgresql://a:secret@127.0.0.1:1/x"],
)
async def test_a_database_that_cannot_be_used_is_a_sentence(
    url: str, tmp_path: Path, files: Path, capsys: Output
) -> None:
    (tmp_path / "no.db").write_text("This is no database, and it is long enough to be seen to be none. " * 20)
    settings = Settings(database_url=url.format(tmp_path))
    for ended in (
        await run_verify(settings, [], None, ""),
        await run_export(settings, Asked(("INC-1",))),
        await run_import(settings, [files / "record.json"], SAID),
        await run_postmortem(settings, "INC-1", "UTC", None, None),
    ):
        assert ended == 2
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 4
    assert all("DATABASE_URL says where it is." in line for line in err.splitlines())
    assert "secret" not in err


def at(database: Database) -> Settings:
    return Settings(database_url=database.url.render_as_string(hide_password=False))
