"""The database: one file of SQLite by default, PostgreSQL when several replicas run.

`writing()` is one transaction that commits at its end, `reading()` one that changes nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from incident_bot.database import sqlite
from incident_bot.database.gate import Gate
from incident_bot.database.types import Base, UtcDateTime, database_seconds, seconds_between
from incident_bot.settings import with_driver

__all__ = ["Base", "Database", "UtcDateTime", "database_seconds", "seconds_between"]


class Database:
    """The engines behind `DATABASE_URL` and the two ways to use them.

    Errors do not show the values of statements: they are words of people, and errors are logged.
    """

    def __init__(self, url: str) -> None:
        self.url = with_driver(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine: AsyncEngine
        """For migrations, and for whoever needs a bare connection that writes."""
        if self.is_sqlite:
            self.engine, self._reader = sqlite.writer(self.url), sqlite.reader(self.url)
        else:
            self.engine = create_async_engine(self.url, pool_pre_ping=True, hide_parameters=True)
            # Else each statement of a reader would see another moment.
            self._reader = self.engine.execution_options(isolation_level="REPEATABLE READ")
        self._gate = Gate()

    @asynccontextmanager
    async def writing(self, *, person_waits: bool = False) -> AsyncIterator[AsyncSession]:
        """One transaction, committed at the end of the block and undone by any exception.

        SQLite has one writer at a time, and its own waiting is by naps that get longer. Within a process
        writers therefore queue at a gate, and those whom a person waits for go first.
        """
        if not self.is_sqlite:
            async with AsyncSession(self.engine, expire_on_commit=False) as session, session.begin():
                yield session
            return
        async with (
            self._gate.passing(first=person_waits),
            AsyncSession(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A consistent view of the data; whatever is changed in it is dropped."""
        async with AsyncSession(self._reader, expire_on_commit=False) as session:
            yield session

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()
        await self._reader.dispose()
