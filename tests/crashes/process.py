"""The bot of a story as a process of its own, which may be killed at one call: the story then goes on.

Whoever asks waits while there is no bot, and asks again when nobody answered and nothing was done.
"""

from __future__ import annotations

import asyncio
import math
import re
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from incident_bot.clock import MovedClock
from incident_bot.database import Database
from incident_bot.sandbox.faults import Gate, Kind
from incident_bot.settings import Settings
from incident_bot.trial import BotDidNotStart, Trial
from tests.stories.fixtures import over_socket
from tests.stories.running import Act, Told

from .calls import Call, Crash, calls_in
from .playing import undelivered

LOOK_EVERY = 0.02
"""Real seconds between two looks at what the bot has left to do."""
PATIENCE = 30.0
"""Real seconds until a bot that does not come to rest has failed."""
LATEST = 60
"""Seconds of the moved clock that the repetition of one lost call may take."""
LAST_WORDS = 3000
"""Characters of the bot's log that are shown when it has failed."""

FORM_DID_NOT_OPEN = "The form did not open in time."
_SHOWS_A_FORM = ("views.open", "views.push", "views.update")

# Slack's library says itself that a connection was lost, and connects again.
_NOT_OURS = "Failed to connect (error: "
_ERROR = re.compile(r"\[(error|critical) *\]")
_TO_BE_DONE = """
    SELECT id FROM incidents WHERE wakes_at < '1971-01-01'
    UNION ALL SELECT id FROM jobs WHERE done_at IS NULL AND buried_at IS NULL
"""

_WAITING = "SELECT run_at FROM jobs WHERE done_at IS NULL AND buried_at IS NULL"
_BY_PEOPLE = "SELECT id FROM timeline_entries WHERE author IS NOT NULL"
_MOMENT = timedelta(microseconds=1)
_SECOND = timedelta(seconds=1)


class Stuck(Exception):
    """The bot does not come to rest, or it ended by itself; with its last words."""


