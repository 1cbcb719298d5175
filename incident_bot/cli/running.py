"""The bot in this process, from its start until somebody tells it to stop."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from collections.abc import Callable

from incident_bot.settings import Settings


def run_bot(settings: Settings, *, listens: bool) -> None:
    """Run until a signal comes. Raises Misconfigured when only starting shows what is wrong."""
    # The database's thread must not wait 5 ms for its turn each time it has fetched something.
    sys.setswitchinterval(0.0005)
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_until_told(settings, listens=listens))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The faster loop, where there is one for the system."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _until_told(settings: Settings, *, listens: bool) -> None:
    from incident_bot import clock
    from incident_bot.app import Bot

    if settings.clock_file is not None:
        clock.follow(settings.clock_file)
    told = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, told.set)
    bot = Bot(settings, listens=listens)
    starting = asyncio.create_task(bot.start())
    stopping = asyncio.create_task(told.wait())
    try:
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
            # What is loaded now stays: the collector need not look through it again and again.
            gc.freeze()
            await stopping
    finally:
        starting.cancel()
        stopping.cancel()
        await bot.stop()
