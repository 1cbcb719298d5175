"""What a tick costs: nothing for what is open, a little for what is due. Counted, not timed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from incident_bot.database import Database
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.slot import Slot
from incident_bot.reminders.reading import due_incidents
from incident_bot.reminders.tick import tick
from incident_bot.settings import Settings
from tests.bot_database import add_workspace
from tests.incidents.story import START, after, declared, saved

SETTINGS = Settings()
MOST_QUESTIONS = 8
QUIET = 3
"""Minutes after the declaration at which nothing is due."""


async def open_incidents(database: Database, count: int) -> None:
    """So many that were declared at START, and looked at since; the clock is to look again at minute 5."""
    first = await saved(database, declared("sev1", number=0))
    await tick(database, SETTINGS, START)
    async with database.writing() as session:
        row = (await session.execute(select(Incident.__table__).where(Incident.id == first))).one()._asdict()
        rows = [{**row, "id": first + n, "number": n} for n in range(1, count)]
        await session.execute(insert(Incident), rows)
    await tick(database, SETTINGS, after(QUIET))


@contextmanager
def statements(database: Database) -> Iterator[list[tuple[str, Any]]]:
    """Those that are sent to the database, with their values, but for what begins and ends a transaction."""
    seen: list[tuple[str, Any]] = []

    def see(_connection: object, _cursor: object, statement: str, values: Any, *_others: object) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            seen.append((statement, values))

    # On PostgreSQL the reader is the same engine, with an option.
    engines: list[AsyncEngine] = [database.engine, *([database._reader] if database.is_sqlite else [])]
    for engine in engines:
        event.listen(engine.sync_engine, "before_cursor_execute", see)
    yield seen
    for engine in engines:
        event.remove(engine.sync_engine, "before_cursor_execute", see)


@pytest.mark.parametrize("count", [10, 500])
async def test_a_tick_asks_the_same_few_questions_however_many_incidents_are_open(
    database: Database, count: int
) -> None:
    await add_workspace(database)
    await open_incidents(database, count)
    with statements(database) as seen:
        assert await tick(database, SETTINGS, after(QUIET)) == 0
    assert len(seen) <= MOST_QUESTIONS
    assert all(statement.startswith("SELECT") for statement, _ in seen)
    async with database.reading() as session:
        assert list(await due_incidents(session, after(QUIET), 100)) == []


async def test_what_is_looked_at_is_what_is_due(database: Database) -> None:
    """Of five hundred that are open, the one whose moment has come."""
    await add_workspace(database)
    await open_incidents(database, 500)
    async with database.writing() as session:
        await session.execute(
            text("UPDATE incidents SET wakes_at = :later WHERE number > 0"), {"later": after(30)}
        )
    with statements(database) as seen:
        assert await tick(database, SETTINGS, after(5)) == 1
    assert len([each for each, _ in seen if each.startswith("UPDATE incidents")]) == 1
    async with database.reading() as session:
        assert (await session.execute(select(func.count(Slot.id)))).scalar() == 1


async def test_the_questions_of_a_tick_are_answered_from_indexes(database: Database) -> None:
    await add_workspace(database)
    await open_incidents(database, 2000)
    async with database.writing() as session:
        await session.execute(text("ANALYZE incidents"))
    with statements(database) as seen:
        await tick(database, SETTINGS, after(QUIET))
    explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
    async with database.reading() as session:
        connection = await session.connection()
        for statement, values in seen:
            rows = (await connection.exec_driver_sql(f"{explain} {statement}", values)).all()
            plan = " ".join(str(row[-1]) for row in rows)
            # The one walks through a table, or through a whole index, the other through a table.
            assert "SCAN incidents" not in plan, (plan, statement)
            assert "Seq Scan on incidents" not in plan, (plan, statement)
