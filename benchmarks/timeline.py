"""How long somebody waits for a page of a timeline of 100,000 entries, beside bare SQL for the same rows.

`python -m benchmarks.timeline [postgresql://…]`: on SQLite in a file of its own, or in that empty database.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from incident_bot.commands.ask import Request
from incident_bot.commands.dispatch import Dispatch
from incident_bot.database import Database
from incident_bot.incidents import chain
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Change, Kind, Source
from incident_bot.incidents.workspace import Person, Workspace
from incident_bot.migrations import upgrade
from incident_bot.settings import Settings

ENTRIES = 100_000
TIMES = 15
START = datetime(2026, 1, 5, 10, 30, tzinfo=UTC)
ASKED = (
    "",
    "page 2",
    "page 2500",
    "decisions",
    "starred by <@U2>",
    "hypotheses since 2026-01-05T10:30:00Z",
    "since 2026-01-06T14:00:00Z",
    "withdrawn",
)
"""What somebody types after `timeline INC-1`: a page, and what is found seldom, or never, among so many."""

PAGE = (
    "SELECT * FROM timeline_entries WHERE incident_id = 1 AND is_current = true "
    "ORDER BY occurred_at DESC, recorded_at DESC, number DESC LIMIT 40"
)
COUNT = "SELECT count(*) FROM timeline_entries WHERE incident_id = 1 AND is_current = true"


async def main(url: str) -> None:
    """Print the median and the longest of several times, and how that compares with bare SQL."""
    database = Database(url)
    await upgrade(database)
    await _fill(database)
    bare = await _median(lambda: _bare(database))
    print(f"{ENTRIES:,} entries; bare SQL for the first page and the count: {bare[0]:.1f} ms")
    for plan in await _plans(database):
        print(f"    {plan}")
    answer = Dispatch(database, Settings(), lambda: None).answer
    for words in ASKED:
        request = Request("T1", "U1", None, f"timeline INC-1 {words}", "key")
        took, longest = await _median(lambda request=request: answer(request))  # type: ignore[misc]
        print(f"timeline {words:<42} {took:6.1f} ms, {longest:6.1f} ms at most, {took / bare[0]:4.1f} × bare")
    await database.close()


async def _median(ask: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        await ask()
        taken.append((time.perf_counter() - began) * 1e3)
    return statistics.median(taken), max(taken)


async def _bare(database: Database) -> None:
    async with database.reading() as session:
        connection = await session.connection()
        (await connection.exec_driver_sql(PAGE)).all()
        (await connection.exec_driver_sql(COUNT)).all()


async def _plans(database: Database) -> list[str]:
    explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
    async with database.reading() as session:
        found = [(await session.execute(text(f"{explain} {each}"))).all() for each in (PAGE, COUNT)]
    return [str(row[-1]).strip() for rows in found for row in rows]


async def _fill(database: Database) -> None:
    incident = Incident.declare(workspace="T1", number=1, title="Slow", severity="sev1", act=Act("U1", START))
    incident.id = 1
    entries = [*incident.happened, *_entries()]
    incident.revision, incident.chain_head = ENTRIES, chain.link("", entries)
    columns = [column.key for column in TimelineEntry.__table__.columns if column.key != "id"]
    async with database.writing() as session:
        session.add(Workspace(id="T1", url="https://example.slack.com/", bot_person="U0", last_number=1))
        await session.flush()
        session.add_all(
            Person(workspace_id="T1", id=f"U{n}", handle=f"u{n}", name=name)
            for n, name in enumerate(("Ann", "Bo", "Chi", "Dee"), 1)
        )
        incident.happened = []
        session.add(incident)
        await session.flush()
        rows = [{name: getattr(entry, name) for name in columns} | {"incident_id": 1} for entry in entries]
        await session.execute(insert(TimelineEntry), rows)
    if not database.is_sqlite:
        async with database.engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(text("VACUUM ANALYZE timeline_entries"))


def _entries() -> Iterator[TimelineEntry]:
    """Mostly messages. One in a thousand is a decision; one in fifty is corrected."""
    for seq in range(2, ENTRIES + 1):
        at = START + timedelta(seconds=seq)
        right = seq % 50 == 1
        told: dict[str, Any] = {
            "change": Change.CORRECTED.value,
            "at": at.isoformat(),
            "recorded_at": at.isoformat(),
            "by": "U4",
            "source": Source.COMMAND.value,
            "reason": "it was less",
            "new": {"text": "x"},
            "revised": ["text"],
        }
        yield TimelineEntry(
            seq=seq,
            number=seq - 1 if right else seq,
            version=2 if right else 1,
            is_current=seq % 50 != 0,
            kind=(Kind.DECISION if seq % 1000 == 7 else Kind.MESSAGE).value,
            text=f"p95 is back at {seq % 400} ms, errors at 0.3 %, the queue drains at 1,200 a minute",
            author=f"U{seq % 4 + 1}",
            occurred_at=at - timedelta(hours=1) if seq % 100 == 3 else at,
            recorded_at=at,
            source=Source.MESSAGE.value,
            channel="C1",
            message=f"{at.timestamp():.6f}",
            starred=seq % 1000 == 7,
            is_deleted=False,
            is_withdrawn=seq % 5000 == 9,
            facts={},
            amendment=told if right else None,
        )


if __name__ == "__main__":
    if sys.argv[1:]:
        asyncio.run(main(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(main(f"sqlite:///{Path(folder, 'incidents.db')}"))
