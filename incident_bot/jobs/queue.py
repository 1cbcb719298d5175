"""Putting jobs into the database and taking them out again: every promise about jobs is a statement here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, bindparam, delete, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from incident_bot.database import database_seconds
from incident_bot.jobs.job import Job

LONGEST_DELAY = timedelta(minutes=10)
"""No job waits longer for its next attempt."""

_TOO_FAR = timedelta(minutes=15)
"""What is to run later than so far ahead was put there by a clock that was ahead, since none of our waits is
as long (the difference is for machines whose clocks disagree a little): it runs now, or it would wait for
hours once that clock is right again."""


class LeaseLost(Exception):
    """The job belongs to somebody else now: whoever held it must stop and write nothing more."""


@dataclass(frozen=True)
class NewJob:
    """A job to be: see `Job` for the meaning of each field."""

    kind: str
    lane: str
    args: dict[str, Any]
    key: str | None = None
    run_at: datetime | None = None
    """Not before this moment; None is when the others that are inserted with it run."""


_ENQUEUE = {
    "sqlite": sqlite.insert(Job).on_conflict_do_nothing(index_elements=["key"]),
    "postgresql": postgresql.insert(Job).on_conflict_do_nothing(index_elements=["key"]),
}


async def enqueue(session: AsyncSession, jobs: Sequence[NewJob], run_at: datetime) -> None:
    """Insert the jobs into the caller's transaction. A key that exists already inserts nothing."""
    if not jobs:
        return
    rows = [
        {
            "kind": j.kind,
            "lane": j.lane,
            "args": j.args,
            "key": j.key,
            "run_at": j.run_at or run_at,
            "steps": {},
            "attempts": 0,
        }
        for j in jobs
    ]
    # Past the ORM: a person waits for this, and rows are all it makes.
    connection = await session.connection()
    await connection.execute(_ENQUEUE[connection.dialect.name], rows)


async def enqueue_once(session: AsyncSession, job: NewJob, run_at: datetime) -> None:
    """Insert a job for the latest state of something, unless one that has not begun waits in its lane.

    The one that waits is kept from beginning until the caller's transaction ends (which claims skip, and
    which many callers may do at once), so it sees what the caller changed. A change is never lost between
    the two; at worst two who come first at the same moment insert one each.
    """
    waits = await (await session.connection()).execute(_WAITS, {"lane": job.lane, "kind": job.kind})
    if waits.first() is None:
        await enqueue(session, [job], run_at)


async def enqueue_unless_waiting(session: AsyncSession, jobs: Sequence[NewJob], run_at: datetime) -> None:
    """Insert those of which no equal one waits that has not begun: for what is wanted at each start."""
    waiting = select(Job.kind, Job.lane, Job.args).where(
        _unfinished(Job), Job.attempts == 0, Job.lane.in_({job.lane for job in jobs})
    )
    known = [tuple(row) for row in await (await session.connection()).execute(waiting)]
    await enqueue(session, [job for job in jobs if (job.kind, job.lane, job.args) not in known], run_at)


