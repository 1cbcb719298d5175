"""Plays a story with a bot in a process of its own: as it is, or with a crash at one of its calls."""

from __future__ import annotations

import asyncio
import shutil
import signal
import tempfile
import time
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from incident_bot.clock import MovedClock
from incident_bot.database import Database
from incident_bot.migrations import upgrade
from incident_bot.trial import BotDidNotStart, Started, Trial
from tests.stories.fixtures import START
from tests.stories.own_settings import environment_of
from tests.stories.team import Team

from .calls import Call, Crash
from .nursery import Nursery
from .outcome import Outcome, difference
from .process import OwnProcess
from .stories import Story

WITHIN = 180.0
"""Real seconds for one story."""
ACK_SECONDS = 10.0
SHOWN = 600
"""Characters of each value that a failed story is shown with."""


@dataclass(frozen=True)
class Whole:
    """A story without a crash: what it called, what people were told, and how it ended."""

    calls: list[Call]
    own: list[Call]
    """Those at which the story itself orders something: no other crash is played there."""
    told: list[Any]
    outcome: Outcome


@dataclass(frozen=True)
class Play:
    """A story with one crash in it."""

    story: Story
    call: Call
    crash: Crash

    def __str__(self) -> str:
        return f"{self.story.name}, {self.call}, {self.crash.value}"


@dataclass(frozen=True)
class Crashed:
    """A story with a crash. `wrong` says what was not as it was without one; "" is nothing."""

    play: Play
    wrong: str
    came: bool
    """Whether the call was made at all: where several are under way, edits may be spared."""
    seconds: float


class Failed(Exception):
    """The story failed; the text says where."""


@dataclass
class Stages:
    """Where stories are played: bots come from a nursery, each on a copy of a migrated database."""

    folder: Path
    nursery: Nursery = field(default_factory=Nursery)

    @property
    def _template(self) -> Path:
        return self.folder / "template.db"

    async def prepare(self) -> None:
        database = Database(f"sqlite:///{self._template}")
        try:
            await upgrade(database)
        finally:
            await database.close()
        await self.nursery.start()

    async def whole(self, story: Story) -> Whole:
        """The story without a crash. Raises Failed."""
        try:
            async with self._stage(story) as (team, running):
                await _tell(story, team, running)
                calls = [call for call in running.calls() if call not in running.own]
                return Whole(calls, sorted(running.own), running.told, self._outcome(team, running))
        except Exception as failed:
            raise Failed(_why(failed)) from failed

    async def crashed(self, play: Play, whole: Whole) -> Crashed:
        """The story with a crash, compared with the one without."""
        began = time.monotonic()
        reached, wrong = False, ""
        try:
            async with self._stage(play.story, whole.told) as (team, running):
                wrong = await _tell_with(play, team, running)
                wrong = wrong or self._difference(whole, team, running, play.crash)
                reached = running.reached
        except BotDidNotStart as failed:
            wrong = _why(failed)
        return Crashed(play, wrong, reached, time.monotonic() - began)

    def _difference(self, whole: Whole, team: Team, running: OwnProcess, crash: Crash) -> str:
        lost = [str(running.told[place]) for place in running.lost]
        outcome = self._outcome(team, running)
        if running.forgiven:
            outcome = outcome.without_direct(running.forgiven)
        late = crash is Crash.LOST
        return difference(whole.outcome, outcome, lost=lost, beside=running.beside, late=late)

    def _outcome(self, team: Team, running: OwnProcess) -> Outcome:
        return Outcome.of(team.sandbox, running.database_file)

    @asynccontextmanager
    async def _stage(
        self, story: Story, told: list[Any] | None = None
    ) -> AsyncIterator[tuple[Team, OwnProcess]]:
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            path = Path(folder)
            clock = MovedClock(START, path / "clock")
            # A story's tables stand alone: those of the file that we ship would be joined to them.
            (path / "settings.toml").touch()
            own = environment_of(story.settings) | {"INCIDENT_BOT_CONFIG": str(path / "settings.toml")}

            async def starts(environment: dict[str, str], log: Path) -> Started:
                return await self.nursery.bot({**environment, **own}, log)

            trial = Trial(path, clock, watched=True, over_http=story.over_http, starts=starts)
            shutil.copy(self._template, path / "incident-bot.db")
            # Several bots share the machine here: what is tried is not how fast they are.
            trial.sandbox.delivery.sockets.ack_seconds = ACK_SECONDS
            trial.sandbox.delivery.http.ack_seconds = ACK_SECONDS
            try:
                await trial.start()
                await trial.start_bot()
                # What Slack had to tell before the bot listened it tells again.
                trial.sandbox.delivery.retry_now()
                running = OwnProcess(trial, clock, told, story.settings)
                await running.settled()
                running.begins()
                yield Team(trial.sandbox, running, clock), running
            finally:
                await trial.stop_bot(signal.SIGKILL)
                await trial.stop()


async def _tell_with(play: Play, team: Team, running: OwnProcess) -> str:
    """Tells the story while the crash happens; what went wrong, "" for nothing."""
    crashing = asyncio.create_task(running.crash(play.call, play.crash))
    wrong = ""
    try:
        await _tell(play.story, team, running)
    except Exception as failed:  # noqa: BLE001 - whatever a story does not survive is told
        wrong = _why(failed)
    finally:
        crashing.cancel()
    [ended] = await asyncio.gather(crashing, return_exceptions=True)
    return f"{wrong}\n{_why(ended)}" if isinstance(ended, Exception) else wrong


async def _tell(story: Story, team: Team, running: OwnProcess) -> None:
    async with asyncio.timeout(WITHIN):
        await story.tell(team)
        await team.settled()
        await team.everything_shown_is_true()
    if errors := running.errors():
        raise Failed("the bot logged errors:\n" + "\n".join(errors))


def _why(failed: BaseException) -> str:
    """Where it failed, and what the story knew there."""
    frames = traceback.extract_tb(failed.__traceback__)
    told = [f"{type(failed).__name__}: {failed}"]
    for frame, (where, _) in zip(frames, traceback.walk_tb(failed.__traceback__), strict=True):
        if "/tests/stories/test_" in frame.filename:
            told.append(f"{Path(frame.filename).name}:{frame.lineno}: {frame.line}")
            told += [
                f"  {name} = {value!r}"[:SHOWN]
                for name, value in where.f_locals.items()
                if isinstance(value, str | int | list | dict)
            ]
    if len(told) == 1:
        told += [f"{frame.filename}:{frame.lineno}: {frame.line}" for frame in frames[-4:]]
    return "\n".join(told)
