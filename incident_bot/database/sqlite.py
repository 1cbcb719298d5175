"""SQLite: its settings, its transactions, and the one connection that writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

import aiosqlite
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from incident_bot.database import folding

Answer = TypeVar("Answer")

SWITCHES = 10


def reader(url: URL) -> AsyncEngine:
    """Connections that read, each in a thread of its own."""
    engine = create_async_engine(url, hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _set_up)
    event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def writer(url: URL) -> AsyncEngine:
    """The one connection that writes. Its transactions begin IMMEDIATE.

    A deferred one that reads, then writes, can lose another process's write in between.
    """

    async def connect() -> aiosqlite.Connection:
        connection = _Prompt(lambda: sqlite3.connect(url.database or "", check_same_thread=False), 64)
        # As SQLAlchemy does with its own: a forgotten connection must not keep the process alive.
        connection._thread.daemon = True
        return await connection

    engine = create_async_engine(
        url, hide_parameters=True, async_creator=connect, pool_size=1, max_overflow=0
    )
    event.listen(engine.sync_engine, "connect", _set_up)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


class _Prompt(aiosqlite.Connection):
    """A connection that answers at once where SQLite does not wait, in the loop's own thread.

    Changing threads and back costs more than most of our statements do (docs/decisions/0002). What may
    wait, for another process's lock or for the disk, still goes to the connection's thread.
    """

    async def _execute(self, fn: Callable[..., Answer], *args: Any, **kwargs: Any) -> Answer:
        if self._connection is None or _may_wait(fn, args):
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-any-return, no-untyped-call] # untyped in aiosqlite
        return fn(*args, **kwargs)


def _may_wait(fn: Callable[..., object], args: tuple[Any, ...]) -> bool:
    # Once BEGIN IMMEDIATE holds the lock, only the commit has to wait: for the disk.
    begins = bool(args) and isinstance(args[0], str) and args[0].startswith(("BEGIN", "PRAGMA"))
    return begins or getattr(fn, "__name__", "") in ("commit", "close")


def _set_up(connection: DBAPIConnection, _record: object) -> None:
    # The driver must not begin transactions by itself.
    connection.isolation_level = None
    connection.create_function(folding.FUNCTION, 1, folding.fold, deterministic=True)
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA busy_timeout=10000")
        _use_wal(cursor)
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
    except sqlite3.Error:
        # The file may be no database. Nobody else closes it, and its thread would outlive the loop.
        connection.close()
        raise
    cursor.close()


def _use_wal(cursor: DBAPICursor) -> None:
    # Two starts that switch a new file at the same moment refuse each other at once, whatever the timeout.
    # A transaction does wait: after it the other has switched, or lets us.
    for _ in range(SWITCHES):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("COMMIT")
    cursor.execute("PRAGMA journal_mode=WAL")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
