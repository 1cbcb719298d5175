"""What becomes of a job: done, later, or given up; and that nothing else suffers for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs
from structlog.typing import EventDict

from incident_bot import clock
from incident_bot.clock import MovedClock
from incident_bot.database import Database
from incident_bot.errors import GiveUp, Retry
from incident_bot.jobs import queue
from incident_bot.jobs.job import Job
from incident_bot.jobs.run import Run, Step
from incident_bot.jobs.runner import Effect, OnBuried, Runner
from tests.jobs.story import START, all_jobs, job, lease_ends, look, put

FAR = 3600.0
"""Seconds between polls: whatever happens in these tests happens because somebody nudged."""


@pytest.fixture
def logged() -> Iterator[list[EventDict]]:
    with capture_logs() as entries:
        yield entries


async def nothing(session: AsyncSession, buried: Job, why: str) -> None:
    """Nobody has to know."""


@asynccontextmanager
async def working(
    database: Database,
    on_buried: OnBuried = nothing,
    *,
    patience: int = 30,
    poll: float = FAR,
    at_once: int = 100,
    **effects: Effect,
) -> AsyncIterator[Runner]:
    runner = Runner(database, effects, on_buried, poll=poll, at_once=at_once, patience=patience)
    await runner.start()
    try:
        yield runner
    finally:
        await runner.stop()


async def worked_off(runner: Runner) -> None:
    runner.nudge()
    async with asyncio.timeout(10):
        await runner.idle()


async def test_what_went_well_is_done_and_not_done_again(database: Database, moved: MovedClock) -> None:
    said: list[Any] = []

    async def say(run: Run) -> None:
        said.append(run.args["text"])

    await put(database, job(text="one"), job(text="two"), job(text="three"))
    async with working(database, say=say) as runner:
        await worked_off(runner)
        moved.move_to(START + timedelta(days=1))
        await worked_off(runner)
    assert said == ["one", "two", "three"]
    assert [each.done_at for each in await all_jobs(database)] == [START] * 3


async def test_a_job_that_has_to_wait_is_run_again_after_as_long_as_it_was_told(
    database: Database, moved: MovedClock
) -> None:
    runs: list[int] = []

    async def say(run: Run) -> None:
        runs.append(run.job.attempts)
        if len(runs) == 1:
            raise Retry("chat.postMessage: ratelimited", after=30)

    await put(database, job())
    async with working(database, say=say) as runner:
        await worked_off(runner)
        [waiting] = await all_jobs(database)
        # At least so long, and not all who were told the same at the same second.
        assert START + timedelta(seconds=30) <= waiting.run_at <= START + timedelta(seconds=37.5)
        assert waiting.last_error == "chat.postMessage: ratelimited"
        moved.move_to(START + timedelta(seconds=29))
        await worked_off(runner)
        assert runs == [1]
        moved.move_to(waiting.run_at)
        await worked_off(runner)
    assert runs == [1, 2]
    assert (await look(database, waiting)).done_at is not None


async def test_a_job_that_waits_keeps_nobody_else_from_working(database: Database, moved: MovedClock) -> None:
    said: list[Any] = []

    async def say(run: Run) -> None:
        if run.args["text"] == "sick":
            raise Retry("no answer", after=60)
        said.append(run.args["text"])

    await put(database, job("room", text="sick"), job("room", text="after it"), job("files", text="healthy"))
    async with working(database, say=say) as runner:
        await worked_off(runner)
    assert said == ["healthy"]


async def test_without_word_how_long_the_wait_doubles_up_to_five_minutes(
    database: Database, moved: MovedClock
) -> None:
    async def say(run: Run) -> None:
        raise Retry("no answer")

    waits: list[float] = []
    await put(database, job())
    async with working(database, say=say) as runner:
        for _ in range(12):
            await worked_off(runner)
            [waiting] = await all_jobs(database)
            waits.append((waiting.run_at - clock.now()).total_seconds())
            moved.move_to(waiting.run_at)
    longest = [min(300.0, 2.0**n) for n in range(12)]
    assert all(most / 2 <= wait <= most for wait, most in zip(waits, longest, strict=True)), waits


async def test_what_cannot_be_helped_is_buried_with_its_reason_and_told(
    database: Database, moved: MovedClock
) -> None:
    async def say(run: Run) -> None:
        if run.args["text"] == "hopeless":
            raise GiveUp("chat.postMessage: is_archived")

    async def tell(session: AsyncSession, buried: Job, why: str) -> None:
        await queue.enqueue(session, [job("operators", text=f"{buried.kind}: {why}")], START)

    await put(database, job(text="hopeless"), job(text="after it"))
    async with working(database, tell, say=say) as runner:
        await worked_off(runner)
    hopeless, after_it, told = await all_jobs(database)
    assert (hopeless.buried_at, hopeless.last_error) == (START, "chat.postMessage: is_archived")
    assert hopeless.done_at is None
    assert after_it.done_at == START
    assert told.args == {"text": "say: chat.postMessage: is_archived"}


async def test_nothing_is_buried_that_could_not_be_told(
    database: Database, moved: MovedClock, logged: list[EventDict]
) -> None:
    async def say(run: Run) -> None:
        raise GiveUp("is_archived")

    async def tell(session: AsyncSession, buried: Job, why: str) -> None:
        await queue.enqueue(session, [job("operators")], START)
        raise ZeroDivisionError

    await put(database, job())
    async with working(database, tell, say=say) as runner:
        await worked_off(runner)
    [only] = await all_jobs(database)
    assert only.buried_at is None
    assert [each["event"] for each in errors(logged)] == ["job given up", "settling a job failed"]


async def test_a_bug_is_logged_once_and_the_job_is_tried_again(
    database: Database, moved: MovedClock, logged: list[EventDict]
) -> None:
    async def say(run: Run) -> None:
        if run.job.attempts == 1:
            raise ZeroDivisionError("division by zero")

    await put(database, job())
    async with working(database, say=say) as runner:
        await worked_off(runner)
        [failed] = await all_jobs(database)
        assert failed.last_error == "ZeroDivisionError: division by zero"
        moved.move_to(failed.run_at)
        await worked_off(runner)
    assert (await look(database, failed)).done_at is not None
    [error] = errors(logged)
    assert (error["event"], error["kind"], error["exc_info"]) == ("an effect failed", "say", True)


async def test_a_job_that_nobody_can_do_is_tried_again_after_the_next_deploy(
    database: Database, moved: MovedClock, logged: list[EventDict]
) -> None:
    async def done(run: Run) -> None:
        """Nothing to it."""

    await put(database, job(kind="newer_than_this_version"))
    async with working(database, say=done) as runner:
        await worked_off(runner)
    moved.move_to(START + timedelta(minutes=1))
    async with working(database, newer_than_this_version=done) as runner:
        await worked_off(runner)
    [only] = await all_jobs(database)
    assert only.done_at is not None


@pytest.mark.parametrize("trouble", [Retry("no answer"), ZeroDivisionError("oh")], ids=["retry", "bug"])
async def test_patience_ends(database: Database, trouble: Exception) -> None:
    runs: list[int] = []
    reasons: list[str] = []

    async def say(run: Run) -> None:
        runs.append(run.job.attempts)
        raise trouble

    async def tell(session: AsyncSession, buried: Job, why: str) -> None:
        reasons.append(why)

    await put(database, job())
    hours = count()
    # Every look at the clock is an hour after the last, so nothing is ever waited for.
    clock.use(lambda: START + timedelta(hours=next(hours)))
    try:
        async with working(database, tell, patience=3, say=say) as runner:
            await worked_off(runner)
    finally:
        clock.use(None)
    assert runs == [1, 2, 3]
    [reason] = reasons
    assert reason.startswith("given up after 3 attempts: ")
    assert reason.endswith(("no answer", "an error in the bot (ZeroDivisionError), see its log"))


async def test_a_run_that_lost_its_lease_leaves_the_job_to_its_new_holder(
    database: Database, replica: Database, moved: MovedClock, logged: list[EventDict]
) -> None:
    async def overslept(run: Run) -> None:
        await lease_ends(database, run.job)
        async with working(replica, say=awake) as other:
            await worked_off(other)

    async def awake(run: Run) -> None:
        await run.step(Step("post", post))

    async def post() -> str:
        return "1.0"

    await put(database, job())
    async with working(database, say=overslept) as runner:
        await worked_off(runner)
    [only] = await all_jobs(database)
    assert (only.attempts, only.steps) == (2, {"post": "1.0"})
    assert only.done_at is not None
    assert [each["event"] for each in logged if each["log_level"] != "info"] == ["lease lost"]


async def test_work_of_a_runner_that_is_told_to_stop_is_resumed_by_the_next(
    database: Database, moved: MovedClock
) -> None:
    begun = asyncio.Event()

    async def for_ever(run: Run) -> None:
        begun.set()
        await asyncio.Future()

    async def done(run: Run) -> None:
        """Nothing to it."""

    await put(database, job())
    async with working(database, say=for_ever):
        await begun.wait()
    async with working(database, say=done) as runner:
        await worked_off(runner)
    [only] = await all_jobs(database)
    assert (only.attempts, only.done_at) == (2, START)


@pytest.mark.parametrize("at_once", [1, 3])
async def test_no_more_jobs_are_at_work_than_are_allowed_and_none_waits_longer_than_it_must(
    database: Database, moved: MovedClock, at_once: int
) -> None:
    at_work: set[int] = set()
    most = 0

    async def say(run: Run) -> None:
        nonlocal most
        at_work.add(run.job.id)
        most = max(most, len(at_work))
        await run.step(Step("post", post))
        at_work.discard(run.job.id)

    async def post() -> str:
        return "1.0"

    await put(database, *(job(f"lane {n}") for n in range(12)))
    async with working(database, at_once=at_once, say=say) as runner:
        await worked_off(runner)
    assert most == at_once
    assert all(each.done_at for each in await all_jobs(database))


async def test_a_database_that_is_away_for_a_while_does_not_end_the_work(
    sqlite_database: Database, moved: MovedClock
) -> None:
    failed: asyncio.Queue[None] = asyncio.Queue()

    def note(logger: object, method: str, entry: EventDict) -> EventDict:
        if entry["event"] == "claiming jobs failed":
            failed.put_nowait(None)
        return entry

    async def done(run: Run) -> None:
        """Nothing to it."""

    with capture_logs([note]):
        async with working(sqlite_database, poll=0.01, say=done) as runner, asyncio.timeout(3):
            await rename(sqlite_database, "jobs", "jobs_away")
            for _ in range(3):
                await failed.get()
            await rename(sqlite_database, "jobs_away", "jobs")
            await put(sqlite_database, job())
            await worked_off(runner)
    [only] = await all_jobs(sqlite_database)
    assert only.done_at is not None


async def rename(database: Database, table: str, to: str) -> None:
    async with database.writing() as session:
        await session.execute(text(f"ALTER TABLE {table} RENAME TO {to}"))


def errors(logged: list[EventDict]) -> list[EventDict]:
    return [each for each in logged if each["log_level"] == "error"]
