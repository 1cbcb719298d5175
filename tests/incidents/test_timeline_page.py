"""A page of the timeline is in the order of what happened, has what is sought, and is read by its index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import event
from sqlalchemy.engine import Connection

from incident_bot.commands.timeline_filters import KINDS
from incident_bot.database import Database
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.timeline_page import EVERYTHING, Sought, changed_last, happened, told_last
from incident_bot.incidents.vocabulary import Change, Kind, Source
from tests.bot_database import add_workspace
from tests.incidents.story import ANN, BO, CHI, after, ann, bo, bot, declared, saved

SIZE = 4


def told(incident: Incident, number: int) -> list[TimelineEntry]:
    return [each for each in incident.happened if each.number == number]


def lived() -> Incident:
    """#1 declared, then notes #2 to #6 by Ann, decision #7 by Bo, message #8; some of it put right."""
    incident = declared()
    for minute in range(1, 6):
        incident.note(f"note {minute}", ann(minute))
    incident.decide("roll back", bo(6))
    incident.pin_message("look", bo(7), author=CHI, channel="C1", message="1.2", at=after(2))
    incident.correct(told(incident, 6), bo(20), "it was earlier", at=after(1))
    incident.correct(told(incident, 3), ann(21), "", starred=True)
    incident.take_back(told(incident, 5), bo(22), "")
    incident.amend(told(incident, 8), Change.DELETED, bot(23), new={"is_deleted": True})
    return incident


@pytest_asyncio.fixture
async def key(database: Database) -> int:
    await add_workspace(database)
    await saved(database, declared(number=11))
    return await saved(database, lived())


SOUGHT = [
    (EVERYTHING, [1, 2, 6, 3, 8, 4, 5, 7]),
    (Sought(kinds=(Kind.NOTE,)), [2, 6, 3, 4, 5]),
    (Sought(kinds=(Kind.DECISION, Kind.PINNED)), [8, 7]),
    (Sought(starred=True), [3, 7]),
    (Sought(withdrawn=True), [5]),
    (Sought(deleted=True), [8]),
    (Sought(author=BO), [7]),
    (Sought(author=ANN, since=after(3)), [4, 5]),
    (Sought(since=after(3) + timedelta(microseconds=1)), [5, 7]),
    (Sought(author=ANN, starred=True, kinds=(Kind.DECISION,)), []),
]


@pytest.mark.parametrize("sought, numbers", SOUGHT)
async def test_what_is_sought_is_found_in_the_order_of_what_happened(
    database: Database, key: int, sought: Sought, numbers: list[int]
) -> None:
    found: list[int] = []
    async with database.reading() as session:
        for page in range(-(-len(numbers) // SIZE), 0, -1):
            read = await happened(session, key, sought, page=page, size=SIZE)
            assert (read.page, read.total) == (page, len(numbers))
            found += [each.number for each in read.entries]
        beyond = await happened(session, key, sought, page=99, size=SIZE)
    assert found == numbers
    assert [each.number for each in beyond.entries] == numbers[: len(numbers) % SIZE or SIZE]


async def test_the_latest_of_somebodys_own_is_what_stands(database: Database, key: int) -> None:
    async with database.reading() as session:
        # Ann's #6 was corrected to be earlier; it is still what she wrote last. Bo put #5 right last.
        assert await told_last(session, key, ANN) == 6
        assert await told_last(session, key, "U9") is None
        assert await changed_last(session, key, BO) == 5
        assert await changed_last(session, key, ANN) == 3
        assert await changed_last(session, key, CHI) is None


async def test_the_last_that_somebody_put_right_is_what_they_did_themselves(database: Database) -> None:
    await add_workspace(database)
    incident = declared()
    for minute in (1, 2):
        incident.note(f"note {minute}", ann(minute))
    incident.take_back(told(incident, 2), ann(3), "")
    incident.take_back(told(incident, 3), ann(4), "")
    # Of the messages behind the entries, in Slack.
    for number, change, new in (
        (2, Change.EDITED, {"text": "note 1, edited"}),
        (2, Change.UNMARKED, {"is_withdrawn": True}),
    ):
        incident.amend(told(incident, number), change, Act(ANN, after(5), Source.MESSAGE), new=new)
    incident.correct(told(incident, 1), bo(6), "", starred=True)
    incident.amend(told(incident, 3), Change.FILED, bot(7), new={"files": []})
    key = await saved(database, incident)
    async with database.reading() as session:
        assert await changed_last(session, key, ANN) == 3
        assert await changed_last(session, key, BO) == 1


@pytest.mark.parametrize("sought", [each for each, _ in SOUGHT])
async def test_pages_and_counts_are_read_by_the_index(sqlite_database: Database, sought: Sought) -> None:
    async with sqlite_database.reading() as session:
        connection = (await session.connection()).sync_connection
        assert connection is not None
        with heard(connection) as statements:
            await happened(session, 1, sought, page=2, size=SIZE)
        for statement, values in list(statements):
            plan = (await session.connection()).exec_driver_sql
            rows = (await plan(f"EXPLAIN QUERY PLAN {statement}", values)).all()
            assert len(rows) == 1, rows
            assert "INDEX ix_timeline_entries_shown (incident_id=? AND is_current=?" in rows[0][-1]
    assert len(statements) == 2


def test_every_kind_can_be_looked_for() -> None:
    assert {kind for kinds in KINDS.values() for kind in kinds} == set(Kind)


@contextmanager
def heard(connection: Connection) -> Iterator[list[tuple[str, tuple[object, ...]]]]:
    """The statements that are made meanwhile."""
    statements: list[tuple[str, tuple[object, ...]]] = []

    def hear(_: object, __: object, statement: str, values: tuple[object, ...], *___: object) -> None:
        statements.append((statement, values))

    event.listen(connection, "before_cursor_execute", hear)
    try:
        yield statements
    finally:
        event.remove(connection, "before_cursor_execute", hear)
