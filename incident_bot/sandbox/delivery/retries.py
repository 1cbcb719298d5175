"""When an event is sent again: https://docs.slack.dev/apis/events-api/#retries"""

from __future__ import annotations

import asyncio

from ..changes import Change, ClockMoved
from ..workspace import Workspace

# Seconds before each retry.
RETRY_AFTER = (0.0, 60.0, 300.0)
# An event that is later than this is not sent any more.
TOO_LATE_SECONDS = 2 * 60 * 60


class Pauses:
    """Waits in real seconds, shorter when somebody moves the workspace's clock on."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._over = asyncio.Event()
        self._moved = asyncio.Event()
        workspace.watchers.append(self._watch)

    async def pause(self, seconds: float) -> None:
        """Returns when they have passed, on either clock, or when all pauses were ended."""
        if not seconds:
            return
        over, due = self._over, self._workspace.now() + seconds
        try:
            async with asyncio.timeout(seconds):
                while not over.is_set() and self._workspace.now() < due:
                    await self._moved.wait()
        except TimeoutError:
            return

    def end(self) -> None:
        """Ends every pause there is."""
        self._over.set()
        self._over = asyncio.Event()
        self._wake()

    def _watch(self, change: Change) -> None:
        if isinstance(change, ClockMoved):
            self._wake()

    def _wake(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()
