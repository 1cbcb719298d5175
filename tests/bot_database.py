"""The bot's own tables in a database of each kind, and a way to wait for what is written there."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import psycopg
import pytest
import pytest_asyncio
from sqlalchemy import insert

from incident_bot.commands import inbox
from incident_bot.database import Base, Database
from incident_bot.incidents.workspace import Workspace
from incident_bot.jobs.job import Job
from incident_bot.migrations import upgrade
from tests.postgres import fresh_database

TEAM = "T1"
TABLES = (inbox.Answered, Job, Workspace)
"""Named here because importing them is what makes `Base.metadata` whole."""


@pytest_asyncio.fixture
async def database(migrated_url: str) -> AsyncIterator[Database]:
    """Migrated and empty; a test that asks for it runs on SQLite and on PostgreSQL."""
    async with opened(migrated_url) as made:
        yield made


@pytest_asyncio.fixture
async def replica(migrated_url: str) -> AsyncIterator[Database]:
    """The same database, as another replica of the bot has it."""
    async with opened(migrated_url) as made:
        yield made


@pytest_asyncio.fixture
async def sqlite_database(migrated_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """For what only SQLite does."""
    async with opened(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'incidents.db')}") as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind in turn, migrated once and handed from test to test."""
    if request.param == "sqlite":
        file = shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "incidents.db")
        yield f"sqlite:///{file}"
        return
    with emptied(request.getfixturevalue("migrated_postgres")) as url:
        yield url


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> Iterator[str]:
    """One database for all tests: to empty it is much faster than to make another."""
    with fresh_database(postgres_url) as url:
        asyncio.run(_migrate(url))
        yield url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to copy."""
    path = tmp_path_factory.mktemp("migrated") / "incidents.db"
    asyncio.run(_migrate(f"sqlite:///{path}"))
    return path


@contextmanager
def emptied(url: str) -> Iterator[str]:
    """A PostgreSQL that nothing is left in afterwards."""
    yield url
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"TRUNCATE {', '.join(Base.metadata.tables)} RESTART IDENTITY CASCADE")


async def _migrate(url: str) -> None:
    async with opened(url) as made:
        await upgrade(made)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """A database, closed at the end."""
    made = Database(url)
    try:
        yield made
    finally:
        await made.close()


async def add_workspace(database: Database, team: str = TEAM) -> None:
    """The workspace that incidents belong to."""
    async with database.writing() as session:
        await session.execute(
            insert(Workspace),
            [{"id": team, "url": "https://example.slack.com/", "bot_person": "U0", "last_number": 0}],
        )
