"""The database's shape: what the migrations make is what the code expects, however many start at once."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, text
from sqlalchemy.exc import DBAPIError

import incident_bot
from incident_bot import migrations
from incident_bot.database import Base, Database
from tests.bot_database import opened


@pytest_asyncio.fixture
async def empty(database_url: str) -> AsyncIterator[Database]:
    """A database in which nobody has been yet."""
    async with opened(database_url) as made:
        yield made


async def test_the_migrations_make_exactly_the_tables_of_the_code(empty: Database) -> None:
    import_every_module()
    await migrations.upgrade(empty)
    async with empty.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_the_first_start_migrates_and_the_second_has_nothing_to_do(empty: Database) -> None:
    assert await migrations.version(empty) is None
    assert await migrations.upgrade(empty)
    assert await migrations.version(empty) == migrations.HEAD
    assert not await migrations.upgrade(empty)


def test_the_newest_version_is_named_in_the_code_and_there_is_one() -> None:
    assert ScriptDirectory.from_config(migrations.config()).get_heads() == [migrations.HEAD]


async def test_replicas_that_start_together_do_not_disturb_each_other(
    empty: Database, database_url: str
) -> None:
    async with opened(database_url) as second, opened(database_url) as third:
        done = await asyncio.gather(*(migrations.upgrade(each) for each in (empty, second, third)))
    assert any(done)
    assert await migrations.version(empty) == migrations.HEAD


ENTRY = (
    "INSERT INTO timeline_entries"
    " (id, incident_id, seq, number, hash, kind, text, occurred_at, recorded_at, source, starred, facts)"
    " VALUES (1, 1, 1, 1, 'x', 'note', 'p95 is 4 s', '2026-01-05', '2026-01-05', 'command', false, '{}')"
)
INCIDENT = (
    "INSERT INTO incidents"
    " (id, workspace_id, number, title, severity, status, revision, declared_by, declared_at, opened_at)"
    " VALUES (1, 'T1', 1, 'x', 'sev1', 'investigating', 0, 'U1', '2026-01-05', '2026-01-05')"
)
WORKSPACE = "INSERT INTO workspaces (id, url, bot_person, last_number) VALUES ('T1', '', 'U0', 1)"


@pytest.mark.parametrize(
    "change",
    ["UPDATE timeline_entries SET text = 'p95 is 1 s'", "DELETE FROM timeline_entries"],
    ids=["update", "delete"],
)
async def test_nobody_rewrites_history(database: Database, change: str) -> None:
    async with database.writing() as session:
        for statement in (WORKSPACE, INCIDENT, ENTRY):
            await session.execute(text(statement))
    with pytest.raises(DBAPIError, match="timeline entries are only ever added"):
        async with database.writing() as session:
            await session.execute(text(change))
    async with database.reading() as session:
        assert (await session.execute(text("SELECT text FROM timeline_entries"))).scalar() == "p95 is 4 s"


async def test_an_entry_stops_being_current_once_and_nothing_else_of_it_changes(database: Database) -> None:
    async with database.writing() as session:
        for statement in (WORKSPACE, INCIDENT, ENTRY):
            await session.execute(text(statement))
        await session.execute(text("UPDATE timeline_entries SET is_current = false"))
    for change in ("is_current = true", "is_current = false, text = 'x'", "hash = 'y'"):
        with pytest.raises(DBAPIError, match="timeline entries are only ever added"):
            async with database.writing() as session:
                await session.execute(text(f"UPDATE timeline_entries SET {change}"))


async def test_an_entry_whose_facts_have_a_nul_stops_being_current_too(database: Database) -> None:
    odd = ENTRY.replace("'{}'", '\'{"name": "\\u0000"}\'')
    assert "u0000" in odd
    async with database.writing() as session:
        for statement in (WORKSPACE, INCIDENT):
            await session.execute(text(statement))
        await (await session.connection()).exec_driver_sql(odd)
        await session.execute(text("UPDATE timeline_entries SET is_current = false"))
    for change in ("facts = '{}'", "amendment = '{}'"):
        with pytest.raises(DBAPIError, match="timeline entries are only ever added"):
            async with database.writing() as session:
                await session.execute(text(f"UPDATE timeline_entries SET {change}"))


async def test_an_older_version_cannot_tear_the_chain(database: Database) -> None:
    without = ENTRY.replace("seq, number, hash, ", "").replace("1, 1, 'x', ", "")
    async with database.writing() as session:
        for statement in (WORKSPACE, INCIDENT):
            await session.execute(text(statement))
    with pytest.raises(DBAPIError, match="this version of the bot is too old for its database"):
        async with database.writing() as session:
            await session.execute(text(without))


def import_every_module() -> None:
    """So that no table is missing from the metadata because nobody imported it."""
    for module in pkgutil.walk_packages(incident_bot.__path__, "incident_bot."):
        if not module.name.startswith(("incident_bot.migrations.", "incident_bot.__main__")):
            importlib.import_module(module.name)


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "compare_server_default": default_differs}
    )
    return list(compare_metadata(context, Base.metadata))


def default_differs(
    context: MigrationContext,
    found: Column[Any],
    column: Column[Any],
    found_default: str | None,
    default: object,
    written: str | None,
) -> bool | None:
    """Of values in quotes the text is compared: PostgreSQL knows no equality of JSON, and adds the type."""
    if found_default is None or "'" not in found_default:
        return None
    return found_default.split("::")[0].strip("()'") != written
