"""On the connection that writes to SQLite only what may wait leaves the loop's thread.

docs/decisions/0002 relies on how aiosqlite is made inside; a new version of it that differs is noticed here.
"""

from __future__ import annotations

import sqlite3
import threading

from sqlalchemy import select, update

from incident_bot.database import Database
from incident_bot.incidents.workspace import Workspace
from tests.bot_database import add_workspace


async def test_statements_run_in_the_thread_of_the_loop_and_begin_and_commit_do_not(
    sqlite_database: Database,
) -> None:
    seen: list[tuple[str, bool]] = []
    here = threading.get_ident()
    connection = await bare(sqlite_database)
    connection.set_trace_callback(
        lambda statement: seen.append((statement.split()[0], threading.get_ident() == here))
    )

    await add_workspace(sqlite_database)
    async with sqlite_database.writing() as session:
        await session.execute(update(Workspace).values(last_number=1))
        assert (await session.scalars(select(Workspace.last_number))).all() == [1]

    assert seen == [
        ("BEGIN", False),
        ("INSERT", True),
        ("COMMIT", False),
        ("BEGIN", False),
        ("UPDATE", True),
        ("SELECT", True),
        ("COMMIT", False),
    ]


async def bare(database: Database) -> sqlite3.Connection:
    """The one connection that writes, as SQLite has it."""
    async with database.engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    held: sqlite3.Connection = driver._conn
    return held
