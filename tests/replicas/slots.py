"""Many incidents that remind again and again, and bots that are killed: what was posted, and how often.

The bots are processes as operators start them; the clock that they follow goes on as fast as they get done.
"""

from __future__ import annotations

import asyncio
import math
import os
import random
import re
import signal
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import false, func, select, update
from sqlalchemy.orm import aliased

from incident_bot import clock
from incident_bot.clock import MovedClock
from incident_bot.database import Database, database_seconds
from incident_bot.effects.follow import follow
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.slot import Outcome, Slot
from incident_bot.incidents.vocabulary import Source
from incident_bot.incidents.workspace import Workspace
from incident_bot.jobs.job import Job
from incident_bot.migrations import upgrade
from incident_bot.reminders.send import send_reminder
from incident_bot.slack.client import Slack
from incident_bot.trial import Started, Trial, serve

START = datetime(2026, 1, 5, 14, 30, tzinfo=UTC)
STEP = timedelta(minutes=5)
LEASE = 15
"""Seconds: on PostgreSQL nobody else takes up sooner what a killed bot had in hand. It bounds each wait for a
job that somebody holds: afterwards another bot has it."""
LOOK_EVERY = 0.03
PATIENCE = 60.0
"""Seconds after which a wait has failed, four leases: it never takes as long where nothing is broken."""
_ERROR = re.compile(r"\[(error|critical) *\]")


@dataclass
class Played:
    """What came of it."""

    posts: Counter[tuple[int, str, str]] = field(default_factory=Counter)
    """How often each slot was posted: incident, reminder, moment."""
    outcomes: Counter[str] = field(default_factory=Counter)
    sent: set[tuple[int, str, str]] = field(default_factory=set)
    """What is on record as sent."""
    kills: int = 0
    seconds: float = 0.0
    errors: list[str] = field(default_factory=list)


class Bots:
    """Several processes; any of them may die, and then there is another."""

    def __init__(self, trial: Trial, count: int) -> None:
        self._trial, self._count = trial, count
        self._living: list[Started] = []
        self._started = 0

    async def start(self) -> None:
        """As many as there are to be."""
        while len(self._living) < self._count:
            self._started += 1
            log = self._trial.folder / f"bot-{self._started}.log"
            environment = {**self._trial.environment(), "INCIDENT_BOT_LEASE_SECONDS": str(LEASE)}
            self._living.append(await serve(environment, log))

    async def kill(self, chance: random.Random) -> None:
        """One of them, at once, and another is started."""
        dies = self._living.pop(chance.randrange(len(self._living)))
        with suppress(ProcessLookupError):
            _signal(dies, signal.SIGKILL)
        await dies.wait()
        await self.start()

    async def stop(self) -> None:
        """All of them."""
        for each in self._living:
            with suppress(ProcessLookupError):
                _signal(each, signal.SIGKILL)
            await each.wait()

    def errors(self) -> list[str]:
        """What any of them logged as an error."""
        logs = self._trial.folder.glob("bot-*.log")
        lines = [line for log in logs for line in log.read_text("utf-8").splitlines()]
        return [line for line in lines if _ERROR.search(line)]


