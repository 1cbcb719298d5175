"""The clock goes forward and back by hours: each slot becomes one job, at its time, and none is lost."""

from __future__ import annotations

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from incident_bot import clock
from incident_bot.clock import MovedClock
from incident_bot.database import Database
from incident_bot.incidents.slot import Outcome, Slot
from incident_bot.jobs import queue
from incident_bot.jobs.job import Job
from incident_bot.jobs.run import Run
from incident_bot.reminders.send import send_reminder
from incident_bot.reminders.tick import tick
from incident_bot.settings import Reminders, Settings
from tests.bot_database import add_workspace
from tests.incidents.story import START, after, declared, saved

from .test_send import Scene, moved, scene

__all__ = ["moved", "scene"]

OTHERS = (
    "role_vacant",
    "checkpoint",
    "quiet",
    "update_due",
    "update_overdue",
    "handoff_suggested",
    "handoff_urged",
)
SETTINGS = Settings(reminders=Reminders(off=OTHERS))
"""A SEV-1 asks for a commander each five minutes."""


@pytest_asyncio.fixture
async def incident(database: Database) -> int:
    await add_workspace(database)
    return await saved(database, declared("sev1"))


async def said_at(database: Database, minutes: float) -> list[float]:
    """The bot looks, and sends what is owed: the slots, in minutes after the declaration."""
    await tick(database, SETTINGS, after(minutes))
    async with database.writing() as session:
        sent = await session.scalars(
            update(Slot)
            .where(Slot.outcome == Outcome.OWED.value)
            .values(outcome=Outcome.SENT.value, at=after(minutes))
            .returning(Slot.due_at)
        )
        return sorted((due_at - START).total_seconds() / 60 for due_at in sent)


async def outcomes(database: Database) -> dict[float, str]:
    async with database.reading() as session:
        slots = await session.scalars(select(Slot).order_by(Slot.due_at))
        return {(slot.due_at - START).total_seconds() / 60: slot.outcome for slot in slots}


@pytest.mark.parametrize(
    "journey",
    [
        [(5, [5]), (10, [10]), (190, [190]), (11, []), (15, [15]), (20, [20])],
        [(5, [5]), (185, [185]), (5.5, []), (10, [10]), (180, [180]), (185, []), (190, [190])],
        [(5, [5]), (-180, []), (4, []), (6, []), (10, [10])],
        [(-300, []), (4, []), (5, [5]), (305, [305]), (6, []), (300, [300]), (306, []), (310, [310])],
        [(5, [5]), (185, [185]), (-180, []), (10, [10]), (500, [500]), (15, [15])],
    ],
    ids=["there and back", "what was missed", "back", "before it began", "wild"],
)
async def test_each_slot_is_said_once_at_its_time(
    database: Database, incident: int, journey: list[tuple[float, list[float]]]
) -> None:
    assert [(minutes, await said_at(database, minutes)) for minutes, _ in journey] == journey


async def test_what_was_missed_by_a_wrong_clock_only_counts_as_missed_no_more_once_it_is_said(
    database: Database, incident: int
) -> None:
    await said_at(database, 5)
    await said_at(database, 20)
    assert await outcomes(database) == {5: "sent", 10: "missed", 15: "missed", 20: "sent"}
    await said_at(database, 6)
    await said_at(database, 10)
    assert await outcomes(database) == {5: "sent", 10: "sent", 15: "missed", 20: "sent"}


async def works(scene: Scene) -> None:
    """Every reminder that was made a job of is sent, or not."""

    async def take() -> list[Job]:
        async with scene.database.writing() as session:
            return await queue.claim(session, "replica 1", now=clock.now(), lease=60, most=1)

    while taken := await take():
        [job] = taken
        if job.kind == send_reminder.__name__:
            await send_reminder(Run(job, "replica 1", scene.database, 60), scene.kit)
        async with scene.database.writing() as session:
            await queue.finish(session, job, "replica 1", now=clock.now())


async def test_a_reminder_of_hours_ahead_is_not_said_once_the_clock_is_right_but_when_it_is_due(
    scene: Scene, moved: MovedClock
) -> None:
    # The clock goes back before the job gets its turn.
    await tick(scene.database, SETTINGS, after(180))
    for minutes, said in ((6, 1), (180, 2), (7, 2), (180, 2)):
        moved.move_to(after(minutes))
        await tick(scene.database, SETTINGS, after(minutes))
        await works(scene)
        assert len(scene.said) == said
