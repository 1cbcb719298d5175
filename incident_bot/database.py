"""The database: one file of SQLite by default, PostgreSQL when several replicas run.

`writing()` is one transaction that commits at its end, `reading()` one that changes nothing.
"""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Float, MetaData, TypeDecorator, event
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from incident_bot.settings import with_driver


class Base(DeclarativeBase):
    """What every table of ours derives from; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python; `timestamptz` in PostgreSQL, ISO text without offset in SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be saved")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class database_seconds(FunctionElement[float]):  # noqa: N801 - reads as the SQL function that it is
    """Seconds since 1970 by the database's own clock: the one clock that all replicas share for leases."""

    type = Float()
    inherit_cache = True


@compiles(database_seconds, "sqlite")
def _sqlite_seconds(element: database_seconds, compiler: SQLCompiler, **kw: Any) -> str:
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(database_seconds, "postgresql")
def _postgresql_seconds(element: database_seconds, compiler: SQLCompiler, **kw: Any) -> str:
    return "extract(epoch from clock_timestamp())::float8"


class Database:
    """The engine behind `DATABASE_URL` and the two ways to use it."""

    def __init__(self, url: str) -> None:
        self.url = with_driver(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine: AsyncEngine = create_async_engine(
            self.url, **({} if self.is_sqlite else {"pool_pre_ping": True})
        )
        self._gate = _Gate() if self.is_sqlite else None
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", _set_up_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)

    @asynccontextmanager
    async def writing(self, *, person_waits: bool = False) -> AsyncIterator[AsyncSession]:
        """One transaction, committed at the end of the block and undone by any exception.

        SQLite has one writer at a time, and its own waiting is by naps that get longer. Within a process
        writers therefore queue here, and those whom a person waits for go first.
        """
        if self._gate is None:
            async with AsyncSession(self.engine, expire_on_commit=False) as session, session.begin():
                yield session
            return
        async with self._gate.passing(first=person_waits), self.engine.connect() as plain:
            connection = await plain.execution_options(writing=True)
            async with AsyncSession(connection, expire_on_commit=False) as session, session.begin():
                yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A consistent view of the data; whatever is changed in it is dropped."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            yield session

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


class _Gate:
    """Lets one writer through at a time: first those whom a person waits for, else in order of arrival."""

    def __init__(self) -> None:
        self._waiting: list[tuple[bool, int, asyncio.Future[None]]] = []
        self._arrivals = 0
        self._taken = False

    @asynccontextmanager
    async def passing(self, *, first: bool) -> AsyncIterator[None]:
        await self._enter(first)
        try:
            yield
        finally:
            self._leave()

    async def _enter(self, first: bool) -> None:
        if not self._taken:
            self._taken = True
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._arrivals += 1
        heapq.heappush(self._waiting, (not first, self._arrivals, turn))
        try:
            await turn
        except asyncio.CancelledError:
            # Cancelled just after the turn was handed over: hand it on, or everybody waits for ever.
            if turn.done() and not turn.cancelled():
                self._leave()
            raise

    def _leave(self) -> None:
        while self._waiting:
            turn = heapq.heappop(self._waiting)[2]
            if not turn.done():
                turn.set_result(None)
                return
        self._taken = False


def _set_up_sqlite(connection: DBAPIConnection, _record: object) -> None:
    # The driver must not begin transactions by itself: `_begin_sqlite` chooses how.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that reads, then writes, can lose another's write; IMMEDIATE locks first.
    immediate = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
