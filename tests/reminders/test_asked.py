"""What people asked to be reminded of: one job however many look, said once whatever breaks in between."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from incident_bot import clock
from incident_bot.clock import MovedClock
from incident_bot.database import Database
from incident_bot.effects.follow import follow
from incident_bot.effects.kit import Kit
from incident_bot.errors import Refused, Retry
from incident_bot.incidents import asked, on_record, queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.asked_reminder import AskedReminder
from incident_bot.incidents.vocabulary import Kind
from incident_bot.jobs import queue
from incident_bot.jobs.job import Job
from incident_bot.jobs.run import Run
from incident_bot.reminders import asked as reminding
from incident_bot.reminders.asked import asked_for, send_asked
from incident_bot.sandbox import Room, Sandbox, Seed
from incident_bot.settings import Settings
from incident_bot.slack.client import Slack
from tests.bot_database import add_workspace
from tests.incidents.story import START, after, bot, declared, saved


@pytest.fixture
def moved() -> Iterator[MovedClock]:
    made = MovedClock(START)
    clock.use(made)
    yield made
    clock.use(None)


@dataclass
class Scene:
    """One incident with its room, in a workspace that can be looked at."""

    database: Database
    kit: Kit
    sandbox: Sandbox
    incident: int
    room: Room

    async def asks(self, at: datetime, *, in_room: bool = True, text: str = "the vendor calls") -> int:
        async with self.database.writing() as session:
            incident = await queries.by_id(session, self.incident, for_change=True)
            act = Act(self.sandbox.person("ann").id, clock.now())
            made = await asked.ask_for(session, incident, text, at, act, in_room=in_room)
            await follow(session)
            await session.flush()
            return made.id

    async def job(self, holder: str = "replica 1") -> Run:
        """The next attempt at its job, by whoever takes it."""
        async with self.database.writing() as session:
            # Nobody holds it any more: they were killed.
            await session.execute(update(Job).values(leased_until=None))
            taken = await queue.claim(session, holder, now=clock.now(), lease=60, most=50)
        return Run(next(each for each in taken if each.kind == "send_asked"), holder, self.database, 60)

    async def row(self, asked_id: int) -> AskedReminder:
        async with self.database.reading() as session:
            return await asked.by_id(session, asked_id)

    @property
    def said(self) -> list[str]:
        return [seen.words for seen in self.room.posts]


@pytest_asyncio.fixture
async def scene(
    database: Database, moved: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Scene]:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    sandbox = Sandbox(Seed.example(), now=lambda: clock.now().timestamp())
    await sandbox.start()
    slack = Slack(sandbox.app.bot_token, sandbox.api_url)
    await slack.start()
    await slack.introduce()
    channel = await slack.create_channel("incident-20260105")
    assert channel is not None
    await add_workspace(database)
    incident = declared("sev1")
    incident.room_opened(channel, "incident-20260105", bot())
    key = await saved(database, incident)
    kit = Kit(database, slack, Settings(), follow)
    yield Scene(database, kit, sandbox, key, sandbox.channel_by_id(channel))
    await slack.stop()
    await sandbox.stop()


async def test_however_many_look_there_is_one_job(scene: Scene, moved: MovedClock) -> None:
    await scene.asks(after(20))
    assert await asked_for(scene.database, after(19)) == 0
    moved.move_to(after(20))

    made = [await asked_for(scene.database, after(20)) for _ in range(3)]

    assert made == [1, 0, 0]


async def test_it_is_said_and_settled_and_on_the_record(scene: Scene, moved: MovedClock) -> None:
    one = await scene.asks(after(20))
    moved.move_to(after(20))
    await asked_for(scene.database, after(20))

    await send_asked(await scene.job(), scene.kit)

    [said] = scene.said
    assert "asked for this reminder: the vendor calls" in said
    row = await scene.row(one)
    assert (row.outcome, row.settled_at) == ("sent", after(20))
    async with scene.database.reading() as session:
        entries = await on_record.of_kinds(session, scene.incident, [Kind.REMINDER])
    assert [(each.facts.get("outcome"), each.text) for each in entries] == [
        ("set", "the vendor calls"),
        (None, "the vendor calls"),
    ]
    # It is settled: nothing is made of it any more.
    assert await asked_for(scene.database, after(21)) == 0


async def test_a_crash_after_the_post_does_not_say_it_twice(scene: Scene, moved: MovedClock) -> None:
    one = await scene.asks(after(20))
    moved.move_to(after(20))
    await asked_for(scene.database, after(20))
    scene.sandbox.faults.next("chat.postMessage", "lost_answer")

    with pytest.raises(Retry):
        await send_asked(await scene.job(), scene.kit)
    assert len(scene.said) == 1
    assert (await scene.row(one)).settled_at is None
    await send_asked(await scene.job("replica 2"), scene.kit)

    assert len(scene.said) == 1
    assert (await scene.row(one)).outcome == "sent"


async def test_what_was_taken_back_meanwhile_is_not_said(scene: Scene, moved: MovedClock) -> None:
    one = await scene.asks(after(20))
    moved.move_to(after(20))
    await asked_for(scene.database, after(20))
    async with scene.database.writing() as session:
        incident = await queries.by_id(session, scene.incident, for_change=True)
        row = await asked.by_id(session, one)
        asked.cancel(incident, row, Act(row.by, clock.now()))
        await follow(session)

    await send_asked(await scene.job(), scene.kit)

    assert scene.said == []
    assert (await scene.row(one)).outcome == "cancelled"


async def test_one_for_somebody_alone_leaves_nothing_on_the_record(scene: Scene, moved: MovedClock) -> None:
    await scene.asks(after(20), in_room=False)
    moved.move_to(after(25))
    await asked_for(scene.database, after(25))

    await send_asked(await scene.job(), scene.kit)

    assert scene.said == []
    [told] = [post for post in scene.sandbox.person("ann").direct.posts if post.by_app]
    assert "You asked to be reminded: the vendor calls" in told.text
    assert "This reminder is 5 min late" in told.text
    async with scene.database.reading() as session:
        assert await on_record.of_kinds(session, scene.incident, [Kind.REMINDER]) == []


async def test_a_job_that_is_given_up_leaves_nothing_that_waits(scene: Scene, moved: MovedClock) -> None:
    one = await scene.asks(after(20))
    moved.move_to(after(20))
    async with scene.database.writing() as session:
        await reminding.unsaid(session, {"asked": one})
    assert (await scene.row(one)).outcome == "nowhere"
    assert await asked_for(scene.database, after(30)) == 0


async def test_nobody_hoards_reminders(scene: Scene) -> None:
    for minute in range(asked.MOST):
        await scene.asks(after(minute + 1), in_room=False)
    with pytest.raises(Refused, match="50 reminders that you asked for wait already"):
        await scene.asks(after(5), in_room=False)


async def test_one_that_slack_is_slow_with_keeps_nobody_waiting(scene: Scene, moved: MovedClock) -> None:
    person = scene.sandbox.person("bo").id
    async with scene.database.writing() as session:
        session.add_all(
            AskedReminder(
                incident_id=scene.incident,
                number=100 + number,
                by=person,
                in_room=False,
                text="the vendor calls",
                at=after(20),
                asked_at=START,
            )
            for number in range(reminding.AT_ONCE)
        )
    moved.move_to(after(20))
    assert await asked_for(scene.database, after(20)) == reminding.AT_ONCE
    last = await scene.asks(after(21))
    moved.move_to(after(21))

    assert await asked_for(scene.database, after(21)) == 1
    async with scene.database.reading() as session:
        lanes = list(await session.scalars(select(Job.lane).where(Job.kind == "send_asked")))
    assert len(lanes) == len(set(lanes)) == reminding.AT_ONCE + 1
    assert f"asked:{last}" in lanes
