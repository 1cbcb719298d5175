"""Runs jobs: claims what is due, runs it, and sorts the outcome into done, later, or given up."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.database import Database
from incident_bot.errors import GiveUp, Retry
from incident_bot.jobs import queue
from incident_bot.jobs.job import Job
from incident_bot.jobs.presence import Presence
from incident_bot.jobs.run import Run

log = structlog.get_logger()

Effect = Callable[[Run], Awaitable[None]]
OnBuried = Callable[[AsyncSession, Job, str], Awaitable[None]]

LONGEST_WAIT = 300.0
"""Seconds: waits double from one second up to this, so 300 attempts take about a day."""

PATIENCE_WITH_BUGS = 5
"""Attempts at a job that fails by an error of ours: its lane waits behind it."""


class Runner:
    """Claims due jobs and runs up to `at_once` of them together, until stopped.

    `effects` maps each kind of job to its function; `on_buried` writes what must be known of a job that
    was given up, in the transaction that buries it. Leases last `lease` seconds of the database's clock.
    """

    def __init__(
        self,
        database: Database,
        effects: dict[str, Effect],
        on_buried: OnBuried,
        *,
        lease: float = 60.0,
        poll: float = 1.0,
        at_once: int = 32,
        patience: int = 300,
    ) -> None:
        self._database = database
        self._effects = effects
        self._on_buried = on_buried
        self._lease = lease
        self._poll = poll
        self._at_once = at_once
        self._patience = patience
        self._presence = Presence(database)
        self._nudged = asyncio.Event()
        self._nudged_in_time = True
        self._idle = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()
        self._loop: asyncio.Task[None] | None = None

    @property
    def holder(self) -> str:
        """The name under which this process holds leases."""
        return self._presence.name

    async def start(self) -> None:
        """Free what dead processes held, then begin to claim."""
        await self._presence.announce()
        await self._presence.release_the_dead()
        self._loop = asyncio.create_task(self._claim_for_ever(), name="runner")

    async def stop(self) -> None:
        """Stop claiming and drop the runs at hand: another run resumes them, as after a crash."""
        tasks = [*self._running, *([self._loop] if self._loop else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._presence.leave()
        try:
            async with self._database.writing() as session:
                await queue.release(session, [self.holder])
        except SQLAlchemyError as away:
            # They end by themselves, only later.
            log.warning("leases were not given back", why=str(away.__cause__ or away))

    def nudge(self) -> None:
        """There may be work: look now rather than at the next poll."""
        self._idle.clear()
        self._nudged.set()

    async def idle(self) -> None:
        """Wait until this process runs nothing and finds nothing that is due."""
        await self._idle.wait()

    async def _claim_for_ever(self) -> None:
        while True:
            self._nudged.clear()
            try:
                if not self._nudged_in_time:
                    await self._presence.release_the_dead()
                await self._claim()
            except Exception:  # an edge: a database that is away now may be back at the next look
                log.exception("claiming jobs failed")
            self._nudged_in_time = await self._wait()

    async def _wait(self) -> bool:
        """Until a nudge, or until it is time to look without one; returns which."""
        try:
            async with asyncio.timeout(self._poll):
                await self._nudged.wait()
        except TimeoutError:
            return False
        return True

    async def _claim(self) -> None:
        most = self._at_once - len(self._running)
        if most <= 0:
            return
        async with self._database.writing() as session:
            jobs = await queue.claim(session, self.holder, now=clock.now(), lease=self._lease, most=most)
        for job in jobs:
            task = asyncio.create_task(self._run(job), name=f"{job.kind} {job.id}")
            self._running.add(task)
            task.add_done_callback(self._ended)
        if not self._running and not self._nudged.is_set():
            self._idle.set()

    async def _run(self, job: Job) -> None:
        run = Run(job, self.holder, self._database, self._lease)
        try:
            await self._settle(job, run)
        except queue.LeaseLost as lost:
            log.warning("lease lost", job=job.id, kind=job.kind, detail=str(lost))
        except Exception:  # an edge: the lease ends, and the job is taken up again
            log.exception("settling a job failed", job=job.id, kind=job.kind)

    def _ended(self, task: asyncio.Task[None]) -> None:
        # First its place is free, then whoever waits for one is told.
        self._running.discard(task)
        self.nudge()

    async def _settle(self, job: Job, run: Run) -> None:
        try:
            await self._effects[job.kind](run)
        except Retry as retry:
            await self._postpone(job, retry.why, retry.after)
        except GiveUp as given_up:
            await self._bury(job, given_up.why)
        except queue.LeaseLost:
            raise
        except Exception as bug:  # an edge: logged once here, then treated as a failure that may pass
            log.exception("an effect failed", job=job.id, kind=job.kind)
            if job.attempts < min(PATIENCE_WITH_BUGS, self._patience):
                await self._postpone(job, f"{type(bug).__name__}: {bug}", None)
            else:
                await self._bury(job, _without_details(job, bug))
        else:
            async with self._database.writing() as session:
                await queue.finish(session, job, self.holder, now=clock.now())

    async def _postpone(self, job: Job, why: str, after: float | None) -> None:
        if job.attempts >= self._patience:
            await self._bury(job, f"given up after {job.attempts} attempts: {why}")
            return
        wait = _longer_each_time(job.attempts) if after is None else _not_all_at_once(after)
        wait = min(wait, queue.LONGEST_DELAY.total_seconds())
        log.info("job postponed", job=job.id, kind=job.kind, seconds=round(wait, 2), why=why)
        async with self._database.writing() as session:
            until = clock.now() + timedelta(seconds=wait)
            await queue.postpone(session, job, self.holder, until=until, why=why)
        asyncio.get_running_loop().call_later(wait, self.nudge)

    async def _bury(self, job: Job, why: str) -> None:
        log.error("job given up", job=job.id, kind=job.kind, why=why)
        async with self._database.writing() as session:
            await queue.bury(session, job, self.holder, now=clock.now(), why=why)
            await self._on_buried(session, job, why)


def _without_details(job: Job, bug: Exception) -> str:
    # It goes on the record and into the room; the details, which may hold secrets, are in the log.
    return f"given up after {job.attempts} attempts: an error in the bot ({type(bug).__name__}), see its log"


def _not_all_at_once(after: float) -> float:
    # Those who are told to wait for the same second would be told the same again.
    return after * random.uniform(1.0, 1.25)  # noqa: S311 - not a secret


def _longer_each_time(attempts: int) -> float:
    longest = min(LONGEST_WAIT, 2.0 ** (attempts - 1))
    # Jitter, so that a hundred rooms that failed together do not come back together.
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - not a secret
