"""The database's shape, version by version (Alembic)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from incident_bot.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0004"
"""The newest version, here so that a start need not load Alembic to see that nothing is to be done."""

_LOCK = 0x1BC1DE27
"""Any number, the same in every replica: only one of them migrates a PostgreSQL database at a time."""


async def upgrade(database: Database) -> bool:
    """Bring the database to the newest version; returns whether anything was to be done."""
    if await version(database) == HEAD:
        return False
    # SQLite takes the write lock as the transaction begins, so two starts do not both create the tables.
    async with database.engine.begin() as connection:
        if not database.is_sqlite:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        await connection.run_sync(_upgrade)
    return True


async def version(database: Database) -> str | None:
    """The version that the database has; None when it is empty."""
    async with database.engine.connect() as connection:
        if not await connection.run_sync(lambda sync: inspect(sync).has_table("alembic_version")):
            return None
        return (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar()


def config() -> Config:
    """Alembic's configuration, without a file."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent))
    return made


def _upgrade(connection: Connection) -> None:
    from alembic import command

    made = config()
    made.attributes["connection"] = connection
    command.upgrade(made, "head")
