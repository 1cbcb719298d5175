"""Who is alive. A process that was killed on this machine is recognised at once, not when its leases end.

SQLite is used by the processes of one machine, so each locks one byte of a file beside the database; the
kernel frees that byte when the process dies, however it dies. On PostgreSQL the leases alone decide.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from pathlib import Path

import structlog

from incident_bot.database import Database
from incident_bot.jobs import queue

log = structlog.get_logger()


_here: set[str] = set()
"""Names present in this very process: the kernel's locks are per process and would not tell them apart."""


class Presence:
    """This process among those that share the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._byte = secrets.randbelow(2**31)
        self._file: int | None = None
        self.name = f"{self._byte}"

    async def announce(self) -> None:
        """From now on, and until it dies or leaves, others can see that this process is alive."""
        if (path := self._path()) is not None:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, self._byte)
            _here.add(self.name)

    async def release_the_dead(self) -> None:
        """Free the jobs of processes that died while they held them."""
        if self._file is None:
            return
        async with self._database.reading() as session:
            dead = [holder for holder in await queue.holders(session) if self._is_dead(holder)]
        if dead:
            async with self._database.writing() as session:
                freed = await queue.release(session, dead)
            log.info("jobs of a process that died are free again", jobs=freed)

    async def leave(self) -> None:
        """Stop being present."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
            _here.discard(self.name)

    def _path(self) -> Path | None:
        name = self._database.url.database
        return Path(f"{name}-workers") if self._database.is_sqlite and name and name != ":memory:" else None

    def _is_dead(self, holder: str) -> bool:
        if holder in _here or self._file is None or not holder.isdigit():
            return False
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, int(holder))
        except OSError:
            return False
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, int(holder))
        return True
