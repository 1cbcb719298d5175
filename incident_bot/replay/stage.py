"""The stage of a replay: people act through Slack, and the clock moves on when the bot is at rest."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from incident_bot.clock import MovedClock
from incident_bot.replay.drill import Drill, Event
from incident_bot.replay.progress import Progress
from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.client.commands import Reply
from incident_bot.sandbox.rooms import Room, Seen
from incident_bot.trial import Trial

LOOK_EVERY = 0.02
"""Real seconds between two looks at what the bot has left to do."""
STEP = 0.1
"""Real seconds between two moves of the clock."""
PATIENCE = 60.0
"""Real seconds until a bot that does not come to rest has failed."""
OVERTIME = 60
"""Seconds of the moved clock that postponed jobs get after the last event."""
LAST_WORDS = 1500
"""Characters of the bot's log that are shown when it has failed."""

_MOMENT = timedelta(microseconds=1)
_REFUSED = "Nothing was changed."


class Stopped(Exception):
    """The replay cannot go on, for the reason that it says."""


class Stage:
    """One workspace, one bot, and the people of a drill.

    `when_gone` is called when the bot does not answer; it returns once a bot is there again.
    """

    def __init__(
        self, drill: Drill, trial: Trial, clock: MovedClock, speed: float, progress: Progress
    ) -> None:
        self.drill = drill
        self.trial = trial
        self.when_gone: Callable[[], Awaitable[None]] | None = None
        self._clock = clock
        self._speed = speed
        self._progress = progress
        self._at = drill.events[0].at
        self._rests = 0
        self._began = asyncio.get_running_loop().time()
        # What is owed is owed whole minutes after something happened: no other seconds need a stop.
        self._seconds = {event.at.second for event in drill.events}
        self._declared = False
        self._messages: dict[str, str] = {}
        self._heard: set[tuple[str, str]] = set()

    @property
    def sandbox(self) -> Sandbox:
        """The workspace."""
        return self.trial.sandbox

    @property
    def room(self) -> Room:
        """The war room, the one channel that the bot made."""
        ours = self.sandbox.app.user
        return next(room for room in self.sandbox.channels if room.name and room.channel.creator == ours)

    async def play(self) -> None:
        """Everything, from the first event to the last job that follows from the last event."""
        for event in self.drill.events:
            await self.move_to(event.at)
            await self.act(event)
        await self.finish()

    async def finish(self) -> None:
        """A job that was postponed waits for the clock, which has no event left to move to."""
        ends = self._at + timedelta(seconds=OVERTIME)
        while unfinished := (await self._health())["jobs"]["unfinished"]:
            if self._at >= ends:
                why = f"At the end, {unfinished} of the bot's jobs are still not done."
                raise Stopped(f"{why}\n{self._last_words()}")
            await self.move_to(self._at + timedelta(seconds=1))

    async def act(self, event: Event) -> None:
        """Somebody does what is recorded, and the bot does what follows from it."""
        self._progress.acted(event)
        self._declared = self._declared or event.is_command("declare")
        said = self._said()
        reply = await self._do(event)
        while reply is not None and reply.error is not None:
            # Whoever gets no answer looks first whether it was done all the same, as people would.
            await self._gone(f"Slack told {event.who} that {event.types} failed: {reply.error}.")
            await self.rest()
            reply = await self._do(event) if self._said() == said else None
        if reply is not None:
            self._progress.answered(event.at, reply.text)
            if reply.text.endswith(_REFUSED):
                raise Stopped(f"At {event.at:%H:%M:%S} {event.who}'s {event.types} was refused: {reply.text}")
        await self.rest()

    async def move_to(self, moment: datetime) -> None:
        """Move the clock, with a stop wherever something may fall due."""
        for stop in self._stops(moment):
            await self._pass_time(stop)
            self._at = stop
            await self.rest()

    async def rest(self) -> None:
        """Wait until the bot has nothing left to do at this moment."""
        # A tick that has seen a moment which nobody could see before began after all that was done before.
        # The fraction of the second only grows: what is owed an hour from now is owed at the stop then.
        self._rests += 1
        self._clock.move_to(self._at + self._rests * _MOMENT)
        try:
            async with asyncio.timeout(PATIENCE):
                await self.sandbox.until(self._all_delivered, timeout=PATIENCE)
                # The bot is another process: it can be asked, but has no way to tell.
                while not self._is_at_rest(await self._health()):  # noqa: ASYNC110
                    await asyncio.sleep(LOOK_EVERY)
        except TimeoutError:
            why = f"The bot did not come to rest within {PATIENCE:.0f} s."
            raise Stopped(f"{why}\n{self._last_words()}") from None
        self._hear()

    async def _do(self, event: Event) -> Reply | None:
        person = self.sandbox.person(event.who)
        place = self.room if event.place == "room" else self.sandbox.channel(event.place)
        if person.name not in place.members:
            await person.joins(place)
        if event.types is not None:
            return await person.commands(event.types, place)
        if event.says is not None:
            ts = await person.says(event.says, place)
            self._messages[event.id or ts] = ts
        elif event.reacts is not None and event.on is not None:
            await person.reacts(place, self._messages[event.on], event.reacts)
        return None

    def _stops(self, moment: datetime) -> Iterator[datetime]:
        stop = self._at + timedelta(seconds=1)
        while stop < moment:
            if self._declared and stop.second in self._seconds:
                yield stop
            stop += timedelta(seconds=1)
        yield moment

    async def _pass_time(self, stop: datetime) -> None:
        """At the chosen speed, in steps; not at all when the replay is behind."""
        loop = asyncio.get_running_loop()
        then = self._began + (stop - self.drill.events[0].at).total_seconds() / self._speed
        while (left := then - loop.time()) > 0:
            await asyncio.sleep(min(left, STEP))
            ahead = timedelta(seconds=max(0.0, then - loop.time()) * self._speed)
            self._clock.move_to(max(self._clock(), stop - ahead))

    async def _health(self) -> dict[str, Any]:
        while (health := await self.trial.health()) is None:
            await self._gone("The bot does not answer any more.")
        return health

    def _is_at_rest(self, health: dict[str, Any]) -> bool:
        if health["jobs"]["buried"]:
            raise Stopped(f"The bot gave up {health['jobs']['buried']} of its jobs.\n{self._last_words()}")
        ticked_at = datetime.fromisoformat(health["ticked_at"])
        return bool(health["ok"] and ticked_at >= self._clock() and not health["jobs"]["due"])

    def _all_delivered(self) -> bool:
        events = (entry for entry in self.sandbox.journal if entry["kind"] == "events_api")
        return all(event["answer"] is not None for event in events)

    async def _gone(self, why: str) -> None:
        if self.when_gone is None:
            raise Stopped(f"{why}\n{self._last_words()}")
        await self.when_gone()

    def _last_words(self) -> str:
        return f"Its last words:\n{self.trial.log.read_text('utf-8')[-LAST_WORDS:]}"

    def _said(self) -> int:
        """How much the bot has said so far."""
        return sum(1 for _ in self._posts())

    def _hear(self) -> None:
        for room, post in self._posts():
            if (room.id, post.ts) not in self._heard:
                self._heard.add((room.id, post.ts))
                self._progress.heard(room, post)

    def _posts(self) -> Iterator[tuple[Room, Seen]]:
        return ((room, post) for room in self.sandbox.channels for post in room.posts if post.by_app)


@asynccontextmanager
async def stage(drill: Drill, folder: Path, speed: float, progress: Progress) -> AsyncIterator[Stage]:
    """A workspace and a bot for this drill, which start before its first event and end with the block."""
    begins = drill.events[0].at
    clock = MovedClock(begins, folder / "clock")
    trial = Trial(folder, clock, watched=True)
    try:
        await trial.start()
        await trial.start_bot()
        yield Stage(drill, trial, clock, speed, progress)
    finally:
        await trial.stop()
