"""Gates: one call is held exactly there, so that a test can do something meanwhile, such as kill the bot."""

from __future__ import annotations

import asyncio
from typing import Literal

State = Literal["waiting", "reached", "released", "dropped", "swallowed"]


class Dropped(Exception):
    """The connection ends without an answer."""


class Gate:
    """Holds one call, before its effect or after it, until it is released, dropped or swallowed."""

    def __init__(self, number: int, method: str, nth: int, after: bool) -> None:
        self.number = number
        self.method = method
        self.nth = nth
        self.after = after
        self.state: State = "waiting"
        self._reached = asyncio.Event()
        self._decided = asyncio.Event()

    async def reached(self, timeout: float = 10) -> None:  # noqa: ASYNC109 - reads better than a block in a test
        """Returns once the call stands at the gate. Raises TimeoutError after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            await self._reached.wait()

    def release(self) -> None:
        """Lets the call go on; one that has not come yet will not be held."""
        self._decide("released")

    def drop(self) -> None:
        """Ends the connection; a call held before its effect never has one."""
        self._decide("dropped")

    def swallow(self) -> None:
        """The call is done, held before its effect or not, and its answer never goes out."""
        self._decide("swallowed")

    async def stand(self) -> None:
        """Stays until it is decided. Raises Dropped."""
        if not self._decided.is_set():
            self.state = "reached"
        self._reached.set()
        await self._decided.wait()
        if self.state == "dropped":
            raise Dropped

    def _decide(self, state: State) -> None:
        # What was decided first holds: the call may be gone already.
        if not self._decided.is_set():
            self.state = state
            self._decided.set()
