"""The stage of a replay: people act through Slack, and the clock moves on when the bot is at rest."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import datetime, timedelta

from incident_bot.clock import MovedClock
from incident_bot.replay.drill import Drill, Event
from incident_bot.replay.progress import Progress
from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.client.commands import Reply
from incident_bot.sandbox.people import Person
from incident_bot.sandbox.rooms import Room, Seen

STEP = 0.1
"""Real seconds between two moves of the clock."""
PATIENCE = 60.0
"""Real seconds until a bot that does not come to rest has failed."""
OVERTIME = 60
"""Seconds of the moved clock that postponed jobs get after the last event."""
LAST_WORDS = 1500
"""Characters of the bot's log that are shown when it has failed."""
ADDRESS = "https://sandbox.slack.example"
"""What the workspace calls itself in links: what is written down must not depend on where it was played."""

_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)
_REFUSED = "Nothing was changed."


class Stopped(Exception):
    """The replay cannot go on, for the reason that it says."""


class Stage(ABC):
    """One workspace, one bot, and the people of a drill. How the bot is waited for is up to who runs it."""

    def __init__(self, drill: Drill, clock: MovedClock, speed: float, progress: Progress) -> None:
        self.drill = drill
        self.at = drill.events[0].at
        """How far the replay is."""
        self._clock = clock
        self._speed = speed
        self._progress = progress
        self._began = asyncio.get_running_loop().time()
        # What is owed is owed whole minutes after something happened: no other seconds need a stop.
        self._seconds = {event.at.second for event in drill.events}
        self._declared = self._over = False
        self._messages: dict[str, str] = {}
        self._heard: set[tuple[str, str]] = set()

    # -- what the bot is asked ---

    @property
    @abstractmethod
    def sandbox(self) -> Sandbox:
        """The workspace."""

    @abstractmethod
    async def come_to_rest(self) -> None:
        """Wait until the bot has nothing left to do at this moment (`at`)."""

    @abstractmethod
    async def unfinished(self) -> int:
        """How many of its jobs are not done, now or later."""

    @abstractmethod
    def last_words(self) -> str:
        """The end of its log, for whoever has to find out why."""

    async def goes_on(self, why: str) -> None:
        """Somebody got no answer: raises Stopped, unless there will be a bot again."""
        raise Stopped(f"{why}\n{self.last_words()}")

    # -- the play ---

    @property
    def room(self) -> Room:
        """The war room, the one channel that the bot made; the status channel, where there is none."""
        ours = self.sandbox.app.user
        made = (room for room in self.sandbox.channels if room.name and room.channel.creator == ours)
        return next(made, self.sandbox.channel("incidents"))

    async def play(self) -> None:
        """Everything, from the first event to the last job that follows from the last event."""
        for event in self.drill.events:
            await self.move_to(event.at)
            await self.act(event)
        await self.finish()

    async def finish(self) -> None:
        """A job that was postponed waits for the clock, which has no event left to move to."""
        ends = self.at + timedelta(seconds=OVERTIME)
        while unfinished := await self.unfinished():
            if self.at >= ends:
                why = f"At the end, {unfinished} of the bot's jobs are still not done."
                raise Stopped(f"{why}\n{self.last_words()}")
            await self.move_to(self.at + _SECOND)

    async def act(self, event: Event) -> None:
        """Somebody does what is recorded, and the bot does what follows from it."""
        self._progress.acted(event)
        self._declared = self._declared or event.is_command("declare")
        self._over = event.is_command("resolve") or (self._over and not event.is_command("reopen"))
        said = self._said()
        reply = await self._do(event)
        while reply is not None and reply.error is not None:
            # Whoever gets no answer looks first whether it was done all the same, as people would.
            await self.goes_on(f"Slack told {event.who} that {event.types} failed: {reply.error}.")
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
            self.at = stop
            await self.rest()

    async def rest(self) -> None:
        """Wait until the bot has nothing left to do at this moment."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self.come_to_rest()
        except TimeoutError:
            why = f"The bot did not come to rest within {PATIENCE:.0f} s."
            raise Stopped(f"{why}\n{self.last_words()}") from None
        self._hear()

    async def _do(self, event: Event) -> Reply | None:
        person = self.sandbox.person(event.who)
        place = self.room if event.place == "room" else self.sandbox.channel(event.place)
        if person.name not in place.members:
            await person.joins(place)
        on = self._messages[event.on] if event.on is not None else ""
        if event.types is not None:
            return await person.commands(event.types, place)
        if event.says is not None:
            ts = await person.says(event.says, place, on or None)
            self._messages[event.id or ts] = ts
        elif event.reacts is not None:
            await person.reacts(place, on, event.reacts)
        elif event.unreacts is not None:
            await person.unreacts(place, on, event.unreacts)
        elif event.edits is not None:
            await person.edits(place, on, event.edits)
        elif event.deletes:
            await person.deletes(place, on)
        elif event.fills is not None:
            await self._fill(event, person)
        return None

    async def _fill(self, event: Event, person: Person) -> None:
        if person.view is None:
            raise Stopped(f"At {event.at:%H:%M:%S} {event.who} has no form open to fill in.")
        if wrong := await person.fills(**(event.fills or {})):
            problems = "; ".join(f"{field}: {problem}" for field, problem in wrong.items())
            raise Stopped(f"At {event.at:%H:%M:%S} {event.who}'s form was refused: {problems}")

    def _stops(self, moment: datetime) -> Iterator[datetime]:
        """Once it is over nothing is owed for days, so a look each day is enough."""
        step = _DAY if self._over else _SECOND
        stop = self.at + step
        while stop < moment:
            if self._over or (self._declared and stop.second in self._seconds):
                yield stop
            stop += step
        yield moment

    async def _pass_time(self, stop: datetime) -> None:
        """At the chosen speed, in steps; not at all when the replay is behind."""
        loop = asyncio.get_running_loop()
        then = self._began + (stop - self.drill.events[0].at).total_seconds() / self._speed
        while (left := then - loop.time()) > 0:
            await asyncio.sleep(min(left, STEP))
            ahead = timedelta(seconds=max(0.0, then - loop.time()) * self._speed)
            self._clock.move_to(max(self._clock(), stop - ahead))

    def _all_delivered(self) -> bool:
        events = (entry for entry in self.sandbox.journal if entry["kind"] == "events_api")
        return all(event["answer"] is not None for event in events)

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
