"""Who is alive: processes of one machine see at once when one of them is gone."""

from __future__ import annotations

from incident_bot.database import Database
from incident_bot.jobs.presence import Presence
from tests.jobs.story import job, put, take


async def test_a_holder_that_left_is_dead_and_its_job_free(sqlite_database: Database) -> None:
    gone, here = Presence(sqlite_database), Presence(sqlite_database)
    await gone.announce()
    await put(sqlite_database, job())
    assert len(await take(sqlite_database, gone.name)) == 1
    await gone.leave()
    await here.announce()
    await here.release_the_dead()
    assert len(await take(sqlite_database, here.name)) == 1
    await here.leave()


async def test_a_holder_that_is_present_keeps_its_job(sqlite_database: Database) -> None:
    one, other = Presence(sqlite_database), Presence(sqlite_database)
    await one.announce()
    await other.announce()
    await put(sqlite_database, job())
    assert len(await take(sqlite_database, one.name)) == 1
    await other.release_the_dead()
    assert await take(sqlite_database, other.name) == []
    await one.leave()
    await other.leave()


async def test_whoever_is_not_present_frees_nobody(database: Database) -> None:
    """On PostgreSQL nobody ever is: holders may be on other machines, and their leases alone decide."""
    await put(database, job())
    assert len(await take(database, "12345")) == 1
    await Presence(database).release_the_dead()
    assert await take(database, "replica 2") == []


async def test_leases_alone_decide_on_postgresql(database: Database) -> None:
    if database.is_sqlite:
        return
    one = Presence(database)
    await one.announce()
    await put(database, job())
    assert len(await take(database, "12345")) == 1
    await one.release_the_dead()
    assert await take(database, one.name) == []
    await one.leave()
