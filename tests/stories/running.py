"""The bot of a story at work: in this process, or wherever else somebody lets it run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from typing import Protocol, TypeVar

from incident_bot.app import Bot
from incident_bot.clock import MovedClock
from incident_bot.database import Database
from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.faults import Gate, Kind
from incident_bot.settings import Settings

Told = TypeVar("Told")

Act = Callable[[], Awaitable[str | None]]
"""What somebody does; it gives Slack's word for what went wrong, None when the bot answered."""


class Running(Protocol):
    """A bot, and how a story waits for it.

    `tests/crashes` has a second one, whose bot is killed: whatever a story needs of a bot is here.
    """

    @property
    def settings(self) -> Settings: ...

    async def settled(self) -> None:
        """Wait until the bot has nothing left to do at this moment and every delivery is acknowledged."""

    async def pass_time(self, length: timedelta, ticks: int) -> None:
        """Move the clock all at once; the bot notices, so often at that moment, and does what is owed."""

    async def restart(self, away: timedelta) -> None:
        """The bot ends politely, time passes, and another starts on the same database."""

    async def answered(self, what: str, act: Act, told: Callable[[], Told], *, waits: bool = True) -> Told:
        """Somebody does something that the bot answers; what they are `told`, once it is settled.

        Who does not wait (`waits`) for what follows goes on at once.
        """

    def heard(self, told: list[str]) -> list[str]:
        """What somebody reads of what only they see."""

    def holds(self, method: str, *, after: bool) -> Gate:
        """The next call of this method stands at a gate."""

    def fails(self, method: str, kind: Kind) -> None:
        """The next call of this method goes wrong."""

    def database(self) -> AbstractAsyncContextManager[Database]:
        """What the bot has written."""


class InProcess:
    """A bot in the process of the test, started and stopped by whoever made it."""

    def __init__(self, bot: Bot, sandbox: Sandbox, clock: MovedClock) -> None:
        self.bot = bot
        self._sandbox = sandbox
        self._clock = clock

    @property
    def settings(self) -> Settings:
        return self.bot.settings

    async def settled(self) -> None:
        await self.bot.runner.idle()
        await self._sandbox.until(self._all_acknowledged)
        # What was delivered in the meantime may have given it something to do.
        await self.bot.runner.idle()

    async def pass_time(self, length: timedelta, ticks: int) -> None:
        self._clock.move_to(self._clock() + length)
        await asyncio.gather(*(self.bot.tick() for _ in range(ticks)))
        # What was postponed is looked for by the runner's own poll; nobody has to wait for that here.
        self.bot.runner.nudge()
        await self.settled()

    async def restart(self, away: timedelta) -> None:
        await self.settled()
        await self.bot.stop()
        self._clock.move_to(self._clock() + away)
        self.bot = Bot(self.settings)
        await self.bot.start()
        await self.settled()

    async def answered(self, what: str, act: Act, told: Callable[[], Told], *, waits: bool = True) -> Told:
        error = await act()
        assert error is None, f"{what} failed with {error}"
        if waits:
            await self.settled()
        return told()

    def heard(self, told: list[str]) -> list[str]:
        return told

    def holds(self, method: str, *, after: bool) -> Gate:
        return self._sandbox.faults.hold(method, after=after)

    def fails(self, method: str, kind: Kind) -> None:
        self._sandbox.faults.next(method, kind)

    @asynccontextmanager
    async def database(self) -> AsyncIterator[Database]:
        yield self.bot.database

    def _all_acknowledged(self) -> bool:
        events = [entry for entry in self._sandbox.journal if entry["kind"] == "events_api"]
        return all(entry["answer"] is not None or "seconds" in entry for entry in events)
