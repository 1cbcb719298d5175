"""A bot on a machine whose clock can be moved: the process believes what a file says.

https://github.com/wolfcw/libfaketime, Debian's package `faketime`.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from incident_bot.trial import Started, Trial

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
PATIENCE = 20.0
"""Seconds within which the bot notices, and does what is owed. It ticks five times a second and looks at the
clock twice, so a second is enough; the rest is for a machine that has other things to do."""
LOOK_EVERY = 0.05


class Machine:
    """One bot, its workspace, and the clock of the machine that it runs on."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._file = folder / "offset"
        self._settings = settings
        self.ahead = timedelta(0)
        self.trial = Trial(folder, lambda: datetime.now(UTC), watched=True, starts=self._start)
        self._set(timedelta(0))

    async def moves_its_clock(self, *, ahead: timedelta) -> None:
        """It is so far ahead of the real time from now on; the bot has ticked by it, and has done all."""
        self._set(ahead)
        async with asyncio.timeout(PATIENCE):
            # Another process can be asked, but has no way to tell; its real clock is what is on trial here,
            # so nothing else can be moved in its place. Where nothing is broken it waits for a tick or two.
            while not await self._has_noticed():  # noqa: ASYNC110
                await asyncio.sleep(LOOK_EVERY)

    @property
    def log(self) -> str:
        """What the bot logged."""
        return self.trial.log.read_text("utf-8")

    def said(self) -> list[str]:
        """The slots that were said, in their order: hours and minutes after the declaration."""
        with closing(sqlite3.connect(self.trial.folder / "incident-bot.db")) as database:
            (declared,) = database.execute("SELECT declared_at FROM incidents").fetchone()
            slots = database.execute(
                "SELECT due_at FROM reminder_slots WHERE outcome = 'sent' ORDER BY due_at"
            )
            lengths = [datetime.fromisoformat(at) - datetime.fromisoformat(declared) for (at,) in slots]
        return [str(length).rpartition(":")[0] for length in lengths]

    async def _has_noticed(self) -> bool:
        health: dict[str, Any] | None = await self.trial.health()
        if health is None or health["jobs"]["unfinished"]:
            return False
        off = datetime.fromisoformat(health["ticked_at"]) - datetime.now(UTC) - self.ahead
        return abs(off) < timedelta(minutes=1)

    def _set(self, ahead: timedelta) -> None:
        self.ahead = ahead
        aside = self._file.with_suffix(".next")
        aside.write_text(f"{ahead.total_seconds():+.0f}\n")
        aside.replace(self._file)

    async def _start(self, environment: dict[str, str], log: Path) -> Started:
        environment |= {
            "LD_PRELOAD": str(LIBRARY),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            # Otherwise threads wait for each other for milliseconds: it means to mend older systems.
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",
            "INCIDENT_BOT_TICK_SECONDS": "0.2",
            **self._settings,
        }
        # It goes by the clock of its machine.
        del environment["INCIDENT_BOT_CLOCK_FILE"]
        with log.open("ab") as written:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-m", "incident_bot", "serve", env=environment, stderr=written, stdout=written
            )


@asynccontextmanager
async def machine(folder: Path, **settings: str) -> AsyncIterator[Machine]:
    """From the start of the bot to its end; `settings` are variables of its environment."""
    made = Machine(folder, **settings)
    await made.trial.start()
    try:
        await made.trial.start_bot()
        yield made
    finally:
        await made.trial.stop()
