"""The same record is the same file, wherever and whenever it is exported."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from incident_bot.database import Database
from incident_bot.exports import FORMATS
from incident_bot.exports.export import whole
from incident_bot.exports.record import open_record
from incident_bot.exports.wanted import Wanted
from incident_bot.settings import Settings
from tests.bot_database import emptied, opened
from tests.entrypoints.programs import run
from tests.exports.amended import amended_record
from tests.exports.saved import save_workspaces
from tests.exports.slots import slots

ELSEWHERE = {"PYTHONHASHSEED": "7", "TZ": "Australia/Lord_Howe", "LC_ALL": "C", "LANG": "C"}
HERE = {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"}
ZONED = Wanted("Europe/Berlin")


@pytest.mark.parametrize("name", FORMATS)
def test_two_exports_of_a_record_are_identical(name: str) -> None:
    record = replace(amended_record(), wanted=ZONED)
    again = replace(record, people=dict(reversed(list(record.people.items()))))
    first, second = (asyncio.run(whole(FORMATS[name].write(each))) for each in (record, again))
    assert first == second
    assert len(first) > 1000


@pytest.mark.parametrize("wanted", [ZONED, replace(ZONED, pseudonyms=True, kinds=("note", "decision"))])
async def test_on_both_databases_a_record_is_the_same_file(
    migrated_file: Path, migrated_postgres: str, tmp_path: Path, wanted: Wanted
) -> None:
    file = shutil.copy(migrated_file, tmp_path / "incidents.db")
    written = []
    with emptied(migrated_postgres) as postgres:
        for url in (f"sqlite:///{file}", postgres):
            async with opened(url) as database:
                await save_workspaces(database)
                async with database.writing() as session:
                    session.add_all([*amended_record().items, *slots()])
                async with open_record(database, 1, Settings(), wanted) as record:
                    written.append({name: await whole(FORMATS[name].write(record)) for name in FORMATS})
    for name in FORMATS:
        assert written[0][name] == written[1][name], name
        assert len(written[0][name]) > 500


@pytest.mark.parametrize("pseudonyms", [False, True])
async def test_nothing_of_the_machine_is_in_a_file(
    migrated_database: Database, migrated_url: str, tmp_path: Path, pseudonyms: bool
) -> None:
    await save_workspaces(migrated_database)
    written = []
    for place, environment in (("here", HERE), ("elsewhere", ELSEWHERE)):
        formats = [word for name in FORMATS for word in ("--format", name)]
        options = ["--zone", "Europe/Berlin", *(["--pseudonyms"] if pseudonyms else [])]
        ended = await run(
            "export", "INC-12", *formats, *options, "--out", place,
            folder=tmp_path, DATABASE_URL=migrated_url, **environment,
        )  # fmt: skip
        assert (ended.status, ended.err) == (0, "")
        written.append({path.name: path.read_bytes() for path in (tmp_path / place).iterdir()})
    assert written[0] == written[1]
    assert len(written[0]) == len(FORMATS)


async def test_a_record_does_not_change_while_it_is_exported(migrated_database: Database) -> None:
    """One moment per export, on both databases: what is written down meanwhile is not in it."""
    await save_workspaces(migrated_database)
    async with open_record(migrated_database, 1, Settings(), ZONED) as record:
        before = await whole(FORMATS["jsonl"].write(record))
        async with migrated_database.writing() as session:
            await session.execute(text("UPDATE incidents SET title = 'meanwhile'"))
            await session.execute(
                text("UPDATE timeline_entries SET is_current = :no WHERE incident_id = 1 AND is_current"),
                {"no": False},
            )
        assert await whole(FORMATS["jsonl"].write(record)) == before
    async with open_record(migrated_database, 1, Settings(), ZONED) as record:
        assert await whole(FORMATS["jsonl"].write(record)) != before
