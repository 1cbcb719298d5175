"""Many records as files, and what is asked for on the command line."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from incident_bot.database import Database
from incident_bot.exports import FORMATS
from incident_bot.exports.many import DONE, REFUSED, Asked, run_export
from incident_bot.exports.wanted import Wanted
from incident_bot.exports.written_whole import written_whole
from incident_bot.settings import Settings
from tests.exports.amended import WITHDRAWN
from tests.exports.saved import save_workspaces


@pytest.fixture
async def settings(migrated_database: Database, migrated_url: str) -> Settings:
    """Of a database with INC-1, INC-2 and INC-12 in one workspace and INC-1 in another."""
    await save_workspaces(migrated_database)
    return Settings(database_url=migrated_url)


async def test_every_incident_in_every_format_twice_is_the_same_byte_for_byte(
    settings: Settings, tmp_path: Path
) -> None:
    for folder in ("first", "second"):
        asked = Asked(all=True, formats=tuple(FORMATS), out=tmp_path / folder, workspace="T1")
        assert await run_export(settings, asked) == DONE
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()}
        for folder in ("first", "second")
    )
    assert first == second
    assert set(first) == {
        f"INC-{number}.{export.suffix}" for number in (1, 2, 12) for export in FORMATS.values()
    }


async def test_which_were_written_is_told(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "records"
    assert await run_export(settings, Asked(("inc-2", "12", "INC-2"), formats=("md", "csv"), out=out)) == DONE
    told = capsys.readouterr()
    first, second, summary = told.out.splitlines()
    assert (first, second) == ("INC-2: INC-2.md, INC-2.csv", "INC-12: INC-12.md, INC-12.csv")
    size = sum(path.stat().st_size for path in out.iterdir())
    assert summary == f"2 incidents written to {out}, as markdown and csv: {size / 1000:.0f} kB in all."
    assert told.err == ""


@pytest.mark.parametrize(
    "since, until, expected",
    [
        ("2026-01-06", "", ["INC-2.json"]),
        ("", "2026-01-05", ["INC-1.json", "INC-12.json"]),
        ("2026-01-05T22:31", "", ["INC-2.json"]),
        ("2026-01-05T23:30+01:00", "2026-01-06", ["INC-1.json", "INC-12.json", "INC-2.json"]),
    ],
)
async def test_since_and_until_go_by_the_declaration(
    settings: Settings, tmp_path: Path, since: str, until: str, expected: list[str]
) -> None:
    asked = Asked(since=since, until=until, formats=("json",), out=tmp_path / "out", workspace="T1")
    assert await run_export(settings, asked) == DONE
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == expected


async def test_days_are_those_of_the_zone(settings: Settings, tmp_path: Path) -> None:
    """22:30 in UTC is the next day in Kolkata."""
    asked = Asked(until="2026-01-05", wanted=Wanted("Asia/Kolkata"), out=tmp_path, workspace="T1")
    assert await run_export(settings, asked) == REFUSED
    asked = Asked(until="2026-01-06", wanted=Wanted("Asia/Kolkata"), out=tmp_path, workspace="T1")
    assert await run_export(settings, asked) == DONE
    assert written_in(tmp_path) == ["INC-1.md", "INC-12.md"]


async def test_incidents_of_two_workspaces_do_not_overwrite_each_other(
    settings: Settings, tmp_path: Path
) -> None:
    assert await run_export(settings, Asked(all=True, out=tmp_path)) == DONE
    assert {"T1-INC-1.md", "T2-INC-1.md"} <= set(written_in(tmp_path))


async def test_options_hold_for_every_file(settings: Settings, tmp_path: Path) -> None:
    wanted = Wanted("Europe/Berlin", ("note", "decision"), starred=False, pseudonyms=True)
    asked = Asked(("INC-12",), formats=("jsonl",), wanted=wanted, out=tmp_path / "one.jsonl")
    assert await run_export(settings, asked) == DONE
    text = (tmp_path / "one.jsonl").read_text("utf-8")
    entries = [json.loads(line) for line in text.splitlines()[1:-1]]
    assert {each["kind"] for each in entries} == {"note", "decision"}
    assert "Ann" not in text
    assert WITHDRAWN not in text


async def test_without_names_the_files_do_not_name_the_workspaces(settings: Settings, tmp_path: Path) -> None:
    asked = Asked(all=True, out=tmp_path, wanted=Wanted(pseudonyms=True))
    assert await run_export(settings, asked) == DONE
    assert {"workspace-1-INC-1.md", "workspace-2-INC-1.md"} <= set(written_in(tmp_path))


@pytest.mark.parametrize(
    "asked, told",
    [
        (Asked(), "It is not said which incident. Name it, or say --all."),
        (Asked(("INC-1",), all=True), "Either name incidents, or say which with --all, --since and --until."),
        (Asked(("INC-2", "INC-12")), "Several files need a folder: say which with --out."),
        (Asked(("INC-2", "INC-12"), out=Path("-")), "Several files need a folder: say which with --out."),
        (
            Asked(("INC-2",), formats=("md", "csv"), out=Path(__file__)),
            f"Several files need a folder, and {__file__} is none: say which with --out.",
        ),
        (Asked(("INC-2",), formats=("docx",)), "There is no format “docx”."),
        (Asked(("INC-2",), wanted=Wanted("Berlin")), "There is no time zone “Berlin”."),
        (Asked(since="soon", out=Path("x")), "“soon” is no day for --since."),
        (Asked(since="2027-01-01", out=Path("x")), "No incident was declared in that time.\n"),
        (
            Asked(since="2026-01-06", until="2026-01-05", out=Path("x")),
            "--since 2026-01-06 is not before --until 2026-01-05, so nothing lies between them.",
        ),
        (Asked(("INC-99",)), "There is no INC-99."),
        (Asked(("INC-1",)), "Several workspaces have an INC-1: T1 and T2."),
        (Asked(all=True, workspace="T9", out=Path("x")), "There is no workspace “T9”."),
    ],
)
async def test_what_is_wrong_is_said(
    settings: Settings, asked: Asked, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run_export(settings, asked) == REFUSED
    said = capsys.readouterr()
    assert said.err.startswith(told)
    assert said.out == ""
    assert not await asyncio.to_thread(Path("x").exists)


async def test_a_dash_is_the_terminal(settings: Settings, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    for out in (Path("-"), None):
        assert await run_export(settings, Asked(("INC-2",), out=out)) == DONE
        assert capfdbinary.readouterr().out.startswith(b"# INC-2: Slow")
    assert not await asyncio.to_thread(Path("-").exists)


async def test_a_place_that_cannot_be_written_to_is_named(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = Asked(("INC-2",), out=tmp_path / "nowhere" / "INC-2.md")
    assert await run_export(settings, asked) == REFUSED
    assert (
        capsys.readouterr().err
        == f"{tmp_path}/nowhere/INC-2.md cannot be written: No such file or directory.\n"
    )


@pytest.mark.parametrize("stopped", [KeyboardInterrupt, asyncio.CancelledError, OSError])
def test_what_is_interrupted_leaves_what_was_there(tmp_path: Path, stopped: type[BaseException]) -> None:
    (tmp_path / "a.md").write_text("before", "utf-8")
    with pytest.raises(stopped):
        interrupted([tmp_path / "a.md", tmp_path / "b.md"], stopped)
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("a.md", "before")]


def interrupted(paths: list[Path], stopped: type[BaseException]) -> None:
    with written_whole(paths) as files:
        files[0].write(b"half")
        raise stopped


def written_in(folder: Path) -> list[str]:
    """Records, without the database, which may be there too."""
    return sorted(path.name for path in folder.iterdir() if "INC-" in path.name)
