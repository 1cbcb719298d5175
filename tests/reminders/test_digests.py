"""Digests are due at their times: each is made once, whoever looks, and none of a time that is long over."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import event, select

from incident_bot.database import Database
from incident_bot.incidents import queries
from incident_bot.jobs.job import Job
from incident_bot.reminders.digests.send import send_digest
from incident_bot.reminders.digests.tick import DigestTimes
from incident_bot.settings import Settings
from incident_bot.settings.team import Digest, Digests
from tests.bot_database import TEAM, add_workspace

BERLIN = "Europe/Berlin"
SETTINGS = Settings(
    digests=Digests(
        open=Digest(at="0 9 * * *", zone=BERLIN),
        week=Digest(at="0 9 * * mon", zone=BERLIN),
        items=Digest(at="30 9 * * mon-fri", zone=BERLIN),
    )
)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NINE = datetime(2026, 1, 6, 8, 0, tzinfo=UTC)
"""On a Tuesday in Berlin, a Monday being over."""
MONDAY = NINE - DAY


@pytest_asyncio.fixture(autouse=True)
async def workspace(database: Database) -> None:
    await add_workspace(database)


@pytest.fixture
def times(database: Database) -> DigestTimes:
    return DigestTimes(database, SETTINGS)


async def made(database: Database) -> list[tuple[object, datetime]]:
    """What is to be sent: which digest, of which slot."""
    async with database.reading() as session:
        jobs = await session.scalars(select(Job).where(Job.kind == send_digest.__name__).order_by(Job.id))
        return [(job.args["digest"], datetime.fromisoformat(job.args["slot"])) for job in jobs]


async def noted(database: Database) -> dict[str, str]:
    async with database.reading() as session:
        return dict((await queries.workspace(session, TEAM)).digested)


async def test_whoever_looks_for_the_first_time_sends_nothing_of_the_past(
    database: Database, times: DigestTimes
) -> None:
    assert await times.tick(NINE + HOUR) == 0
    assert set(await noted(database)) == {"open", "week", "items"}
    assert await made(database) == []


async def test_each_is_made_at_its_time_and_once(database: Database, times: DigestTimes) -> None:
    await times.tick(MONDAY - HOUR)
    looks = [
        await times.tick(MONDAY + timedelta(minutes=minute)) for minute in (-1, 0, 1, 29, 30, 31, 600, 1440)
    ]
    assert looks == [0, 2, 0, 0, 1, 0, 0, 1]
    half = timedelta(minutes=30)
    assert await made(database) == [
        ("open", MONDAY),
        ("week", MONDAY),
        ("items", MONDAY + half),
        ("open", NINE),
    ]


async def test_replicas_that_look_at_the_same_moment_make_one(
    database: Database, replica: Database, times: DigestTimes
) -> None:
    await times.tick(NINE - HOUR)
    replicas = [times, *(DigestTimes(where, SETTINGS) for where in (database, replica, replica))]
    counts = await asyncio.gather(*(each.tick(NINE) for each in replicas))
    assert sorted(counts) == [0, 0, 0, 1]
    assert await made(database) == [("open", NINE)]


async def test_after_downtime_the_latest_of_each_is_made_unless_it_is_long_over(database: Database) -> None:
    await DigestTimes(database, SETTINGS).tick(MONDAY - 8 * DAY)
    back = DigestTimes(database, SETTINGS)
    assert await back.tick(NINE + 11 * HOUR) == 3
    assert await made(database) == [
        ("open", NINE),
        ("week", MONDAY),
        ("items", NINE + timedelta(minutes=30)),
    ]
    again = DigestTimes(database, SETTINGS)
    assert await again.tick(NINE + 5 * DAY + 20 * HOUR) == 0
    assert await again.tick(NINE + 6 * DAY) == 2


async def test_until_the_next_one_nobody_asks_the_database(database: Database, times: DigestTimes) -> None:
    await times.tick(NINE)
    asked: list[str] = []
    event.listen(
        database.engine.sync_engine, "before_cursor_execute", lambda *called: asked.append(called[2])
    )
    for second in range(1, 1800):
        await times.tick(NINE + timedelta(seconds=second))
    assert asked == []
    await times.tick(NINE + timedelta(seconds=1800))
    assert asked


async def test_a_clock_that_goes_forward_and_back_by_hours_loses_and_doubles_nothing(
    database: Database, times: DigestTimes
) -> None:
    await times.tick(NINE - 2 * HOUR)
    journey = (NINE + 3 * HOUR, NINE - HOUR, NINE, NINE + HOUR, NINE - 3 * HOUR, NINE + HOUR, NINE + DAY)
    for now in journey:
        await times.tick(now)
    half = timedelta(minutes=30)
    assert await made(database) == [("open", NINE), ("items", NINE + half), ("open", NINE + DAY)]


async def test_what_a_clock_that_was_days_ahead_noted_keeps_nothing_from_being_sent(
    database: Database, times: DigestTimes
) -> None:
    await times.tick(NINE - HOUR)
    await times.tick(NINE + 3 * DAY)
    for now in (NINE - HOUR, NINE, NINE + DAY, NINE + 2 * DAY, NINE + 3 * DAY):
        await times.tick(now)
    assert [slot for digest, slot in await made(database) if digest == "open"] == [
        NINE + 3 * DAY,
        NINE,
        NINE + DAY,
        NINE + 2 * DAY,
    ]


async def test_a_digest_that_nobody_wants_is_never_made(database: Database) -> None:
    off = Digest(at="")
    times = DigestTimes(database, Settings(digests=Digests(open=off, week=off, items=off)))
    assert [await times.tick(NINE + day * DAY) for day in range(30)] == [0] * 30
    assert await noted(database) == {}


async def test_each_workspace_has_its_own(database: Database, times: DigestTimes) -> None:
    await times.tick(NINE - HOUR)
    await add_workspace(database, "T2")
    assert await times.tick(NINE) == 1
    assert await times.tick(NINE + DAY) == 2
