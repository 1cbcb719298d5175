"""Who gets which job: each is taken once, lanes keep their order, and a key is used once for ever."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import AsyncExitStack
from datetime import timedelta
from itertools import chain

import pytest

from incident_bot.database import Database
from incident_bot.jobs import queue
from tests.bot_database import opened
from tests.jobs.story import START, all_jobs, finish, job, look, put, take, unfinished

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


async def test_two_hundred_jobs_are_taken_once_each_by_four_replicas_at_the_same_time(
    database: Database, migrated_url: str
) -> None:
    await put(database, *(job(f"lane {n}") for n in range(200)))

    async def take_all(replica: Database, holder: str) -> list[int]:
        taken: list[int] = []
        while batch := await take(replica, holder, most=9):
            taken += [each.id for each in batch]
        return taken

    async with AsyncExitStack() as stack:
        replicas = [await stack.enter_async_context(opened(migrated_url)) for _ in range(4)]
        holdings = await asyncio.gather(*(take_all(each, f"replica {n}") for n, each in enumerate(replicas)))
    assert sorted(chain(*holdings)) == [each.id for each in await all_jobs(database)]


async def test_lanes_keep_their_order_whoever_works_on_them(database: Database, replica: Database) -> None:
    await put(database, *(job(f"lane {n % 5}", n=n) for n in range(40)))
    done: dict[str, list[int]] = defaultdict(list)

    async def work(where: Database, holder: str) -> None:
        while await unfinished(where):
            for taken in await take(where, holder, most=2):
                done[taken.lane].append(taken.args["n"])
                await finish(where, taken, holder)

    await asyncio.gather(work(database, "replica 1"), work(replica, "replica 2"))
    assert done == {f"lane {n}": list(range(n, 40, 5)) for n in range(5)}


async def test_nobody_gets_more_than_they_asked_for(database: Database) -> None:
    await put(database, *(job(f"lane {n}") for n in range(30)))
    assert len(await take(database, "replica 1", most=7)) == 7


async def test_what_was_due_first_is_taken_first(database: Database) -> None:
    await put(database, job("later"), at=START)
    await put(database, job("sooner"), at=START - MINUTE)
    assert [each.lane for each in await take(database, "replica 1", most=1)] == ["sooner"]


async def test_a_job_is_not_taken_before_its_time(database: Database) -> None:
    await put(database, job(), at=START + MINUTE)
    assert await take(database, "replica 1") == []
    assert len(await take(database, "replica 1", now=START + MINUTE)) == 1


async def test_one_lane_has_one_job_at_work(database: Database) -> None:
    await put(database, job("room", n=1), job("room", n=2), job("files", n=3))
    taken = await take(database, "replica 1")
    assert [each.args["n"] for each in taken] == [1, 3]
    assert await take(database, "replica 2") == []
    await finish(database, taken[0], "replica 1")
    assert [each.args["n"] for each in await take(database, "replica 2")] == [2]


async def test_a_postponed_job_holds_its_lane_and_no_other(database: Database) -> None:
    await put(database, job("room", n=1), job("room", n=2))
    [first] = await take(database, "replica 1")
    async with database.writing() as session:
        await queue.postpone(session, first, "replica 1", until=START + MINUTE, why="Slack is away")
    await put(database, job("files", n=3))
    assert [each.args["n"] for each in await take(database, "replica 2")] == [3]
    again = await take(database, "replica 2", now=START + MINUTE)
    assert [each.args["n"] for each in again] == [1]
    assert again[0].last_error == "Slack is away"


async def test_a_buried_job_keeps_its_reason_and_lets_its_lane_go_on(database: Database) -> None:
    await put(database, job("room", n=1), job("room", n=2))
    [first] = await take(database, "replica 1")
    async with database.writing() as session:
        await queue.bury(session, first, "replica 1", now=START, why="the channel is gone")
    buried = await look(database, first)
    assert (buried.buried_at, buried.last_error) == (START, "the channel is gone")
    assert [each.args["n"] for each in await take(database, "replica 1")] == [2]


async def test_each_attempt_is_counted_before_the_work(database: Database) -> None:
    await put(database, job())
    [first] = await take(database, "replica 1")
    assert first.attempts == 1
    async with database.writing() as session:
        await queue.postpone(session, first, "replica 1", until=START, why="not now")
    assert [each.attempts for each in await take(database, "replica 1")] == [2]


async def test_a_key_is_used_once_even_within_one_transaction(database: Database) -> None:
    await put(database, job(key="update_due:1:10:30", n=1), job(n=2), job(key="update_due:1:10:30", n=3))
    await put(database, job(key="update_due:1:10:30", n=4), job(key="update_due:1:11:00", n=5))
    assert [each.args["n"] for each in await all_jobs(database)] == [1, 2, 5]


async def test_a_key_stays_used_when_its_job_is_done(database: Database) -> None:
    await put(database, job(key="once"))
    [taken] = await take(database, "replica 1")
    await finish(database, taken, "replica 1")
    await put(database, job(key="once"))
    assert len(await all_jobs(database)) == 1


async def test_replicas_that_use_a_key_at_the_same_time_make_one_job(
    database: Database, migrated_url: str
) -> None:
    async with AsyncExitStack() as stack:
        replicas = [await stack.enter_async_context(opened(migrated_url)) for _ in range(4)]
        await asyncio.gather(*(put(each, job(key="once"), job(key="twice")) for each in replicas))
    assert sorted(each.key or "" for each in await all_jobs(database)) == ["once", "twice"]


async def test_jobs_of_a_transaction_that_is_undone_never_existed(database: Database) -> None:
    async def fail() -> None:
        async with database.writing() as session:
            await queue.enqueue(session, [job()], START)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await all_jobs(database) == []


async def test_no_jobs_are_no_trouble(database: Database) -> None:
    await put(database)
    assert await all_jobs(database) == []


async def test_the_backlog_counts_what_is_waiting(database: Database) -> None:
    await put(database, *(job(f"lane {n}") for n in range(4)))
    await put(database, job(), at=START + MINUTE)
    done, given_up, *_ = await take(database, "replica 1")
    await finish(database, done, "replica 1")
    async with database.writing() as session:
        await queue.bury(session, given_up, "replica 1", now=START, why="no")
    async with database.reading() as session:
        assert await queue.backlog(session, START) == queue.Backlog(unfinished=3, due=2, buried=1)


async def test_only_what_was_done_long_ago_is_forgotten(database: Database) -> None:
    await put(database, *(job(f"lane {n}", n=n) for n in range(3)))
    old, recent, given_up = await take(database, "replica 1")
    await finish(database, old, "replica 1", now=START - timedelta(days=31))
    await finish(database, recent, "replica 1", now=START - timedelta(days=29))
    async with database.writing() as session:
        await queue.bury(session, given_up, "replica 1", now=START - timedelta(days=99), why="no")
        await queue.prune(session, START)
    assert [each.args["n"] for each in await all_jobs(database)] == [1, 2]


async def test_what_a_clock_that_was_ahead_put_off_by_hours_runs_once_the_clock_is_right(
    database: Database,
) -> None:
    await put(database, job(), at=START + 3 * HOUR)
    assert await backlog(database) == (1, 1)
    [taken] = await take(database, "replica 1")
    async with database.writing() as session:
        await queue.postpone(session, taken, "replica 1", until=START + queue.LONGEST_DELAY, why="busy")
    assert await take(database, "replica 1") == []
    assert len(await take(database, "replica 1", now=START + queue.LONGEST_DELAY)) == 1


async def test_a_wait_of_ours_stays_one_for_a_replica_whose_clock_is_a_little_behind(
    database: Database,
) -> None:
    await put(database, job(), at=START + queue.LONGEST_DELAY)
    assert await take(database, "replica 1", now=START - MINUTE) == []
    assert await backlog(database) == (1, 0)


async def backlog(database: Database) -> tuple[int, int]:
    """How many jobs are unfinished, and how many of them are due at START."""
    async with database.reading() as session:
        found = await queue.backlog(session, START)
    return found.unfinished, found.due
