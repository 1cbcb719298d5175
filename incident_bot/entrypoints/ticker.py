"""The clock's entrance: APScheduler calls the tick on every replica, and remembers nothing."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

HOUSEKEEPING_MINUTES = 60
ENDS_WITHIN = 3.0
"""Seconds that a stop waits for what has begun."""

Periodic = Callable[[], Awaitable[None]]


class Ticker:
    """Calls `tick` each `every` seconds and `tidy` each hour, from `start` to `stop`.

    One call at a time of each; those that were missed collapse into one.
    """

    def __init__(self, tick: Periodic, every: float, tidy: Periodic) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._at_work = 0
        self._quiet = asyncio.Event()
        self._quiet.set()
        together = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        for periodic, interval in ((tick, {"seconds": every}), (tidy, {"minutes": HOUSEKEEPING_MINUTES})):
            name = getattr(periodic, "__qualname__", repr(periodic))
            run = self._watched(periodic)
            self._scheduler.add_job(run, "interval", name=name, **interval, **together)

    def start(self) -> None:
        """Begin; needs a running loop."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Begin nothing more, and let what has begun end: APScheduler would log it as failed."""
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        # What is handed to the loop already begins now.
        await asyncio.sleep(0)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ENDS_WITHIN):
                await self._quiet.wait()
        self._scheduler.shutdown(wait=False)

    def _watched(self, periodic: Periodic) -> Periodic:
        async def run() -> None:
            self._at_work += 1
            self._quiet.clear()
            try:
                await periodic()
            finally:
                self._at_work -= 1
                if not self._at_work:
                    self._quiet.set()

        return run
