"""docs/operating.md: what operators are told to type works, and what they are told to look for is there."""

from __future__ import annotations

import json
import re
from typing import Any

from sqlalchemy import CursorResult, text

from incident_bot.database import Database
from incident_bot.jobs import queue
from tests.docs.pages import SOURCE, examples, quoted, read, rows, section
from tests.jobs.story import START, job, look, put, take

PAGE = read("docs/operating.md")
GIVEN_UP = section(PAGE, "What was given up")
FIND, SET_GOING, PUT_AWAY = (
    statement
    for code in examples(GIVEN_UP, "")
    for statement in re.findall(r'incident-bot\.db "([^"]+)"', code)
)


async def test_a_job_that_was_given_up_is_found_and_set_going_again(database: Database) -> None:
    await bury(database)
    [(number, kind, *_)] = await run(database, FIND)
    assert kind == "open_room"

    await run(database, for_job(SET_GOING, number))

    [taken] = await take(database, "worker")
    assert (taken.id, taken.attempts) == (number, 2), "a second attempt looks before it repeats a call"
    assert taken.steps == {"room": "C1"}
    assert await run(database, FIND) == []


async def test_a_job_that_is_of_no_use_is_put_away(database: Database) -> None:
    await bury(database)
    [(number, *_)] = await run(database, FIND)

    await run(database, for_job(PUT_AWAY, number))

    assert await run(database, FIND) == []
    assert await take(database, "worker") == []
    async with database.reading() as session:
        assert (await queue.backlog(session, START)).buried == 0


async def test_what_came_of_reminders_can_be_asked_for(database: Database) -> None:
    [statement] = re.findall(r'incident-bot\.db "([^"]+)"', section(PAGE, "Reminders"))
    assert await run(database, statement) == []


def test_every_line_of_the_log_is_one_that_is_written() -> None:
    lines = [
        (quoted(line)[0], level) for line, level, *_ in rows(section(PAGE, "The log")) if level in LEVELS
    ]
    assert len(lines) > 8
    source = "\n".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py"))
    assert [
        line for line, level in lines if not re.search(rf'log\.({LEVELS[level]})\(\s*"{line}"', source)
    ] == []


def test_every_field_of_the_health_is_explained() -> None:
    health = section(PAGE, "Health")
    [example] = examples(health, "json")
    assert {quoted(field)[0] for field, *_ in rows(health)} == set(fields(json.loads(example)))


LEVELS = {"info": "info", "warning": "warning", "error": "error|exception"}


def fields(told: dict[str, Any]) -> list[str]:
    found: list[str] = []
    for name, value in told.items():
        found += [f"{name}.{each}" for each in fields(value)] if isinstance(value, dict) else [name]
    return found


def for_job(statement: str, number: int) -> str:
    assert statement.endswith("id = 3")
    return statement.removesuffix("3") + str(number)


async def bury(database: Database) -> None:
    """Given up after its first step."""
    await put(database, job(kind="open_room"))
    [taken] = await take(database, "worker")
    async with database.writing() as session:
        await queue.remember(session, taken, "worker", steps={"room": "C1"}, lease=60)
        await queue.bury(session, taken, "worker", now=START, why="missing_scope")
    assert (await look(database, taken)).buried_at is not None


async def run(database: Database, statement: str) -> list[Any]:
    """Its rows; none when it changes something."""
    async with database.writing() as session:
        done = await session.execute(text(statement))
        return [] if isinstance(done, CursorResult) and not done.returns_rows else list(done.all())