class OwnProcess:
    """A bot that `trial` starts. `rehearsed` is what people were told when nothing crashed."""

    def __init__(
        self,
        trial: Trial,
        clock: MovedClock,
        rehearsed: list[Any] | None = None,
        settings: dict[str, Any] | None = None,
    ) -> None:
        self.told: list[Any] = []
        """What people were told, in the order in which they asked."""
        self.lost: list[int] = []
        """Whose answer was lost with the bot, although it had done what was asked: places in `told`."""
        self.beside: list[str] = []
        """What somebody was told only because of the crash."""
        self.reached = False
        """Whether the call came at which the bot was to crash."""
        self.own: set[Call] = set()
        """Calls at which the story itself orders something."""
        self._trial = trial
        self._own_settings = settings or {}
        self._clock = clock
        self._now = clock()
        self._rests = 0
        self._late = timedelta(0)
        self._rehearsed = rehearsed
        self._at = ""
        self._here = asyncio.Event()
        self._here.set()
        self._began = len(trial.sandbox.journal)

    @property
    def settings(self) -> Settings:
        """The same that the process has, as far as they show in what it says."""
        return over_socket(self._trial.sandbox, self._trial.database_url, **self._own_settings)

    @property
    def database_file(self) -> Path:
        """What the bot writes."""
        return self._trial.folder / "incident-bot.db"

    def errors(self) -> list[str]:
        """What the bots, the killed one too, logged as errors."""
        lines = self._trial.log.read_text("utf-8").splitlines()
        return [line for line in lines if _ERROR.search(line) and _NOT_OURS not in line]

    def begins(self) -> None:
        """From here on calls are counted."""
        self._began = len(self._trial.sandbox.journal)

    def calls(self) -> list[Call]:
        """Every call since the story began."""
        return calls_in(self._trial.sandbox.journal[self._began :])

    @property
    def forgiven(self) -> str:
        """What somebody may be told more than without the crash, by direct message; "" is nothing."""
        # Whoever clicked on a Home tab or in a form has no channel to be told in.
        return FORM_DID_NOT_OPEN if self.reached and self._at in _SHOWS_A_FORM else ""

    # -- the crash ---

    async def crash(self, at: Call, how: Crash) -> None:
        """Let the call come, from now on, and the crash happen; then there is a bot again."""
        self._at = at.method
        gate = self._trial.sandbox.faults.hold(at.method, nth=at.nth, after=how is not Crash.BEFORE)
        await gate.reached(timeout=math.inf)
        self.reached = True
        if how is Crash.LOST:
            gate.drop()
            return
        self._here.clear()
        await self._trial.stop_bot(signal.SIGKILL)
        gate.drop()
        await self._trial.start_bot()
        self._trial.sandbox.delivery.retry_now()
        await self._trial.sandbox.until(lambda: not undelivered(self._trial.sandbox))
        self._here.set()

    # -- what a story needs ---

    async def settled(self) -> None:
        at_rest = False
        try:
            async with asyncio.timeout(PATIENCE):
                while not at_rest:
                    await self._here.wait()
                    at_rest = await self._comes_to_rest() and self._here.is_set()
        except TimeoutError:
            raise Stuck(f"not at rest within {PATIENCE:.0f} s: {await self._unrest()}") from None

    async def pass_time(self, length: timedelta, ticks: int) -> None:
        # Who was late stays so: what a person asked for a moment later ends a moment later.
        self._now += length
        for _ in range(ticks):
            await self.settled()

    async def restart(self, away: timedelta) -> None:
        await self.settled()
        await self._trial.stop_bot()
        self._now += away
        self._clock.move_to(self._now)
        try:
            await self._trial.start_bot()
        except BotDidNotStart:
            # It was killed while it started; whoever did that starts another.
            if self._here.is_set():
                raise
        # What happened while it was away.
        self._trial.sandbox.delivery.retry_now()
        await self.settled()

    async def answered(self, what: str, act: Act, told: Callable[[], Told], *, waits: bool = True) -> Told:
        done = self._done()
        error = await self._once(act, waits)
        while error is not None and self._rehearsed is not None:
            # Whoever gets no answer looks first whether it was done all the same, as people would; a form
            # that was not answered stands there still, and asks itself to be sent again.
            await self.settled()
            if self._done() != done and what != "the form":
                lost: Told = self._lost_answer()
                return lost
            error = await self._once(act, waits)
        assert error is None, f"{what} failed with {error}"
        self.told.append(answer := told())
        return answer

    def heard(self, told: list[str]) -> list[str]:
        kept: list[str] = []
        for line in told:
            if self._follows_from_the_crash(line, kept):
                self.beside.append(line)
            else:
                kept.append(line)
        return kept

    def holds(self, method: str, *, after: bool) -> Gate:
        self._is_own(method)
        return self._trial.sandbox.faults.hold(method, after=after)

    def fails(self, method: str, kind: Kind) -> None:
        self._is_own(method)
        self._trial.sandbox.faults.next(method, kind)

    @asynccontextmanager
    async def database(self) -> AsyncIterator[Database]:
        database = Database(self._trial.database_url)
        try:
            yield database
        finally:
            await database.close()

    # -- how ---

    def _follows_from_the_crash(self, line: str, before: list[str]) -> bool:
        """What people may be told more than without it, once in a story."""
        if not self.reached or self.beside:
            return False
        # docs/decisions/0004: private answers to clicks are said at least once, so whoever clicked reads
        # the same line twice when nobody knows whether it was said.
        if before[-1:] == [line]:
            return True
        # A form that Slack opened without the bot's hearing of it: the person has it, and this line too.
        return self._at in _SHOWS_A_FORM and line.startswith(FORM_DID_NOT_OPEN)

    async def _once(self, act: Act, waits: bool) -> str | None:
        await self._here.wait()
        error = await act()
        if waits and error is None:
            await self.settled()
        return error

    def _lost_answer(self) -> Any:
        """They know from what they see that it was done. The story goes on with what they would have read."""
        assert self._rehearsed is not None, "nobody loses an answer without a crash"
        self.lost.append(len(self.told))
        self.told.append(self._rehearsed[len(self.told)])
        return self.told[-1]

    async def _comes_to_rest(self) -> bool:
        """Wait until nothing is left to do; False when the bot was killed meanwhile."""
        # A tick that has seen a moment which nobody could see before began after all that was done before.
        self._rests += 1
        self._show_time()
        while not self._is_at_rest(await self._health()):
            if not self._here.is_set():
                return False
            await asyncio.sleep(LOOK_EVERY)
        return True

    async def _health(self) -> dict[str, Any] | None:
        health = await self._trial.health()
        if health is None and self._here.is_set():
            raise Stuck(f"the bot ended by itself; {self._last_words()}")
        return health

    def _is_at_rest(self, health: dict[str, Any] | None) -> bool:
        if health is None or undelivered(self._trial.sandbox):
            return False
        jobs = health["jobs"]
        if jobs["buried"]:
            raise Stuck(f"the bot gave a job up; {self._last_words()}")
        if jobs["unfinished"] and self._is_postponed():
            self._be_late()
            return False
        if jobs["due"] or datetime.fromisoformat(health["ticked_at"]) < self._clock():
            return False
        # What was done last may be followed by something that the clock has to see first. Both are looked
        # for at one moment: a tick in between would turn the one into the other.
        return not self._rows(_TO_BE_DONE)

    def _be_late(self) -> None:
        """What is tried again waits for the clock, which only the story moves: let a second pass."""
        self._late += _SECOND
        if self._late > LATEST * _SECOND:
            raise Stuck(f"a job is still not done {LATEST} s later; {self._last_words()}")
        self._show_time()

    def _is_postponed(self) -> bool:
        """Whether something waits for a later moment, alone or with others behind it."""
        waiting = (datetime.fromisoformat(run_at) for (run_at,) in self._rows(_WAITING))
        return any(run_at.replace(tzinfo=UTC) > self._clock() for run_at in waiting)

    def _show_time(self) -> None:
        self._clock.move_to(self._now + self._late + self._rests * _MOMENT)

    def _done(self) -> tuple[object, ...]:
        """What people can look at to see whether the bot did what they asked: the record, what it told
        somebody alone, and forms that it opened."""
        workspace = self._trial.sandbox.workspace
        whispers = [
            message.ts
            for channel in workspace.channels.values()
            for message in channel.ephemerals.values()
            if message.by_app
        ]
        forms = [view.id for person in workspace.people() if (view := workspace.top_view(person.id))]
        return self._rows(_BY_PEOPLE), whispers, forms

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database_file)) as connection:
            return connection.execute(query).fetchall()

    def _is_own(self, method: str) -> None:
        made = [call for call in self.calls() if call.method == method]
        self.own.add(Call(method, len(made) + 1))

    async def _unrest(self) -> str:
        health, waiting = await self._trial.health(), undelivered(self._trial.sandbox)
        return f"{health}, at {self._clock()}, undelivered {waiting}; {self._last_words()}"

    def _last_words(self) -> str:
        return f"its last words:\n{self._trial.log.read_text('utf-8')[-LAST_WORDS:]}"
