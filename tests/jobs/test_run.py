"""The steps of a job: each is done once, and remembered before anything builds on it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.database import Database
from incident_bot.errors import GiveUp, Retry
from incident_bot.jobs import queue
from incident_bot.jobs.job import Json
from incident_bot.jobs.queue import LeaseLost
from incident_bot.jobs.run import Run, Step
from tests.jobs.story import START, all_jobs, job, lease_ends, put, take


class World:
    """The world outside: it counts what was done to it."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def step(self, name: str, answer: Json = None, **options: Any) -> Step:
        return Step(name, self.call(name, answer), **options)

    def failing(self, name: str, error: Exception, **options: Any) -> Step:
        return Step(name, self.call(name, error), **options)

    def call(self, name: str, answer: Json | Exception) -> Callable[[], Awaitable[Json]]:
        async def called() -> Json:
            self.done.append(name)
            if isinstance(answer, Exception):
                raise answer
            return answer

        return called


@pytest.fixture
def world() -> World:
    return World()


async def first_run(database: Database, **args: Any) -> Run:
    await put(database, job(**args))
    return await next_run(database)


async def next_run(database: Database, holder: str = "replica 1") -> Run:
    [taken] = await take(database, holder, now=START + timedelta(days=1))
    return Run(taken, holder, database, 60)


async def run_again(database: Database, run: Run) -> Run:
    """Its holder is gone; somebody else takes over."""
    await lease_ends(database, run.job)
    return await next_run(database, "replica 2")


async def test_a_step_that_was_done_is_not_done_again(database: Database, world: World) -> None:
    run = await first_run(database)
    create = world.step("create", {"id": "C1"})
    assert await run.step(create) == {"id": "C1"}
    assert await run.step(create) == {"id": "C1"}
    again = await run_again(database, run)
    assert await again.step(create) == {"id": "C1"}
    assert world.done == ["create"]


async def test_a_step_that_answers_nothing_counts_as_done(database: Database, world: World) -> None:
    run = await first_run(database)
    await run.step(world.step("topic", None))
    again = await run_again(database, run)
    assert await again.step(world.step("topic", None)) is None
    assert world.done == ["topic"]


async def test_steps_are_known_by_name_so_a_new_version_may_reorder_them(
    database: Database, world: World
) -> None:
    run = await first_run(database)
    await run.together(world.step("topic", "T"), world.step("card", "1.0"))
    again = await run_again(database, run)
    answers = await again.together(world.step("pin", "P"), world.step("card", "2.0"), world.step("topic"))
    assert answers == ["P", "1.0", "T"]
    assert world.done == ["topic", "card", "pin"]


async def test_what_went_well_is_remembered_when_a_sibling_fails(database: Database, world: World) -> None:
    run = await first_run(database)
    topic, card = world.step("topic", "T"), world.step("card", "1.0")
    with pytest.raises(Retry, match="no answer"):
        await run.together(topic, world.failing("bookmarks", Retry("no answer")), card)
    again = await run_again(database, run)
    assert await again.together(topic, world.step("bookmarks", "B"), card) == ["T", "B", "1.0"]
    assert world.done == ["topic", "bookmarks", "card", "bookmarks"]


async def test_a_dispensable_step_may_be_given_up_and_that_is_remembered(
    database: Database, world: World
) -> None:
    run = await first_run(database)
    topic = world.failing("topic", GiveUp("missing_scope"), dispensable=True)
    assert await run.together(topic, world.step("card", "1.0")) == [None, "1.0"]
    assert run.given_up == ["missing_scope"]
    again = await run_again(database, run)
    assert await again.step(topic) is None
    assert again.given_up == ["missing_scope"]
    assert world.done == ["topic", "card"]


async def test_a_dispensable_step_is_tried_again_while_that_can_help(
    database: Database, world: World
) -> None:
    run = await first_run(database)
    with pytest.raises(Retry):
        await run.step(world.failing("topic", Retry("ratelimited"), dispensable=True))
    assert run.given_up == []


async def test_any_other_step_that_is_given_up_ends_the_job(database: Database, world: World) -> None:
    run = await first_run(database)
    with pytest.raises(GiveUp, match="is_archived"):
        await run.step(world.failing("card", GiveUp("is_archived")))


async def test_what_follows_from_a_step_is_written_with_it(database: Database, world: World) -> None:
    run = await first_run(database)

    async def keep(session: AsyncSession, answer: str) -> None:
        await queue.enqueue(session, [job("later", said=answer)], START)

    await run.step(world.step("post", "1.0", keep=keep))
    made = (await all_jobs(database))[1:]
    assert [each.args for each in made] == [{"said": "1.0"}]


async def test_a_step_whose_consequence_cannot_be_written_is_not_remembered(
    database: Database, world: World
) -> None:
    run = await first_run(database)

    async def keep(session: AsyncSession, answer: str) -> None:
        await queue.enqueue(session, [job("later")], START)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await run.step(world.step("post", "1.0", keep=keep))
    [only] = await all_jobs(database)
    assert only.steps == {}


async def test_nothing_follows_from_a_dispensable_step_that_was_given_up(
    database: Database, world: World
) -> None:
    run = await first_run(database)

    async def keep(session: AsyncSession, answer: str) -> None:
        await queue.enqueue(session, [job("later")], START)

    await run.step(world.failing("post", GiveUp("no"), dispensable=True, keep=keep))
    assert len(await all_jobs(database)) == 1


async def test_a_run_whose_lease_ended_learns_it_at_its_next_step_and_leaves_no_trace(
    database: Database, world: World
) -> None:
    run = await first_run(database)

    async def keep(session: AsyncSession, answer: str) -> None:
        await queue.enqueue(session, [job("later")], START)

    await lease_ends(database, run.job)
    with pytest.raises(LeaseLost):
        await run.step(world.step("post", "1.0", keep=keep))
    [only] = await all_jobs(database)
    assert only.steps == {}


async def test_only_a_second_attempt_has_to_look_first(database: Database) -> None:
    run = await first_run(database)
    assert not run.in_doubt
    assert (await run_again(database, run)).in_doubt


async def test_a_job_names_what_it_posts_the_same_in_every_attempt(database: Database) -> None:
    run = await first_run(database)
    assert (await run_again(database, run)).key == run.key
