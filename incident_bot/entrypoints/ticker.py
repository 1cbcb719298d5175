"""The clock's entrance: APScheduler calls the tick on every replica, and remembers nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

HOUSEKEEPING_MINUTES = 60


def ticker(
    tick: Callable[[], Awaitable[None]], every: float, tidy: Callable[[], Awaitable[None]]
) -> AsyncIOScheduler:
    """Calls `tick` each `every` seconds and `tidy` each hour; the caller starts it and shuts it down.

    One call at a time; those that were missed collapse into one.
    """
    scheduler = AsyncIOScheduler(timezone="UTC")
    together = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
    scheduler.add_job(tick, "interval", seconds=every, **together)
    scheduler.add_job(tidy, "interval", minutes=HOUSEKEEPING_MINUTES, **together)
    return scheduler
