"""A database as it is there, for commands that must not make one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from incident_bot import migrations
from incident_bot.database import Database
from incident_bot.errors import Refused
from incident_bot.settings import with_driver


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database for as long as the block lasts. Raises Refused when there is none of this version."""
    if (file := missing_file(url)) is not None:
        raise Refused(f"there is no database {file}: DATABASE_URL says where it is.")
    database = Database(url)
    try:
        if await migrations.version(database) != migrations.HEAD:
            raise Refused("the database is of another version: incident-bot migrate mends that.")
        yield database
    finally:
        await database.close()


def missing_file(url: str) -> Path | None:
    """The file that would be the database, where it is not there."""
    file = Path(with_driver(url).database or "")
    return file if url.startswith("sqlite") and not file.is_file() else None
