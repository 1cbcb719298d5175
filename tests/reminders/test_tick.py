"""The tick: every replica looks at what is owed, and each slot becomes one job."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest_asyncio
from sqlalchemy import select

from incident_bot.database import Database
from incident_bot.effects.follow import follow
from incident_bot.incidents import queries
from incident_bot.incidents.incident import COMMANDER
from incident_bot.jobs import queue
from incident_bot.jobs.job import Job
from incident_bot.reminders.send import send_reminder
from incident_bot.reminders.tick import tick
from incident_bot.settings import Settings
from tests.bot_database import add_workspace
from tests.incidents.story import after, ann, bo, declared, saved

SETTINGS = Settings()


@pytest_asyncio.fixture(autouse=True)
async def workspace(database: Database) -> None:
    await add_workspace(database)


async def reminders(database: Database) -> list[tuple[object, object]]:
    """What will be sent: which reminder, of which slot."""
    async with database.reading() as session:
        jobs = await session.scalars(select(Job).where(Job.kind == send_reminder.__name__).order_by(Job.id))
        return [(job.args["reminder"], job.args["slot"]) for job in jobs]


async def test_each_slot_is_one_job_however_often_one_looks(database: Database) -> None:
    await saved(database, declared("sev2"))
    assert [await tick(database, SETTINGS, after(minute)) for minute in (14, 15, 16, 29, 30, 59)] == [
        0,
        1,
        0,
        0,
        1,
        1,
    ]
    assert [slot for _, slot in await reminders(database)] == [
        after(minute).isoformat() for minute in (15, 30, 45)
    ]


async def test_replicas_that_look_at_the_same_moment_make_one_job_of_a_slot(
    database: Database, replica: Database
) -> None:
    for number in range(10):
        await saved(database, declared("sev1", number=number))
    looks = [tick(where, SETTINGS, after(30)) for where in (database, replica) * 3]
    await asyncio.gather(*looks)
    async with database.reading() as session:
        keys = list(await session.scalars(select(Job.key).where(Job.key.is_not(None))))
    assert len(keys) == len(set(keys)) == 20


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
    assert await tick(database, SETTINGS, after(24 * 60 + 10)) == 1
    assert await reminders(database) == [("update_due", after(24 * 60).isoformat())]


async def test_nothing_is_owed_of_what_is_over(database: Database) -> None:
    incident = declared("sev1")
    incident.resolve(bo(1))
    await saved(database, incident)
    assert await tick(database, SETTINGS, after(500)) == 0


async def test_a_reminder_waits_behind_what_the_room_is_told_before(database: Database) -> None:
    key = await saved(database, declared("sev1"))
    await tick(database, SETTINGS, after(5))
    async with database.reading() as session:
        lanes = set(await session.scalars(select(Job.lane)))
    assert {lane for lane in lanes if lane.startswith("incident:")} == {f"incident:{key}:room"}


async def test_an_update_in_between_moves_the_next_slot(database: Database) -> None:
    incident = declared("sev1")
    incident.assign(COMMANDER, "U2", bo(1))
    key = await saved(database, incident)
    await tick(database, SETTINGS, after(30))
    async with database.writing() as session:
        found = await queries.by_id(session, key, for_change=True)
        found.update("rolling back", ann(40))
        await follow(session)
    assert await tick(database, SETTINGS, after(60)) == 0
    assert await tick(database, SETTINGS, after(70)) == 1


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
    assert await tick(database, settings, after(month)) == 1
    async with database.writing() as session:
        for job in await queue.claim(session, "replica", now=after(month), lease=60, most=10):
            await queue.finish(session, job, "replica", now=after(month))
        await queue.prune(session, after(2 * month) - timedelta(seconds=1))
    assert await tick(database, settings, after(2 * month) - timedelta(seconds=1)) == 0
