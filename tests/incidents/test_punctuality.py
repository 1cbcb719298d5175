"""How punctual people and the bot were: of one incident, and of all that everybody may know of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest_asyncio

from incident_bot.database import Database
from incident_bot.incidents import queries
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.ledger import slots_of
from incident_bot.incidents.punctuality import Updates, of_incident, overall, reminded, reminded_of
from incident_bot.incidents.slot import Outcome, Slot
from incident_bot.incidents.slot_page import slot_page
from incident_bot.settings import Settings
from tests.bot_database import TEAM, add_workspace
from tests.incidents.story import after, ann, bo, declared, saved

SETTINGS = Settings()
MINUTE = timedelta(minutes=1)


@pytest_asyncio.fixture(autouse=True)
async def workspace(database: Database) -> None:
    await add_workspace(database)


def slot(incident: int, outcome: Outcome, due: float, at: float | None = None, name: str = "quiet") -> Slot:
    sent = None if at is None else after(at)
    return Slot(incident_id=incident, reminder=name, subject="", due_at=after(due), outcome=outcome, at=sent)


def untidy(number: int) -> Incident:
    """SEV-1: its first update is ten minutes late, its second in time, and it is over before the third."""
    incident = declared("sev1", number=number)
    incident.update("on it", ann(40))
    incident.update("still on it", ann(69))
    incident.resolve(bo(90))
    return incident


def sums(slots: Sequence[tuple[str, datetime, datetime | None]]) -> tuple[int, int, float]:
    found = reminded(slots)
    return found.on_time, found.late, found.worst_late / MINUTE


def test_lateness_is_told_of_what_was_late() -> None:
    sent = [(Outcome.SENT.value, after(10), after(10 + late)) for late in (0, 0.9, 1, 3, 20)]
    assert sums(sent) == (2, 3, 20)
    assert sums(sent[:4]) == (2, 2, 3)
    assert sums([(Outcome.MISSED.value, after(10), None)]) == (0, 0, 0)
    # Slack's clock may be behind ours.
    assert sums([(Outcome.SENT.value, after(10), after(9))]) == (1, 0, 0)


async def test_one_incident_also_while_it_is_open(database: Database) -> None:
    over = await saved(database, untidy(1))
    waits = declared("sev1", number=2)
    waits.update("on it", ann(29))
    still = await saved(database, waits)
    async with database.writing() as session:
        session.add_all([slot(over, Outcome.SENT, 30, 30), slot(over, Outcome.DONE, 60, 45)])
        session.add_all([slot(over, Outcome.SENT, 35, 37), slot(still, Outcome.MISSED, 50)])
    async with database.reading() as session:
        of_over = await of_incident(session, await queries.by_id(session, over), SETTINGS, after(9000))
        of_open = await of_incident(session, await queries.by_id(session, still), SETTINGS, after(70))
    assert of_over.updates == Updates(2, 1, 40 * MINUTE)
    assert of_over.reminders.counts == {"sent": 2, "done": 1}
    assert (of_over.reminders.on_time, of_over.reminders.worst_late) == (1, 2 * MINUTE)
    assert of_open.updates == Updates(2, 1, 41 * MINUTE)
    assert of_open.reminders.counts == {"missed": 1}


async def test_overall_counts_what_everybody_may_know_of_and_no_drills(database: Database) -> None:
    private, drill = untidy(3), untidy(4)
    private.is_private, drill.is_drill = True, True
    open_one = declared("sev1", number=5)
    keys = [await saved(database, each) for each in (untidy(1), untidy(2), private, drill, open_one)]
    async with database.writing() as session:
        session.add_all(slot(key, Outcome.SENT, 30, 30) for key in keys)
        session.add_all(slot(key, Outcome.SNOOZED, 200) for key in keys)
    async with database.reading() as session:
        found = await overall(session, TEAM, after(0), after(200), SETTINGS)
        earlier = await overall(session, TEAM, after(0), after(90), SETTINGS)
        elsewhere = await overall(session, "T9", after(0), after(900), SETTINGS)
    assert found.updates == Updates(4, 2, 40 * MINUTE)
    assert found.reminders.counts == {"sent": 3}
    assert earlier.updates == Updates()
    assert (elsewhere.updates, elsewhere.reminders.counts) == (Updates(), {})


async def test_slots_come_in_the_same_order_from_every_database(database: Database) -> None:
    key = await saved(database, declared())
    made = [("quiet", 10), ("checkpoint", 20), ("_z", 20), ("Quiet", 20), ("stable", 5)]
    async with database.writing() as session:
        session.add_all(slot(key, Outcome.OWED, due, name=name) for name, due in made)
    async with database.reading() as session:
        found = [each.reminder for each in await slots_of(session, key, after(30))]
    assert found == ["stable", "quiet", "Quiet", "_z", "checkpoint"]


async def test_what_was_settled_before_its_time_counts_within_the_incident_only(database: Database) -> None:
    """Nobody was ever reminded, or would have been, of a hand-off four hours after the end."""
    over = await saved(database, untidy(1))
    still = await saved(database, declared("sev1", number=2))
    async with database.writing() as session:
        for key in (over, still):
            session.add_all([slot(key, Outcome.DONE, 60, 45), slot(key, Outcome.DONE, 240, 90)])
            session.add_all([slot(key, Outcome.SENT, 300, 300), slot(key, Outcome.SNOOZED, 301, 301)])
    async with database.reading() as session:
        read = [[_minute(each) for each in await slots_of(session, key, after(200))] for key in (over, still)]
        later = [_minute(each) for each in await slots_of(session, still, after(240))]
        page = await slot_page(session, over, after(900), 1, 20)
        sums = (
            await of_incident(session, await queries.by_id(session, over), SETTINGS, after(900))
        ).reminders
    assert read == [[60, 300, 301]] * 2
    assert later == [60, 240, 300, 301]
    assert ([_minute(each) for each in page.slots], page.total) == ([301, 300, 60], 3)
    assert sums.counts == {"done": 1, "sent": 1, "snoozed": 1}


async def test_the_database_makes_the_same_sums(database: Database) -> None:
    key = await saved(database, untidy(1))
    sent = [(10, 10), (11, 11.9), (12, 13), (13, 16.5), (14, 13.9)]
    made = [slot(key, Outcome.SENT, due, at) for due, at in sent] + [slot(key, Outcome.MISSED, 20)]
    async with database.writing() as session:
        session.add_all(made)
    async with database.reading() as session:
        found = await of_incident(session, await queries.by_id(session, key), SETTINGS, after(900))
    assert found.reminders == reminded_of(made)
    assert (found.reminders.late, found.reminders.worst_late) == (2, 3.5 * MINUTE)


def _minute(found: Slot) -> float:
    return (found.due_at - after(0)) / MINUTE
