"""Events that come twice or out of order, as Slack promises nothing else: https://docs.slack.dev/apis/events-api"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from ..records import JSON
from ..tasks import Tasks

# Real seconds that an event is held back when nothing comes after it.
_HELD_SECONDS = 0.5


class Disorder:
    """Sends payloads, by `begin`, after others were attempted."""

    def __init__(self, begin: Callable[[JSON], asyncio.Future[None]], tasks: Tasks) -> None:
        self._begin = begin
        self._tasks = tasks
        self._held: list[JSON] = []

    def after(self, attempted: asyncio.Future[None], payload: JSON) -> None:
        """Sends it once that attempt was made."""
        attempted.add_done_callback(lambda done: self._send(done, payload))

    def hold(self, payload: JSON) -> None:
        """Keeps it back until another was sent, or for half a second."""
        self._held.append(payload)
        self._tasks.spawn(self._release(payload))

    def let_go(self, attempted: asyncio.Future[None]) -> None:
        """Sends what is held once that attempt was made."""
        held, self._held = self._held, []
        for payload in held:
            self.after(attempted, payload)

    async def _release(self, payload: JSON) -> None:
        await asyncio.sleep(_HELD_SECONDS)
        if payload in self._held:
            self._held.remove(payload)
            self._begin(payload)

    def _send(self, attempted: asyncio.Future[None], payload: JSON) -> None:
        # Cancelled: the sandbox has stopped.
        if not attempted.cancelled():
            self._begin(payload)
