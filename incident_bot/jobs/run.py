"""One run of a job: its steps are done once each, and remembered before anything builds on them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.database import Database
from incident_bot.errors import GiveUp, Retry
from incident_bot.jobs import queue
from incident_bot.jobs.job import Job, Json


@dataclass(frozen=True)
class Step:
    """One outside call. `keep` writes what follows from its result, in the transaction that remembers it.

    When a dispensable step must be given up, that is remembered as its result (`GaveUp`) and the job goes on.
    """

    name: str
    call: Callable[[], Awaitable[Json]]
    keep: Callable[[AsyncSession, Any], Awaitable[None]] | None = None
    dispensable: bool = False


class Run:
    """One attempt at a job by the holder of its lease."""

    def __init__(self, job: Job, holder: str, database: Database, lease: float) -> None:
        self.job = job
        self.args: dict[str, Any] = job.args
        self._done: dict[str, Any] = dict(job.steps)
        self._asked: list[str] = []
        self._holder = holder
        self._database = database
        self._lease = lease

    @property
    def in_doubt(self) -> bool:
        """True when an earlier attempt may have made a call whose answer nobody remembers: look first."""
        return self.job.attempts > 1

    @property
    def key(self) -> str:
        """Names this job in what it posts, so that a post can be recognised."""
        return f"job-{self.job.id}"

    @property
    def given_up(self) -> list[str]:
        """Why dispensable steps were given up, and what others left out (`left_out` of their results)."""
        found: list[str] = []
        # In the order in which steps are asked for: which of several ended first is chance.
        for result in (self._done.get(name) for name in dict.fromkeys([*self._asked, *self._done])):
            if isinstance(result, dict):
                found += [result["gave_up"]] if _gave_up(result) else result.get("left_out", [])
        return found

    @property
    def names(self) -> list[str]:
        """The steps that are done, or were given up, whichever attempt it was."""
        return list(self._done)

    def remembered(self, name: str) -> Any:
        """The result of a step, whichever attempt did it; None when it is not done or was given up."""
        result = self._done.get(name)
        return None if _gave_up(result) else result

    async def step(self, step: Step) -> Any:
        """Do one step, or return what is remembered of it."""
        return (await self.together(step))[0]

    async def together(self, *steps: Step) -> list[Any]:
        """Do independent steps at the same time, then remember them all in one transaction.

        When one of them fails, those that went well are remembered before the error is raised.
        """
        self._asked += [step.name for step in steps]
        missing = [step for step in steps if step.name not in self._done]
        if missing:
            results = await asyncio.gather(*(self._attempt(step) for step in missing), return_exceptions=True)
            await self._remember(missing, results)
            for result in results:
                if isinstance(result, BaseException):
                    raise result
        return [self.remembered(step.name) for step in steps]

    async def _attempt(self, step: Step) -> Json:
        try:
            # A step may be several calls; together they must end well within the lease.
            async with asyncio.timeout(self._lease * 0.8):
                return await step.call()
        except TimeoutError as late:
            raise Retry(f"{step.name}: took longer than a lease allows") from late
        except GiveUp as given_up:
            if not step.dispensable:
                raise
            return {"gave_up": given_up.why}

    async def _remember(self, steps: list[Step], results: list[Any]) -> None:
        well = [
            (step, result)
            for step, result in zip(steps, results, strict=True)
            if not isinstance(result, BaseException)
        ]
        if not well:
            return
        self._done.update({step.name: result for step, result in well})
        async with self._database.writing() as session:
            await queue.remember(session, self.job, self._holder, steps=self._done, lease=self._lease)
            for step, result in well:
                if step.keep is not None and not _gave_up(result):
                    await step.keep(session, result)


def _gave_up(result: Any) -> bool:
    return isinstance(result, dict) and "gave_up" in result