async def play(folder: Path, url: str, *, bots: int, slots: int, kill_each: int, seed: int = 1) -> Played:
    """Until so many slots were said. Each `kill_each` steps of the clock one bot is killed in the middle."""
    moved, chance = MovedClock(START, folder / "clock"), random.Random(seed)
    clock.use(moved)
    trial = Trial(folder, moved, database_url=url, watched=True)
    database, played, began = Database(url), Played(), time.monotonic()
    crew = Bots(trial, bots)
    try:
        await trial.start()
        await upgrade(database)
        rooms = await _declare(trial, database, max(4, slots // 40))
        await crew.start()
        step, killed_at = 0, -math.inf
        while await _count(database) < slots:
            step += 1
            moved.move_to(moved() + STEP)
            if step % kill_each == 0:
                # In real time: where other processes are in their work is known to nobody, and each point of
                # it has to be hit now and then. What follows waits for the work itself, up to the lease.
                await asyncio.sleep(chance.uniform(0.0, 0.3))
                await crew.kill(chance)
                played.kills, killed_at = played.kills + 1, time.monotonic()
            # What a dead bot holds would be waited for in vain.
            holds = time.monotonic() - killed_at < LEASE
            await _quiet(database, moved(), 0.5 if holds else LEASE)
        await _nothing_left(database, moved())
        played.posts = await _posts(trial, database, rooms)
        await _ledger(database, played)
        played.errors = crew.errors()
    finally:
        await crew.stop()
        await trial.stop()
        await database.close()
        clock.use(None)
    played.seconds = time.monotonic() - began
    return played


def _signal(process: Started, which: signal.Signals) -> None:
    os.kill(process.pid, which)


async def _declare(trial: Trial, database: Database, count: int) -> list[str]:
    """So many incidents of SEV-1 without a commander, each with a room that the bot made."""
    app = trial.sandbox.app
    slack = Slack(app.bot_token, trial.sandbox.api_url)
    await slack.start()
    rooms = [await slack.create_channel(f"incident-{n}") for n in range(count)]
    await slack.stop()
    team = trial.sandbox.workspace.team_id
    async with database.writing() as session:
        session.add(Workspace(id=team, url="https://example.slack.com/", bot_person="U0", last_number=count))
        await session.flush()
        for n, room in enumerate(rooms):
            assert room is not None
            incident = Incident.declare(
                workspace=team, number=n + 1, title=f"number {n}", severity="sev1", act=Act("U1", START)
            )
            incident.room_opened(room, f"incident-{n}", Act(None, START, Source.BOT))
            session.add(incident)
        await follow(session)
        # What else follows from a declaration is not looked at here.
        await session.execute(update(Job).values(done_at=START).execution_options(synchronize_session=False))
    return [room for room in rooms if room is not None]


async def _count(database: Database) -> int:
    async with database.reading() as session:
        sent = select(func.count()).where(Slot.outcome == Outcome.SENT.value)
        return (await session.execute(sent)).scalar() or 0


async def _quiet(database: Database, now: datetime, patience: float) -> None:
    """Wait until all was looked at, and nothing is left but what a dead bot holds, and what is behind it."""
    async with asyncio.timeout(PATIENCE):
        held_since = time.monotonic()
        while True:
            looked, claimable, held = await _left(database, now)
            if looked and not claimable and (not held or time.monotonic() - held_since > patience):
                return
            if claimable:
                held_since = time.monotonic()
            await asyncio.sleep(LOOK_EVERY)


async def _nothing_left(database: Database, now: datetime) -> None:
    async with asyncio.timeout(PATIENCE):
        while await _left(database, now) != (True, 0, 0):  # noqa: ASYNC110 - they are other processes
            await asyncio.sleep(LOOK_EVERY)


async def _left(database: Database, now: datetime) -> tuple[bool, int, int]:
    """Whether all was looked at; jobs that anybody may take up; jobs that somebody holds."""
    unfinished = Job.done_at.is_(None) & Job.buried_at.is_(None)
    earlier = aliased(Job)
    behind = select(earlier.id).where(
        earlier.lane == Job.lane, earlier.id < Job.id, earlier.done_at.is_(None), earlier.buried_at.is_(None)
    )
    held = Job.leased_until >= database_seconds()
    async with database.reading() as session:
        waking = await session.execute(select(func.count()).where(Incident.wakes_at <= now))
        counts = await session.execute(
            select(
                func.count().filter(~func.coalesce(held, false()) & ~behind.exists()),
                func.count().filter(held),
            ).where(unfinished)
        )
        claimable, taken = counts.one()
        return not waking.scalar(), claimable, taken


async def _posts(trial: Trial, database: Database, rooms: list[str]) -> Counter[tuple[int, str, str]]:
    keys = [
        int(seen.metadata["event_payload"]["key"].split(":")[0].removeprefix("job-"))
        for room in rooms
        for seen in trial.sandbox.channel_by_id(room).messages
        if seen.metadata
    ]
    async with database.reading() as session:
        jobs = {
            job.id: job
            for job in await session.scalars(select(Job).where(Job.kind == send_reminder.__name__))
        }
    said = [jobs[key].args for key in keys if key in jobs]
    return Counter((each["incident"], each["reminder"], each["slot"]) for each in said)


async def _ledger(database: Database, played: Played) -> None:
    async with database.reading() as session:
        slots = (await session.scalars(select(Slot))).all()
    played.outcomes = Counter(each.outcome for each in slots)
    played.sent = {
        (each.incident_id, each.reminder, each.due_at.isoformat())
        for each in slots
        if each.outcome == Outcome.SENT
    }
