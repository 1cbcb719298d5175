"""Real processes on one database: none does what another did, and the work of a dead one goes on at once."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from incident_bot.clock import MovedClock
from incident_bot.database import Database
from incident_bot.jobs.runner import Runner
from tests.jobs.story import all_jobs, job, put
from tests.jobs.worker import HOUR, do, nothing

ROOT = Path(__file__).parents[2]
BOUND = 30.0


@asynccontextmanager
async def process(url: str, how: str) -> AsyncIterator[Process]:
    """A worker; it is gone at the end, whatever happens."""
    made = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.jobs.worker", url, how, cwd=ROOT, stdout=PIPE
    )
    try:
        async with asyncio.timeout(BOUND):
            yield made
    finally:
        if made.returncode is None:
            made.kill()
        await made.wait()


async def test_two_processes_do_a_hundred_jobs_once_each(database: Database, migrated_url: str) -> None:
    await put(database, *(job(f"lane {n % 20}") for n in range(100)))
    async with process(migrated_url, "drain") as one, process(migrated_url, "drain") as other:
        said = await asyncio.gather(one.communicate(), other.communicate())
    assert (one.returncode, other.returncode) == (0, 0)
    done = [int(line) for out, _ in said for line in out.split()]
    jobs = await all_jobs(database)
    assert sorted(done) == [each.id for each in jobs]
    assert all(each.done_at and each.attempts == 1 for each in jobs)


async def test_the_work_of_a_killed_process_goes_on_at_once(
    sqlite_database: Database, moved: MovedClock
) -> None:
    """Its lease would have lasted for another hour."""
    await put(sqlite_database, job())
    async with process(url_of(sqlite_database), "hold") as victim:
        assert victim.stdout is not None
        await victim.stdout.readline()
        assert await attempts_after_a_look(sqlite_database) == 1
        victim.kill()
        await victim.wait()
    assert await attempts_after_a_look(sqlite_database) == 2
    [only] = await all_jobs(sqlite_database)
    assert only.done_at is not None


async def attempts_after_a_look(database: Database) -> int:
    """How often the only job was taken, once another runner has started and found nothing more to do."""
    runner = Runner(database, {"say": do}, nothing, lease=HOUR, poll=HOUR)
    await runner.start()
    await runner.idle()
    await runner.stop()
    [only] = await all_jobs(database)
    return only.attempts


def url_of(database: Database) -> str:
    return database.url.set(drivername="sqlite").render_as_string(hide_password=False)
