"""A lease: while it lasts the job is its holder's; once it has ended, the former holder can write nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.database import Database
from incident_bot.jobs import queue
from incident_bot.jobs.job import Job
from incident_bot.jobs.queue import LeaseLost
from tests.jobs.story import START, finish, job, lease_ends, look, put, take

Write = Callable[[AsyncSession, Job], Awaitable[None]]

WRITES: dict[str, Write] = {
    "remember": lambda s, j: queue.remember(s, j, "replica 1", steps={"post": "late"}, lease=60),
    "finish": lambda s, j: queue.finish(s, j, "replica 1", now=START),
    "postpone": lambda s, j: queue.postpone(s, j, "replica 1", until=START, why="late"),
    "bury": lambda s, j: queue.bury(s, j, "replica 1", now=START, why="late"),
}
every_write = pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)


async def test_nobody_else_gets_a_leased_job(database: Database) -> None:
    await put(database, job())
    assert len(await take(database, "replica 1")) == 1
    assert await take(database, "replica 2") == []
    assert await take(database, "replica 1") == []


async def test_whoever_comes_after_the_lease_goes_on_from_the_remembered_steps(database: Database) -> None:
    await put(database, job())
    [taken] = await take(database, "replica 1")
    async with database.writing() as session:
        await queue.remember(session, taken, "replica 1", steps={"create": "C1"}, lease=60)
    await lease_ends(database, taken)
    [again] = await take(database, "replica 2")
    assert (again.attempts, again.steps) == (2, {"create": "C1"})
    await finish(database, again, "replica 2")
    assert (await look(database, taken)).done_at == START


async def test_remembering_renews_the_lease(database: Database) -> None:
    await put(database, job())
    [taken] = await take(database, "replica 1", lease=60)
    async with database.writing() as session:
        await queue.remember(session, taken, "replica 1", steps={}, lease=3600)
    renewed = await look(database, taken)
    assert renewed.leased_until is not None
    assert taken.leased_until is not None
    assert renewed.leased_until - taken.leased_until > 3000


@every_write
async def test_after_the_lease_nothing_is_written_though_nobody_took_the_job(
    database: Database, write: Write
) -> None:
    await put(database, job())
    [taken] = await take(database, "replica 1")
    await lease_ends(database, taken)
    await is_refused(database, write, taken)


@every_write
async def test_the_former_holder_writes_nothing_into_a_job_of_another(
    database: Database, replica: Database, write: Write
) -> None:
    await put(database, job())
    [taken] = await take(database, "replica 1")
    await lease_ends(database, taken)
    await take(replica, "replica 2")
    await is_refused(database, write, taken)


@every_write
async def test_a_run_that_overslept_writes_nothing_though_its_own_process_took_the_job_again(
    database: Database, write: Write
) -> None:
    await put(database, job())
    [overslept] = await take(database, "replica 1")
    await lease_ends(database, overslept)
    await take(database, "replica 1")
    await is_refused(database, write, overslept)


@every_write
async def test_a_job_that_is_done_stays_as_it_is(database: Database, write: Write) -> None:
    await put(database, job())
    [taken] = await take(database, "replica 1")
    await finish(database, taken, "replica 1")
    await is_refused(database, write, taken)


async def is_refused(database: Database, write: Write, taken: Job) -> None:
    before = state(await look(database, taken))
    with pytest.raises(LeaseLost):
        async with database.writing() as session:
            await write(session, taken)
    assert state(await look(database, taken)) == before


def state(seen: Job) -> dict[str, object]:
    return {column.key: getattr(seen, column.key) for column in Job.__table__.columns}
