"""The tick: every replica looks at what is owed, and each slot becomes one job."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from incident_bot import clock
from incident_bot.clock import MovedClock
from incident_bot.database import Database
from incident_bot.effects.follow import follow
from incident_bot.incidents import queries
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.slot import Slot
from incident_bot.jobs import queue
from incident_bot.jobs.job import Job
from incident_bot.reminders import REMINDERS
from incident_bot.reminders.reading import due_incidents, look_anew
from incident_bot.reminders.send import send_reminder
from incident_bot.reminders.settling import NO_ROOM, unsaid
from incident_bot.reminders.tick import AT_ONCE, BATCHES, tick
from incident_bot.settings import Reminders, Settings
from tests.bot_database import add_workspace
from tests.incidents.story import START, after, ann, bo, bot, declared, saved

SETTINGS = Settings()


@pytest.fixture
def moved() -> Iterator[MovedClock]:
    made = MovedClock(START)
    clock.use(made)
    yield made
    clock.use(None)


@pytest_asyncio.fixture(autouse=True)
async def workspace(database: Database) -> None:
    await add_workspace(database)


async def reminders(database: Database) -> list[tuple[object, object]]:
    """What will be sent: which reminder, of which slot."""
    async with database.reading() as session:
        jobs = await session.scalars(select(Job).where(Job.kind == send_reminder.__name__).order_by(Job.id))
        return [(job.args["reminder"], job.args["slot"]) for job in jobs]


async def rows(database: Database) -> list[tuple[str, datetime, str]]:
    """Every slot that was written down: of which reminder, when, and what came of it."""
    async with database.reading() as session:
        found = await session.scalars(select(Slot).order_by(Slot.reminder, Slot.due_at))
        return [(each.reminder, each.due_at, each.outcome) for each in found]


async def does(database: Database, key: int, deed: Callable[[Incident], object]) -> None:
    """Somebody does something."""
    async with database.writing() as session:
        deed(await queries.by_id(session, key, for_change=True))
        await follow(session)


async def test_each_slot_is_one_job_however_often_one_looks(database: Database) -> None:
    await saved(database, declared("sev2"))
    made = {
        minute: await tick(database, SETTINGS, after(minute)) for minute in (9, 10, 14, 15, 16, 29, 30, 59)
    }
    assert made == {9: 0, 10: 1, 14: 0, 15: 1, 16: 0, 29: 0, 30: 1, 59: 1}
    assert await reminders(database) == [
        ("role_vacant", after(10).isoformat()),
        *(("no_commander", after(minute).isoformat()) for minute in (15, 30, 45)),
    ]


async def test_each_slot_is_one_row_for_ever(database: Database) -> None:
    """The row, not the job, is what stops a second one: jobs are tidied away."""
    await saved(database, declared("sev2"))
    for minute in (10, 15, 15, 16, 31, 62, 62):
        await tick(database, SETTINGS, after(minute))
    assert await rows(database) == [
        ("no_commander", after(15), "owed"),
        ("no_commander", after(30), "owed"),
        ("no_commander", after(45), "missed"),
        ("no_commander", after(60), "owed"),
        ("role_vacant", after(10), "owed"),
        ("update_due", after(60), "owed"),
    ]


async def test_no_slot_is_missing_and_what_came_of_each_is_written_down(database: Database) -> None:
    """Done, snoozed, moved by a promise, not needed, and left out while nobody was there."""
    incident = declared("sev2")
    key = await saved(database, incident)
    await tick(database, SETTINGS, after(1))
    await does(database, key, lambda it: it.assign("comms", "U3", ann(2)))
    await does(database, key, lambda it: it.assign("scribe", "U3", ann(2)))
    await tick(database, SETTINGS, after(3))
    await does(database, key, lambda it: it.snooze("commander", after(20), ann(4)))
    await tick(database, SETTINGS, after(5))
    await does(database, key, lambda it: it.promise_update(after(90), bo(6)))
    for minute in (7, 20):
        await tick(database, SETTINGS, after(minute))
    await does(database, key, lambda it: it.waive("commander", "we are two", bo(21)))
    await tick(database, SETTINGS, after(89))
    await does(database, key, lambda it: it.update("rolling back", ann(89)))
    await tick(database, SETTINGS, after(89))
    assert await rows(database) == [
        ("no_commander", after(15), "snoozed"),
        ("no_commander", after(20), "owed"),
        ("no_commander", after(30), "waived"),
        ("role_vacant", after(10), "done"),
        ("update_due", after(60), "moved"),
        ("update_due", after(90), "done"),
    ]


def notes(minute: float) -> Callable[[Incident], object]:
    return lambda incident: incident.note("p95 is 4 s", ann(minute))


async def test_whatever_anybody_does_is_no_slot_of_the_question_whether_it_is_forgotten(
    database: Database,
) -> None:
    key = await saved(database, declared("sev4"))
    for minute in range(1, 60, 10):
        await does(database, key, notes(minute))
        await tick(database, SETTINGS, after(minute))
    assert await rows(database) == []


async def test_the_index_says_when_to_look_again(database: Database) -> None:
    """What is not due is not read: no incident is looked at before its next slot."""
    key = await saved(database, declared("sev2"))
    woken = []
    for minute in (0, 1, 10, 15):
        await tick(database, SETTINGS, after(minute))
        async with database.reading() as session:
            woken.append((await queries.by_id(session, key)).wakes_at)
    assert all(wakes is not None for wakes in woken)
    assert woken[0] == woken[1]
    assert [each for each in woken if each is not None] == sorted(each for each in woken if each is not None)


async def test_replicas_that_look_at_the_same_moment_make_one_job_of_a_slot(
    database: Database, replica: Database
) -> None:
    for number in range(10):
        await saved(database, declared("sev1", number=number))
    looks = [tick(where, SETTINGS, after(30)) for where in (database, replica) * 3]
    assert sum(await asyncio.gather(*looks)) == 30
    async with database.reading() as session:
        jobs = list(await session.scalars(select(Job).where(Job.kind == send_reminder.__name__)))
    found = [(job.args["incident"], job.args["reminder"], job.args["slot"]) for job in jobs]
    assert len(found) == len(set(found)) == 30
    assert {reminder for _, reminder, _ in found} == {"no_commander", "role_vacant", "update_due"}


async def test_a_slot_stays_used_when_its_reminder_was_sent(database: Database) -> None:
    await saved(database, declared("sev1", number=1))
    await tick(database, SETTINGS, after(5))
    async with database.writing() as session:
        for job in await queue.claim(session, "replica", now=after(5), lease=60, most=10):
            await queue.finish(session, job, "replica", now=after(5))
    assert await tick(database, SETTINGS, after(6)) == 0


async def test_what_was_missed_while_the_bot_was_away_comes_once(database: Database) -> None:
    incident = declared("sev1")
    incident.assign(COMMANDER, "U2", bo(1))
    await saved(database, incident)
    assert await tick(database, SETTINGS, after(2)) == 0
    assert await tick(database, SETTINGS, after(3 * 60 + 12)) == 3
    assert await reminders(database) == [
        ("update_overdue", after(3 * 60 + 5).isoformat()),
        ("role_vacant", after(10).isoformat()),
        ("checkpoint", after(3 * 60 + 1).isoformat()),
    ]
    missed = [(name, slot) for name, slot, outcome in await rows(database) if outcome == "missed"]
    assert missed == [
        *(("checkpoint", after(minute)) for minute in range(16, 181, 15)),
        ("update_due", after(30)),
        *(("update_overdue", after(minute)) for minute in range(35, 180, 10)),
    ]


async def test_nothing_is_owed_of_what_is_over(database: Database) -> None:
    incident = declared("sev1")
    incident.resolve(bo(1))
    await saved(database, incident)
    assert await tick(database, SETTINGS, after(500)) == 0


async def test_a_reminder_waits_for_nobody_and_nobody_for_it(database: Database) -> None:
    """Its turn may be put off, and so may an edit in the room: neither holds up the other, or people."""
    await saved(database, declared("sev1"))
    await tick(database, SETTINGS, after(5))
    async with database.reading() as session:
        jobs = list(await session.scalars(select(Job)))
    lanes = {job.lane for job in jobs if job.kind == send_reminder.__name__}
    assert len(lanes) == 1
    assert lanes.isdisjoint(job.lane for job in jobs if job.kind != send_reminder.__name__)


async def test_many_threads_of_one_channel_come_in_turns_as_far_as_a_job_may_wait(database: Database) -> None:
    many = 3 * AT_ONCE
    async with database.writing() as session:
        for number in range(many):
            incident = declared("sev1", number=number)
            incident.announcement_channel, incident.announcement_ts = "C1", f"{number}.1"
            session.add(incident)
        await follow(session)
    only = SETTINGS.model_copy(update={"reminders": Reminders(off=("role_vacant", "update_due"))})
    assert await tick(database, only, after(5)) == many
    async with database.reading() as session:
        found = await session.scalars(select(Job.run_at).where(Job.kind == send_reminder.__name__))
        turns = sorted((at - after(5)).total_seconds() for at in found)
    assert turns == list(range(many))


async def slots(database: Database) -> list[tuple[datetime, str, str | None]]:
    async with database.reading() as session:
        found = await session.scalars(select(Slot).order_by(Slot.due_at))
        return [(each.due_at, each.outcome, each.why) for each in found]


async def comes_to_nothing(database: Database, key: int, slot: datetime, why: str) -> None:
    args = {"incident": key, "reminder": "no_commander", "slot": slot.isoformat()}
    async with database.writing() as session:
        await unsaid(session, args, why)


COMMANDER_ONLY = SETTINGS.model_copy(
    update={"reminders": Reminders(off=("role_vacant", "update_due", "update_overdue", "quiet"))}
)


async def test_what_there_was_no_room_for_is_owed_again_once_there_is_one(database: Database) -> None:
    key = await saved(database, declared("sev1"))
    assert await tick(database, COMMANDER_ONLY, after(5)) == 1
    await comes_to_nothing(database, key, after(5), NO_ROOM)
    await does(database, key, notes(6))
    assert await tick(database, COMMANDER_ONLY, after(6)) == 0
    await does(database, key, lambda it: it.room_opened("C1", "incident-1", bot()))
    assert await tick(database, COMMANDER_ONLY, after(7)) == 1
    assert await slots(database) == [(after(5), "owed", None)]


async def test_what_slack_refused_is_not_tried_again_with_every_change(database: Database) -> None:
    incident = declared("sev1")
    incident.room_opened("C1", "incident-1", bot())
    key = await saved(database, incident)
    assert await tick(database, COMMANDER_ONLY, after(5)) == 1
    await comes_to_nothing(database, key, after(5), "Slack: is_archived")
    await does(database, key, notes(6))
    assert await tick(database, COMMANDER_ONLY, after(6)) == 0
    assert await slots(database) == [(after(5), "nowhere", "Slack: is_archived")]


HANDOFF_ONLY = SETTINGS.model_copy(
    update={"reminders": Reminders(off=tuple(name for name in REMINDERS if name != "handoff_suggested"))}
)


async def snoozed_handoff(database: Database, until: float) -> tuple[int, datetime]:
    """Bo commands, and puts off being asked to hand over, by so many minutes: the incident, and the slot."""
    incident = declared("sev2")
    incident.assign(COMMANDER, "U2", bo(1))
    key = await saved(database, incident)
    await tick(database, HANDOFF_ONLY, after(2))
    async with database.reading() as session:
        slot = datetime.fromisoformat((await queries.by_id(session, key)).watch["handoff_suggested"])
    await does(database, key, lambda it: it.snooze("handoff", slot + timedelta(minutes=until), bo(3)))
    await tick(database, HANDOFF_ONLY, after(4))
    return key, slot


def ends_the_quiet(incident: Incident) -> None:
    """As another severity does, of what it asks for."""
    incident.snoozed = {}
    incident.note("all anew", ann(240))


@pytest.mark.parametrize(
    "later, made", [(21, 0), (10, 1)], ids=["it was said then", "it was still held back"]
)
async def test_the_end_of_a_snooze_wakes_what_it_held_back_and_not_what_was_said_since(
    database: Database, later: int, made: int
) -> None:
    key, slot = await snoozed_handoff(database, until=20)
    at = slot + timedelta(minutes=later)
    for minute in (1, 5, 20):
        if minute < later:
            # Somebody writes something, so it is looked at.
            await does(database, key, notes(minute))
            await tick(database, HANDOFF_ONLY, slot + timedelta(minutes=minute))
    await does(database, key, ends_the_quiet)
    assert await tick(database, HANDOFF_ONLY, at) == made
    assert [outcome for due, outcome, _ in await slots(database) if due == slot] == [
        "owed" if made else "snoozed"
    ]


async def test_an_incident_that_cannot_be_looked_at_silences_no_other_one(database: Database) -> None:
    broken, _ = [await saved(database, declared("sev1", number=number)) for number in (1, 2)]
    async with database.writing() as session:
        (await queries.by_id(session, broken, for_change=True)).watch = {"no_commander": "soon"}
    assert await tick(database, COMMANDER_ONLY, after(5)) == 1
    assert await tick(database, COMMANDER_ONLY, after(6)) == 0
    async with database.reading() as session:
        assert (await queries.by_id(session, broken)).wakes_at == after(15)
    async with database.writing() as session:
        (await queries.by_id(session, broken, for_change=True)).watch = {}
    assert await tick(database, COMMANDER_ONLY, after(15)) == 2


async def test_what_is_due_comes_before_what_is_only_looked_at_anew(
    database: Database, moved: MovedClock
) -> None:
    first, second = [await saved(database, declared("sev1", number=number)) for number in (1, 2)]
    await tick(database, COMMANDER_ONLY, after(1))
    moved.move_to(after(2))
    await does(database, second, notes(2))
    async with database.writing() as session:
        await look_anew(session)
    async with database.reading() as session:
        assert [each.id for each in await due_incidents(session, after(2), 9)] == [second, first]


async def test_settings_may_wake_what_nothing_was_owed_of(database: Database, moved: MovedClock) -> None:
    await saved(database, declared("sev1"))
    await tick(database, SETTINGS.model_copy(update={"reminders": Reminders(off=tuple(REMINDERS))}), after(1))
    moved.move_to(after(6))
    async with database.writing() as session:
        await session.execute(update(Incident).values(wakes_at=None))
        await look_anew(session)
    assert await tick(database, COMMANDER_ONLY, after(6)) == 1


async def test_a_tick_ends_however_much_there_is_and_the_next_goes_on(database: Database) -> None:
    rest = 3
    async with database.writing() as session:
        session.add_all([declared("sev1", number=number) for number in range(AT_ONCE * BATCHES + rest)])
        await follow(session)
    made = [await tick(database, COMMANDER_ONLY, after(5)) for _ in range(3)]
    assert made == [AT_ONCE * BATCHES, rest, 0]


async def test_an_update_in_between_moves_the_next_slot(database: Database) -> None:
    incident = declared("sev1")
    incident.assign(COMMANDER, "U2", bo(1))
    key = await saved(database, incident)
    await tick(database, SETTINGS, after(30))
    async with database.writing() as session:
        found = await queries.by_id(session, key, for_change=True)
        found.update("rolling back", ann(40))
        found.waive("checkpoint", "we talk all the time", ann(40))
        await follow(session)
    assert await tick(database, SETTINGS, after(60)) == 0
    assert await tick(database, SETTINGS, after(70)) == 1
    assert (await reminders(database))[-1] == ("update_due", after(70).isoformat())


async def test_the_incidents_of_every_workspace_are_looked_at(database: Database) -> None:
    await add_workspace(database, "T2")
    for team in ("T1", "T2"):
        incident = declared("sev1")
        incident.workspace_id = team
        await saved(database, incident)
    assert await tick(database, SETTINGS, after(5)) == 2


async def test_a_cadence_of_a_month_is_not_forgotten_with_the_old_jobs(database: Database) -> None:
    month = 60 * 24 * 30
    slow = SETTINGS.severities["sev1"].model_copy(update={"acknowledge_within": month, "update_every": None})
    settings = Settings(severities={**SETTINGS.severities, "sev1": slow})
    await saved(database, declared("sev1"))
    settings = settings.model_copy(update={"reminders": Reminders(off=("role_vacant", "quiet"))})
    assert await tick(database, settings, after(month)) == 1
    async with database.writing() as session:
        for job in await queue.claim(session, "replica", now=after(month), lease=60, most=10):
            await queue.finish(session, job, "replica", now=after(month))
        await queue.prune(session, after(2 * month) - timedelta(seconds=1))
    assert await tick(database, settings, after(2 * month) - timedelta(seconds=1)) == 0
