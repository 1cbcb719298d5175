"""Putting jobs in, taking them out, and looking at what became of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update

from incident_bot.database import Database, database_seconds
from incident_bot.jobs import queue
from incident_bot.jobs.job import Job
from incident_bot.jobs.queue import NewJob

START = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)


def job(lane: str = "INC-1:room", kind: str = "say", key: str | None = None, **args: Any) -> NewJob:
    return NewJob(kind, lane, args, key)


async def put(database: Database, *jobs: NewJob, at: datetime = START) -> None:
    """Jobs that may run from `at` on."""
    async with database.writing() as session:
        await queue.enqueue(session, jobs, at)


async def take(
    database: Database, holder: str, *, now: datetime = START, most: int = 10, lease: float = 60
) -> list[Job]:
    async with database.writing() as session:
        return await queue.claim(session, holder, now=now, lease=lease, most=most)


async def finish(database: Database, taken: Job, holder: str, *, now: datetime = START) -> None:
    async with database.writing() as session:
        await queue.finish(session, taken, holder, now=now)


async def lease_ends(database: Database, taken: Job) -> None:
    """As if its holder had been frozen for longer than the lease."""
    async with database.writing() as session:
        await session.execute(
            update(Job).where(Job.id == taken.id).values(leased_until=database_seconds() - 1)
        )


async def all_jobs(database: Database) -> list[Job]:
    async with database.reading() as session:
        return list(await session.scalars(select(Job).order_by(Job.id)))


async def look(database: Database, taken: Job) -> Job:
    """The job as it stands in the database now."""
    return next(each for each in await all_jobs(database) if each.id == taken.id)


async def unfinished(database: Database) -> int:
    async with database.reading() as session:
        return (await queue.backlog(session, START)).unfinished
