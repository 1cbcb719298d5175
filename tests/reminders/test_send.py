"""Sending: asked again first, said once, and on the record."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import String, cast, select, update

from incident_bot import clock
from incident_bot.clock import MovedClock
from incident_bot.database import Database
from incident_bot.effects.follow import follow
from incident_bot.effects.kit import Kit
from incident_bot.incidents import on_record, queries
from incident_bot.incidents.incident import COMMANDER
from incident_bot.incidents.slot import Slot
from incident_bot.incidents.vocabulary import Kind
from incident_bot.jobs import queue
from incident_bot.jobs.job import Job
from incident_bot.jobs.run import Run
from incident_bot.reminders.send import send_reminder
from incident_bot.reminders.settling import NO_ROOM
from incident_bot.reminders.tick import tick
from incident_bot.sandbox import Room, Sandbox, Seed
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.client import Slack
from tests import all_of
from tests.bot_database import add_workspace
from tests.incidents.story import START, after, ann, bo, bot, declared, saved


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
    incident: int
    room: Room
    sandbox: Sandbox

    async def send(self, reminder: str, slot: datetime, holder: str = "replica 1", subject: str = "") -> None:
        """What the job of that slot does; whoever held it before was killed."""
        args = {
            "incident": self.incident,
            "reminder": reminder,
            "subject": subject,
            "slot": slot.isoformat(),
        }
        async with self.database.writing() as session:
            await session.execute(update(Job).values(leased_until=None))
            # Each job of the clock's in a lane of its own: tried is one of them at a time.
            await session.execute(update(Job).values(lane="job " + cast(Job.id, String)))
            taken = await queue.claim(session, holder, now=clock.now(), lease=60, most=50)
        run = next(each for each in taken if each.kind == send_reminder.__name__ and each.args == args)
        await send_reminder(Run(run, holder, self.database, 60), self.kit)

    async def came_of(self) -> dict[str, tuple[str, str | None]]:
        """What came of the slots of its incident, by reminder, and why."""
        async with self.database.reading() as session:
            found = await session.scalars(select(Slot).where(Slot.incident_id == self.incident))
            return {each.reminder: (each.outcome, each.why) for each in found}

    def set(self, **settings: object) -> None:
        """Settings other than the usual ones."""
        self.kit = replace(self.kit, settings=Settings.model_validate(settings))

    @property
    def said(self) -> list[str]:
        return [seen.text for seen in self.room.posts]


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
    yield Scene(
        database, Kit(database, slack, Settings(), follow), key, sandbox.channel_by_id(channel), sandbox
    )
    await slack.stop()
    await sandbox.stop()


async def test_what_is_owed_is_said_in_the_room_and_on_the_record(scene: Scene, moved: MovedClock) -> None:
    moved.move_to(after(5))
    await tick(scene.database, Settings(), after(5))
    await scene.send("no_commander", after(5))
    [said] = scene.said
    since = text.moment(START, "{time}")
    again = text.moment(after(10), "{time}")
    assert said == (
        f"<!here> *INC-12* has had no commander since {since}. Who takes it? "
        f"If nobody does, I ask again at {again}."
    )
    async with scene.database.reading() as session:
        last = (await all_of.timeline(session, scene.incident))[-1]
    assert (last.what, last.author, last.occurred_at) == (Kind.REMINDER, None, after(5))
    assert last.facts == {"reminder": "no_commander", "slot": after(5).isoformat()}


@pytest.mark.parametrize(
    "deed, outcome, by, why",
    [
        ("takes command", "done", "U2", "role"),
        ("snoozes", "snoozed", "U1", None),
        ("does without", "waived", "U1", "we are two"),
        ("resolves", "done", "U2", "resolved"),
        ("lowers the severity", "moved", "U1", "severity"),
        ("waits for the next slot", "missed", None, None),
    ],
)
async def test_a_reminder_that_came_too_late_is_not_sent_and_its_slot_says_why(
    scene: Scene, moved: MovedClock, deed: str, outcome: str, by: str | None, why: str | None
) -> None:
    moved.move_to(after(5))
    assert await tick(scene.database, Settings(), after(5)) == 1
    moved.move_to(after(6))
    async with scene.database.writing() as session:
        incident = await queries.by_id(session, scene.incident, for_change=True)
        match deed:
            case "takes command":
                incident.assign(COMMANDER, "U2", bo(6))
            case "snoozes":
                incident.snooze("commander", after(20), ann(6))
            case "does without":
                incident.waive("commander", "we are two", ann(6))
            case "resolves":
                incident.resolve(bo(6))
            case "lowers the severity":
                incident.set_severity("sev3", ann(6))
            case _:
                moved.move_to(after(10))
        await follow(session)
        entries = await on_record.count_entries(session, scene.incident)
    await scene.send("no_commander", after(5))
    assert scene.said == []
    async with scene.database.reading() as session:
        assert await on_record.count_entries(session, scene.incident) == entries
        slot = (await session.scalars(select(Slot).where(Slot.due_at == after(5)))).one()
    assert (slot.outcome, slot.by, slot.why) == (outcome, by, why)
    assert slot.at == moved()


async def test_a_slot_says_when_slack_had_the_message(scene: Scene, moved: MovedClock) -> None:
    moved.move_to(after(7))
    await tick(scene.database, Settings(), after(7))
    await scene.send("no_commander", after(5))
    async with scene.database.reading() as session:
        slot = (await session.scalars(select(Slot))).one()
    assert (slot.outcome, slot.at, slot.late) == ("sent", after(7), timedelta(minutes=2))
    assert "This reminder is 2 min late: it was due" in scene.said[0]


async def test_an_incident_without_a_room_is_not_reminded(scene: Scene, moved: MovedClock) -> None:
    incident = declared("sev1", number=13)
    scene.incident = await saved(scene.database, incident)
    moved.move_to(after(5))
    await tick(scene.database, Settings(), after(5))
    await scene.send("no_commander", after(5))
    assert scene.said == []
    assert await scene.came_of() == {"no_commander": ("nowhere", NO_ROOM)}
