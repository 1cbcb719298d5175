"""A replay with the bot as a process of its own, which may be killed: what crash tests play on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from incident_bot.clock import MovedClock
from incident_bot.replay.drill import Drill
from incident_bot.replay.progress import Progress
from incident_bot.replay.stage import LAST_WORDS, PATIENCE, Stage, Stopped
from incident_bot.sandbox import Sandbox
from incident_bot.trial import Trial

LOOK_EVERY = 0.02
"""Real seconds between two looks at what the bot has left to do."""

_MOMENT = timedelta(microseconds=1)


class Apart(Stage):
    """`when_gone` is called when the bot does not answer; it returns once a bot is there again."""

    def __init__(
        self, drill: Drill, trial: Trial, clock: MovedClock, speed: float, progress: Progress
    ) -> None:
        super().__init__(drill, clock, speed, progress)
        self.trial = trial
        self.when_gone: Callable[[], Awaitable[None]] | None = None
        self._rests = 0

    @property
    def sandbox(self) -> Sandbox:
        """The workspace."""
        return self.trial.sandbox

    async def come_to_rest(self) -> None:
        """What it has left to do is asked again and again."""
        # A tick that has seen a moment which nobody could see before began after all that was done before.
        # The fraction of the second only grows: what is owed an hour from now is owed at the stop then.
        self._rests += 1
        self._clock.move_to(self.at + self._rests * _MOMENT)
        await self.sandbox.until(self._all_delivered, timeout=PATIENCE)
        # The bot is another process: it can be asked, but has no way to tell.
        while not self._is_at_rest(await self._health()):  # noqa: ASYNC110
            await asyncio.sleep(LOOK_EVERY)

    async def unfinished(self) -> int:
        """How many of its jobs are not done, now or later."""
        return int((await self._health())["jobs"]["unfinished"])

    def last_words(self) -> str:
        """The end of its log."""
        return f"Its last words:\n{self.trial.log.read_text('utf-8')[-LAST_WORDS:]}"

    async def goes_on(self, why: str) -> None:
        """With another bot, if somebody starts one."""
        if self.when_gone is None:
            await super().goes_on(why)
            return
        await self.when_gone()

    async def _health(self) -> dict[str, Any]:
        while (health := await self.trial.health()) is None:
            await self.goes_on("The bot does not answer any more.")
        return health

    def _is_at_rest(self, health: dict[str, Any]) -> bool:
        if health["jobs"]["buried"]:
            raise Stopped(f"The bot gave up {health['jobs']['buried']} of its jobs.\n{self.last_words()}")
        ticked_at = datetime.fromisoformat(health["ticked_at"])
        return bool(health["ok"] and ticked_at >= self._clock() and not health["jobs"]["due"])


@asynccontextmanager
async def apart(drill: Drill, folder: Path, speed: float, progress: Progress) -> AsyncIterator[Apart]:
    """A workspace and a bot for this drill, which start before its first event and end with the block."""
    clock = MovedClock(drill.events[0].at, folder / "clock")
    trial = Trial(folder, clock, watched=True)
    try:
        await trial.start()
        await trial.start_bot()
        yield Apart(drill, trial, clock, speed, progress)
    finally:
        await trial.stop()
