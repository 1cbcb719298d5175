"""Waiting for what the sandbox does not see itself, as in a client's own thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from incident_bot.sandbox import Sandbox

_LOOK_AGAIN = 0.02


async def until(sandbox: Sandbox, condition: Callable[[], object], seconds: float = 10) -> None:
    """As sandbox.until, which looks after every change in the workspace, but looks in between as well."""
    loop = asyncio.get_running_loop()
    handle: asyncio.TimerHandle | None = None

    def look() -> None:
        nonlocal handle
        sandbox.workspace.nudge()
        handle = loop.call_later(_LOOK_AGAIN, look)

    look()
    try:
        await sandbox.until(condition, seconds)
    finally:
        if handle is not None:
            handle.cancel()
