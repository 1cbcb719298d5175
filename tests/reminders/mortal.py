"""A replica of the bot as far as reminders go: it may be killed at any of its transactions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.database import Database
from incident_bot.effects.follow import follow
from incident_bot.effects.kit import Kit
from incident_bot.errors import GiveUp, Retry
from incident_bot.jobs import queue
from incident_bot.jobs.job import Job
from incident_bot.jobs.run import Run
from incident_bot.reminders.send import send_reminder
from incident_bot.reminders.settling import unsaid
from incident_bot.reminders.tick import tick
from incident_bot.settings import Settings
from incident_bot.slack.client import Slack

LEASE = 60
AT_ONCE = 32


class Killed(BaseException):
    """The process is gone: nothing of it runs on."""


@dataclass
class Death:
    """At the how-manieth transaction from now on, and whether that one is still committed."""

    nth: int
    committed: bool


class Mortal(Database):
    """The database as a process has it that is killed at one of its transactions."""

    death: Death | None = None

    @asynccontextmanager
    async def writing(self, *, person_waits: bool = False) -> AsyncIterator[AsyncSession]:
        dies = self._dies()
        async with super().writing(person_waits=person_waits) as session:
            yield session
            if dies is not None and not dies.committed:
                raise Killed
        if dies is not None:
            raise Killed

    def _dies(self) -> Death | None:
        if self.death is None:
            return None
        self.death.nth -= 1
        return self.death if self.death.nth <= 0 else None


class Replica:
    """One process: it looks at the clock, and does the jobs of reminders."""

    def __init__(self, name: str, url: str, slack: Slack, settings: Settings) -> None:
        self.name = name
        self.settings = settings
        self.database = Mortal(url)
        self.kit = Kit(self.database, slack, settings, follow_with_reminders_only)
        self.alive = True

    async def look(self) -> None:
        """What the clock's entrance does."""
        await self._living(self._look())

    async def work(self) -> None:
        """Try each job that is due, once."""
        await self._living(self._work())

    async def end(self) -> None:
        """The process is over, however it came to that."""
        self.alive = False
        await self.database.close()

    async def _living(self, doing: object) -> None:
        try:
            await doing  # type: ignore[misc]  # a coroutine of ours
        except Killed:
            await self.end()

    async def _look(self) -> None:
        await tick(self.database, self.settings, clock.now())

    async def _work(self) -> None:
        tried: set[int] = set()
        while jobs := await self._claimed(tried):
            for job in jobs:
                tried.add(job.id)
                with suppress(queue.LeaseLost):
                    await self._do(job)

    async def _claimed(self, tried: set[int]) -> list[Job]:
        async with self.database.writing() as session:
            jobs = await queue.claim(session, self.name, now=clock.now(), lease=LEASE, most=AT_ONCE)
            again = [job for job in jobs if job.id in tried]
            for job in again:
                await queue.postpone(session, job, self.name, until=clock.now(), why="later")
        return [job for job in jobs if job not in again]

    async def _do(self, job: Job) -> None:
        try:
            if job.kind == send_reminder.__name__:
                await send_reminder(Run(job, self.name, self.database, LEASE), self.kit)
        except Retry as retry:
            async with self.database.writing() as session:
                await queue.postpone(session, job, self.name, until=clock.now(), why=retry.why)
        except GiveUp as given_up:
            async with self.database.writing() as session:
                await queue.bury(session, job, self.name, now=clock.now(), why=given_up.why)
                await unsaid(session, job.args, given_up.why)
        else:
            async with self.database.writing() as session:
                await queue.finish(session, job, self.name, now=clock.now())


async def free(database: Database, dead: list[str]) -> None:
    """What dead processes held may be taken up, as when their leases end."""
    async with database.writing() as session:
        await queue.release(session, dead)


async def follow_with_reminders_only(session: AsyncSession) -> None:
    """Save what happened; what else would be shown of it is not looked at here, and would take its time."""
    await follow(session)
    others = update(Job).where(Job.kind != send_reminder.__name__, Job.done_at.is_(None))
    await session.execute(others.values(done_at=clock.now()).execution_options(synchronize_session=False))