async def claim(session: AsyncSession, holder: str, *, now: datetime, lease: float, most: int) -> list[Job]:
    """Lease up to `most` due jobs to `holder` for `lease` seconds; the first unfinished one of a lane only.

    One statement, so two replicas cannot take the same job; attempts are counted here, before the work.
    """
    earlier = aliased(Job)
    free = (
        select(Job.id)
        .where(
            _unfinished(Job),
            _due(now),
            (Job.leased_until.is_(None)) | (Job.leased_until < database_seconds()),
            ~exists().where(earlier.lane == Job.lane, earlier.id < Job.id, _unfinished(earlier)),
        )
        .order_by(Job.run_at, Job.id)
        .limit(most)
        .with_for_update(skip_locked=True)
        # Materialised, so that no plan of PostgreSQL's runs it, and its limit, more than once.
        .cte("free")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    taken = await session.scalars(
        update(Job)
        .where(Job.id.in_(select(free.c.id)))
        .values(leased_by=holder, leased_until=database_seconds() + lease, attempts=Job.attempts + 1)
        .returning(Job)
        .execution_options(synchronize_session=False)
    )
    return sorted(taken, key=lambda job: job.id)


async def remember(
    session: AsyncSession, job: Job, holder: str, *, steps: dict[str, Any], lease: float
) -> None:
    """Keep the results of steps and renew the lease; raises LeaseLost when it is no longer `holder`'s."""
    await _write(session, job, holder, steps=steps, leased_until=database_seconds() + lease)


async def finish(session: AsyncSession, job: Job, holder: str, *, now: datetime) -> None:
    """The job is done."""
    await _write(session, job, holder, done_at=now, leased_by=None, leased_until=None)


async def postpone(session: AsyncSession, job: Job, holder: str, *, until: datetime, why: str) -> None:
    """Not now: run it again at `until`, LONGEST_DELAY ahead at most. Its lane waits too, for its order."""
    await _write(session, job, holder, run_at=until, last_error=why, leased_by=None, leased_until=None)


async def bury(session: AsyncSession, job: Job, holder: str, *, now: datetime, why: str) -> None:
    """Give the job up. It keeps its row and its reason; its lane goes on."""
    await _write(session, job, holder, buried_at=now, last_error=why, leased_by=None, leased_until=None)


async def release(session: AsyncSession, holders: Iterable[str]) -> int:
    """End the leases of holders that are dead or going; returns how many jobs that freed."""
    done = await session.execute(
        update(Job).where(_unfinished(Job), Job.leased_by.in_(list(holders))).values(leased_until=None)
    )
    assert isinstance(done, CursorResult)
    return done.rowcount


async def in_lane(session: AsyncSession, lane: str, kind: str) -> list[Job]:
    """The jobs of one kind in a lane, done or not, in their order; those done long ago are pruned."""
    return list(await session.scalars(select(Job).where(Job.lane == lane, Job.kind == kind).order_by(Job.id)))


async def busy_lanes(session: AsyncSession) -> set[str]:
    """The lanes in which something is still to be done."""
    return set(await session.scalars(select(Job.lane).where(_unfinished(Job)).distinct()))


async def holders(session: AsyncSession) -> list[str]:
    """Who holds unfinished jobs at present."""
    found = await session.scalars(
        select(Job.leased_by).where(_unfinished(Job), Job.leased_until.is_not(None)).distinct()
    )
    return [holder for holder in found if holder]


@dataclass(frozen=True)
class Backlog:
    """Unfinished jobs: how many there are, how many are due, and how many were given up."""

    unfinished: int
    due: int
    buried: int


async def backlog(session: AsyncSession, now: datetime) -> Backlog:
    """Count the jobs that are not done."""
    open_ = _unfinished(Job)
    row = await session.execute(
        select(
            func.count().filter(open_),
            func.count().filter(open_ & _due(now)),
            func.count().filter(Job.buried_at.is_not(None)),
        ).where(Job.done_at.is_(None))
    )
    return Backlog(*row.one())


async def prune(session: AsyncSession, now: datetime, keep: timedelta = timedelta(days=30)) -> None:
    """Delete jobs done longer ago than `keep`; buried ones stay."""
    await session.execute(delete(Job).where(Job.done_at < now - keep))


async def _write(session: AsyncSession, job: Job, holder: str, **values: Any) -> None:
    # The lease is checked by the statement that writes: a process that slept past it changes nothing.
    # The count of attempts tells a run that overslept from the next one of the same process.
    written = await session.execute(
        update(Job)
        .where(
            Job.id == job.id,
            _unfinished(Job),
            Job.leased_by == holder,
            Job.attempts == job.attempts,
            Job.leased_until >= database_seconds(),
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(written, CursorResult)
    if written.rowcount == 0:
        raise LeaseLost(f"job {job.id} ({job.kind}) is no longer held by {holder}")


def _due(now: datetime) -> ColumnElement[bool]:
    return or_(Job.run_at <= now, Job.run_at > now + _TOO_FAR)


def _unfinished(job: type[Job]) -> ColumnElement[bool]:
    return job.done_at.is_(None) & job.buried_at.is_(None)


# Made once: every entry of every incident asks for it.
_WAITS = (
    select(Job.id)
    .where(_unfinished(Job), Job.lane == bindparam("lane"), Job.kind == bindparam("kind"), Job.attempts == 0)
    .limit(1)
    .with_for_update(read=True, skip_locked=True)
)
