"""Whoever writes to the database past the bot is found out: by incident, fact, entry, time and author."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from incident_bot.database import Base, Database
from incident_bot.effects.follow import follow
from incident_bot.incidents import on_record, queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.verifying import Verdict, incidents_to_verify, verify
from incident_bot.incidents.workspace import Person, Workspace
from incident_bot.messages.verdict import verdict_lines
from tests import all_of

from .story import ANN, BO, START, after, ann, bo


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """With two incidents, and without the triggers that refuse what is done here to the record."""
    made = Database(database_url)
    async with made.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with made.writing() as session:
        session.add(Workspace(id="T1", url="https://example.slack.com/", bot_person="U0", last_number=2))
        await session.flush()
        session.add(Person(workspace_id="T1", id=ANN, handle="ann", name="Ann Example"))
        for number in (1, 2):
            incident = Incident.declare(
                workspace="T1", number=number, title=f"Slow {number}", severity="sev2", act=Act(ANN, START)
            )
            session.add(incident)
            incident.assign("commander", BO, bo(1))
            incident.note("p95 is 4 s", ann(2))
            incident.set_severity("sev1", bo(3))
            incident.decide("roll back", bo(4))
            await session.flush()
            await follow(session)
        versions = await on_record.versions(session, 1, 3)
        incident = await queries.by_id(session, 1)
        incident.correct(versions, bo(5), "a digit too few", text="p95 is 41 s")
        await follow(session)
    yield made
    await made.close()


async def test_what_nobody_touched_is_intact(database: Database) -> None:
    keys = await incidents_to_verify(database)
    first, second = [await verify(database, key) for key in keys]
    assert (first.ref, first.facts, first.of, first.broken) == ("INC-1", 6, 6, None)
    assert verdict_lines(second) == [f"INC-2: 5 facts, intact. Head {second.head}"]


async def test_one_incident_or_one_workspace_alone(database: Database) -> None:
    assert len(await incidents_to_verify(database, workspace="T1")) == 2
    assert await incidents_to_verify(database, workspace="T2") == []
    [key] = await incidents_to_verify(database, number=2)
    assert (await verify(database, key)).ref == "INC-2"


COLUMNS: list[tuple[str, Any]] = [
    ("text", "all is well"),
    ("kind", "decision"),
    ("author", BO),
    ("author", None),
    ("occurred_at", after(2) + timedelta(microseconds=1)),
    ("recorded_at", after(3)),
    ("source", "form"),
    ("channel", "C9"),
    ("message", "1767654300.000200"),
    ("starred", True),
    ("is_deleted", True),
    ("is_withdrawn", True),
    ("facts", {"more": 1}),
    ("amendment", {"change": "corrected"}),
    ("version", 3),
    ("number", 2),
    ("hash", "0" * 64),
]


async def test_any_changed_column_is_found(database: Database) -> None:
    for column, value in COLUMNS:
        before = await changed(database, 3, column, value)
        found = await verify(database, 1)
        assert found.broken is not None, column
        assert (found.broken.seq, found.facts) == (3, 2), column
        assert (await verify(database, 2)).broken is None, "the other one is not touched"
        await changed(database, 3, column, before)
    assert (await verify(database, 1)).broken is None


async def test_the_break_is_named(database: Database) -> None:
    await changed(database, 3, "text", "all is well")
    assert verdict_lines(await verify(database, 1)) == [
        "INC-1 is broken at fact 3 of 6 (#3, note, by Ann Example, 2026-01-05 10:02 UTC): "
        "it is not what was written down."
    ]


async def test_a_missing_fact(database: Database) -> None:
    found = await without(database, 4)
    assert verdict_lines(found) == [
        "INC-1 is broken at fact 4 of 6: it is missing: fact 5 stands in its place."
    ]


async def test_a_missing_last_fact(database: Database) -> None:
    found = await without(database, 6)
    assert verdict_lines(found) == ["INC-1 is broken at fact 6 of 6: it is missing: there should be 6 facts."]


async def test_facts_that_were_swapped(database: Database) -> None:
    for seq, place in ((4, 99), (5, 4), (99, 5)):
        await changed(database, seq, "seq", place)
    found = await verify(database, 1)
    assert found.broken is not None
    assert found.broken.seq == 4


async def test_a_version_that_does_not_hold(database: Database) -> None:
    for seq, is_current, problem in (
        (3, True, "#3 has two versions that are said to hold now"),
        (6, False, "the latest version of #3 is 2, and none is said to hold now"),
        (5, False, "the latest version of #5 is 1, and none is said to hold now"),
    ):
        await changed(database, seq, "is_current", is_current)
        found = await verify(database, 1)
        assert found.broken is not None
        assert found.broken.problem == problem
        await changed(database, seq, "is_current", not is_current)


async def test_the_incident_itself_is_compared(database: Database) -> None:
    for column, value, problem in (
        ("chain_head", "0" * 64, "its hash is not the head that is kept with the incident"),
        ("revision", 7, "it is missing: there should be 7 facts"),
        ("revision", 5, "it is one too many: there should be 5 facts"),
        ("title", "All is well", "the title of the incident is not what this fact says"),
        ("severity", "sev4", "the severity of the incident is not what this fact says"),
    ):
        before = await changed_incident(database, column, value)
        found = await verify(database, 1)
        assert found.broken is not None
        assert found.broken.problem == problem
        await changed_incident(database, column, before)


async def test_an_earlier_head_is_found_on_the_way(database: Database) -> None:
    async with database.reading() as session:
        posted = (await all_of.record(session, 1))[4].hash
    assert (await verify(database, 1, looked_for=posted)).found_at == 5
    assert (await verify(database, 2, looked_for=posted)).found_at is None


async def without(database: Database, seq: int) -> Verdict:
    async with database.writing() as session:
        of_it = (TimelineEntry.incident_id == 1) & (TimelineEntry.seq == seq)
        await session.execute(delete(TimelineEntry).where(of_it))
    return await verify(database, 1)


async def changed(database: Database, seq: int, column: str, value: Any) -> Any:
    """A fact of INC-1 says something else now; returns what it said before."""
    of_it = (TimelineEntry.incident_id == 1) & (TimelineEntry.seq == seq)
    async with database.writing() as session:
        before = (await session.execute(select(getattr(TimelineEntry, column)).where(of_it))).scalar()
        await session.execute(update(TimelineEntry).where(of_it).values({column: value}))
    return before


async def changed_incident(database: Database, column: str, value: Any) -> Any:
    """The row of INC-1 says something else now."""
    async with database.writing() as session:
        before = (await session.execute(select(getattr(Incident, column)).where(Incident.id == 1))).scalar()
        await session.execute(update(Incident).where(Incident.id == 1).values({column: value}))
    return before
