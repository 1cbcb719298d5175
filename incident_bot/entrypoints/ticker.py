"""The clock's entrance: APScheduler calls the tick on every replica, and remembers nothing."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from incident_bot import clock

log = structlog.get_logger()

HOUSEKEEPING = timedelta(hours=1)
ENDS_WITHIN = 3.0
"""Seconds that a stop waits for what has begun."""
LOOK_EVERY = 0.5
"""Seconds between two looks at whether somebody set the clock of this machine back."""

Periodic = Callable[[], Awaitable[None]]


class Ticker:
    """Calls `tick` each `every` seconds and `tidy` each hour, from `start` to `stop`.

    One call at a time of each; those that were missed collapse into one. APScheduler goes by the clock of
    this machine: when that is set back by hours, the next call lies hours ahead. It is then made at once.
    """

    def __init__(self, tick: Periodic, every: float, tidy: Periodic) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._at_work = 0
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._watching: asyncio.TimerHandle | None = None
        together = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        for periodic, interval in ((tick, every), (tidy, HOUSEKEEPING.total_seconds())):
            name = getattr(periodic, "__qualname__", repr(periodic))
            run = self._watched(periodic)
            self._scheduler.add_job(run, "interval", name=name, seconds=interval, **together)

    def start(self) -> None:
        """Begin; needs a running loop."""
        self._scheduler.start()
        self._watch_the_clock()

    async def stop(self) -> None:
        """Begin nothing more, and let what has begun end: APScheduler would log it as failed."""
        if not self._scheduler.running:
            return
        if self._watching is not None:
            self._watching.cancel()
        self._scheduler.pause()
        # What is handed to the loop already begins now.
        await asyncio.sleep(0)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ENDS_WITHIN):
                await self._quiet.wait()
        self._scheduler.shutdown(wait=False)

    def _watch_the_clock(self) -> None:
        # By what is to come, not by how far the clock went: it may go forward and back between two looks.
        now = clock.system()
        for job in self._scheduler.get_jobs():
            back = job.next_run_time - job.trigger.interval - now
            if back > timedelta(seconds=LOOK_EVERY):
                log.warning(
                    "the clock of this machine was set back",
                    calling=job.name,
                    by_seconds=round(back.total_seconds()),
                )
                job.modify(next_run_time=now)
        # The loop's own time goes on, whatever the clock says.
        self._watching = asyncio.get_running_loop().call_later(LOOK_EVERY, self._watch_the_clock)

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
