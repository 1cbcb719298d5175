"""One waiting job for the latest state of something: it sees every change, however the two fall together."""

from __future__ import annotations

from incident_bot.database import Database
from incident_bot.jobs.queue import NewJob, claim, enqueue_once, enqueue_unless_waiting
from tests.jobs.story import START, all_jobs, finish, job, put, take, unfinished

LATEST = job(lane="homes", kind="show_homes")


async def want(database: Database, wanted: NewJob = LATEST) -> None:
    async with database.writing() as session:
        await enqueue_once(session, wanted, START)


async def test_the_one_that_waits_is_enough(database: Database) -> None:
    await want(database)
    await want(database)

    assert len(await all_jobs(database)) == 1


async def test_the_one_that_has_begun_is_not_enough(database: Database) -> None:
    await want(database)
    [begun] = await take(database, "one")
    await want(database)
    await want(database)

    assert len(await all_jobs(database)) == 2
    await finish(database, begun, "one")
    assert [each.id for each in await take(database, "one")] != [begun.id]


async def test_one_of_another_kind_or_lane_is_not_enough(database: Database) -> None:
    await put(database, job(lane="homes", kind="say"), job(lane="other homes", kind="show_homes"))
    await want(database)

    assert await unfinished(database) == 3


async def test_it_does_not_begin_before_the_change_that_counts_on_it_is_saved(
    database: Database, replica: Database
) -> None:
    await want(database)
    if database.is_sqlite:
        # There, nobody else can claim anything while somebody writes.
        return
    async with database.writing() as session:
        await enqueue_once(session, LATEST, START)
        assert await take(replica, "another") == []
        # Many may count on it at once, and do not wait for each other.
        await want(replica)
    assert len(await take(replica, "another")) == 1
    assert len(await all_jobs(database)) == 1


async def test_one_that_is_just_being_claimed_is_not_counted_on(
    database: Database, replica: Database
) -> None:
    await want(database)
    if database.is_sqlite:
        return
    async with replica.writing() as session:
        [claimed] = await claim(session, "one", now=START, lease=60, most=10)
        await want(database)
    assert [each.id for each in await all_jobs(database)] == [claimed.id, claimed.id + 1]


async def test_what_is_wanted_at_each_start_waits_once(database: Database) -> None:
    rooms = [job(lane="rooms", kind="look", room=name) for name in ("C1", "C2")]
    for wanted in (rooms[:1], rooms, rooms):
        async with database.writing() as session:
            await enqueue_unless_waiting(session, wanted, START)
    assert [each.args["room"] for each in await all_jobs(database)] == ["C1", "C2"]

    # One that has begun may have seen what was true before.
    await take(database, "one")
    async with database.writing() as session:
        await enqueue_unless_waiting(session, rooms, START)
    assert [each.args["room"] for each in await all_jobs(database)] == ["C1", "C2", "C1"]
