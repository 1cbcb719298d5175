"""Where the lives of `test_model` take place: a workspace, and a clock that moves."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from incident_bot import clock
from incident_bot.clock import MovedClock
from incident_bot.sandbox import Sandbox, Seed
from incident_bot.slack.client import Slack
from tests.incidents.story import START


class Stage:
    """A workspace and a loop for all lives: to make them anew would take longer than to live."""

    def __init__(self, folder: Path, migrated: Path) -> None:
        self.folder, self.migrated = folder, migrated
        self.loop = asyncio.Runner()
        self.clock = MovedClock(START)
        clock.use(self.clock)
        self.sandbox = Sandbox(Seed.example(), now=lambda: self.clock().timestamp())
        self.lives = 0
        self.loop.run(self._start())

    async def _start(self) -> None:
        await self.sandbox.start()
        self.slack = Slack(self.sandbox.app.bot_token, self.sandbox.api_url)
        await self.slack.start()
        await self.slack.introduce()

    def close(self) -> None:
        self.loop.run(self.slack.stop())
        self.loop.run(self.sandbox.stop())
        self.loop.close()
        clock.use(None)

    def database(self) -> str:
        """A new one, migrated and empty."""
        self.lives += 1
        file = shutil.copy(self.migrated, self.folder / f"{self.lives}.db")
        return f"sqlite:///{file}"

    def clear(self) -> None:
        """A life is over."""
        for file in self.folder.iterdir():
            file.unlink()


@contextmanager
def staged(migrated: Path) -> Iterator[Stage]:
    """A stage, from its beginning to its end."""
    # In memory, where there is such a place: what a disk takes to be sure is not what is looked at here.
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
        made = Stage(Path(folder), migrated)
        try:
            yield made
        finally:
            made.close()


def moment_of(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def minute_of(moment: datetime) -> int:
    return round((moment - START) / timedelta(minutes=1))
