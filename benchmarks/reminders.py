"""What the clock costs with 10,000 open incidents, and how long after its moment a reminder is posted.

`python -m benchmarks.reminders [postgresql://…]`: on SQLite in a file of its own, or in that empty database.
"""

from __future__ import annotations

import asyncio
import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, insert, select, text, update

from benchmarks.stage import spread
from incident_bot.database import Base, Database
from incident_bot.effects.follow import follow
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.slot import Outcome, Slot
from incident_bot.incidents.vocabulary import Source
from incident_bot.incidents.workspace import Workspace
from incident_bot.jobs.job import Job
from incident_bot.migrations import upgrade
from incident_bot.reminders.tick import tick
from incident_bot.sandbox import Sandbox, Seed
from incident_bot.settings import Settings
from incident_bot.slack.client import Slack
from incident_bot.slack.message import Message
from incident_bot.trial import no_proxies, serve

OPEN, DUE, TIMES = 10_000, 100, 50
SPREAD, SECONDS = 200, 60
AT_ONCE = 1000
FIRST_SLOT = timedelta(minutes=5)
"""After its declaration an incident of SEV-1 is to have a commander."""
SETTINGS = Settings()
START = datetime(2026, 1, 5, 10, 30, tzinfo=UTC)
TEAM = "T0SANDBOX"
BARE = "SELECT id FROM incidents WHERE wakes_at <= '2026-01-05 10:33:00+00:00' ORDER BY wakes_at LIMIT 100"


async def main(url: str) -> None:
    """Print the cost of ticks beside bare SQL, then delays beside bare calls of Slack."""
    async with _anew(url, "ticks") as (_, database):
        await _fill(database, OPEN)
        await ticks(database)
    async with _anew(url, "delays") as (own, database):
        await delays(own, database)
    async with _anew(url, "downtime") as (own, database):
        await after_downtime(own, database)


async def ticks(database: Database) -> None:
    """With nothing due, and with a hundred due."""
    quiet = START + timedelta(minutes=3)
    taken = await _timed(lambda: tick(database, SETTINGS, quiet))
    bare = await _timed(lambda: _bare(database))
    print(f"{OPEN:,} open incidents, nothing due")
    print(f"  a tick                      {spread(taken)}")
    ratio = statistics.median(taken) / statistics.median(bare)
    print(f"  bare SQL for what is due    {spread(bare)}   (a tick is {ratio:.1f} ×)")
    costs = []
    for number in range(5):
        now = START + (number + 1) * FIRST_SLOT
        began = time.perf_counter()
        made = await tick(database, SETTINGS, now)
        costs.append((time.perf_counter() - began) / DUE)
        assert made >= DUE, made
    print(f"  {DUE} due: for each one        {spread(costs)}")


async def delays(url: str, database: Database) -> None:
    """From the slot to the moment at which Slack has the post, with Slack's limits on."""
    async with _workspace(database, SPREAD) as sandbox:
        bare = await _bare_posts(sandbox)
        async with _bot(url, sandbox, database):
            sandbox.limits.enabled = True
            first = datetime.now(UTC) + timedelta(seconds=5)
            step = timedelta(seconds=SECONDS / SPREAD)
            await _declare_again(database, lambda n: first + n * step - FIRST_SLOT)
            await _said(database, SPREAD)
            late = await _delays(database)
        print(f"{SPREAD} slots within {SECONDS} s, Slack's limits on")
        print(f"  from a slot to its post     {spread(late)}   p95 {sorted(late)[int(SPREAD * 0.95)]:.2f} s")
        print(f"  a bare post                 {spread(bare)}")
        refused = [each for each in sandbox.journal.calls("chat.postMessage") if each.get("status") == 429]
        print(f"  {len(refused)} posts were refused for coming too fast")


async def after_downtime(url: str, database: Database) -> None:
    """All of a second, the bot having been away: from its start until the last one is said."""
    async with _workspace(database, AT_ONCE) as sandbox:
        now = datetime.now(UTC)
        await _declare_again(database, lambda n: now - FIRST_SLOT)
        began = time.perf_counter()
        async with _bot(url, sandbox, database, quiet=False):
            await _said(database, AT_ONCE)
            took = time.perf_counter() - began
            bare = statistics.median(await _bare_posts(sandbox))
    print(
        f"{AT_ONCE:,} due in the same second, said {took:.1f} s after the bot's start, {AT_ONCE / took:.0f}/s"
    )
    print(f"  bare posts, one after the other, would take {AT_ONCE * bare:.1f} s")


async def _timed(ask: Callable[[], Awaitable[object]]) -> list[float]:
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        await ask()
        taken.append(time.perf_counter() - began)
    return taken


async def _bare(database: Database) -> None:
    async with database.reading() as session:
        (await (await session.connection()).exec_driver_sql(BARE)).all()


async def _fill(database: Database, count: int) -> None:
    """All were looked at; a hundred are owed something each five minutes, the others much later."""
    await _add(database, 1)
    await tick(database, SETTINGS, START)
    async with database.writing() as session:
        row = (await session.execute(select(Incident.__table__))).one()._asdict()
        rows = [{**row, "id": row["id"] + n, "number": n + 1} for n in range(1, count)]
        late = START + timedelta(days=1)
        await session.execute(
            insert(Incident),
            [each if n < DUE - 1 else {**each, "wakes_at": late} for n, each in enumerate(rows)],
        )
        await session.execute(text("ANALYZE"))


async def _add(database: Database, count: int, rooms: list[str] | None = None) -> None:
    async with database.writing() as session:
        session.add(Workspace(id=TEAM, url="https://example.slack.com/", bot_person="U0", last_number=count))
        await session.flush()
        for n in range(count):
            incident = Incident.declare(
                workspace=TEAM, number=n + 1, title="Slow", severity="sev1", act=Act("U0ANN0000", START)
            )
            if rooms:
                incident.room_opened(rooms[n], f"incident-{n}", Act(None, START, Source.BOT))
            session.add(incident)
        await follow(session)
        # What else follows from a declaration is not measured here.
        await session.execute(update(Job).values(done_at=START))


@asynccontextmanager
async def _anew(url: str, name: str) -> AsyncIterator[tuple[str, Database]]:
    """A database without a row in it: another file, or the same database emptied."""
    url = url.replace("reminders.db", f"{name}.db")
    database = Database(url)
    await upgrade(database)
    if not database.is_sqlite:
        async with database.writing() as session:
            tables = ", ".join(name for name in Base.metadata.tables if name != "alembic_version")
            await session.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    yield url, database
    await database.close()


@asynccontextmanager
async def _workspace(database: Database, rooms: int) -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(Seed.example())
    await sandbox.start()
    slack = Slack(sandbox.app.bot_token, sandbox.api_url)
    await slack.start()
    made = [await slack.create_channel(f"incident-{n}") for n in range(rooms)]
    await slack.stop()
    await _add(database, rooms, [room for room in made if room is not None])
    async with database.writing() as session:
        await session.execute(update(Incident).values(opened_at=datetime.now(UTC) + timedelta(days=1)))
    yield sandbox
    await sandbox.stop()


@asynccontextmanager
async def _bot(url: str, sandbox: Sandbox, database: Database, *, quiet: bool = True) -> AsyncIterator[None]:
    """A bot that is ready, and, unless not `quiet`, has done all that it does at its start."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "SLACK_API_URL": sandbox.api_url,
            "SLACK_BOT_TOKEN": sandbox.app.bot_token,
            "SLACK_APP_TOKEN": sandbox.app.app_token,
            "DATABASE_URL": url,
        }
        bot = await serve(environment, Path(folder, "log"))
        await sandbox.until(lambda: sandbox.delivery.connected, timeout=60)
        while quiet and await _unfinished(database):  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(0.1)
        yield
        os.kill(bot.pid, signal.SIGTERM)
        await bot.wait()


async def _unfinished(database: Database) -> int:
    async with database.reading() as session:
        left = select(func.count()).where(Job.done_at.is_(None), Job.buried_at.is_(None))
        return (await session.execute(left)).scalar() or 0


async def _declare_again(database: Database, at: Callable[[int], datetime]) -> None:
    """As if they had been declared then: the clock is to look at them."""
    async with database.writing() as session:
        for n, incident in enumerate(await session.scalars(select(Incident).order_by(Incident.id))):
            incident.opened_at = incident.active_at = at(n)
            # No target is missed, else a card is edited for each, which is another budget of Slack's.
            incident.acknowledged_at = incident.responded_at = incident.engaged_at = at(n)
            incident.wakes_at = START


async def _said(database: Database, count: int) -> None:
    async with asyncio.timeout(300):
        while len(await _delays(database)) < count:  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(0.2)


async def _delays(database: Database) -> list[float]:
    said = (Slot.outcome == Outcome.SENT.value, Slot.reminder == "no_commander")
    async with database.reading() as session:
        found = (await session.execute(select(Slot.due_at, Slot.at).where(*said, Slot.at.is_not(None)))).all()
        return [(at - due).total_seconds() for due, at in found if at is not None]


async def _bare_posts(sandbox: Sandbox) -> list[float]:
    """One after the other, each in another channel."""
    slack = Slack(sandbox.app.bot_token, sandbox.api_url)
    await slack.start()
    taken = []
    for room in [each for each in sandbox.channels if each.name.startswith("incident-")][:TIMES]:
        began = time.perf_counter()
        await slack.post(room.id, Message("Who takes it?", []), key="bare")
        taken.append(time.perf_counter() - began)
    await slack.stop()
    return taken


if __name__ == "__main__":
    with no_proxies(), tempfile.TemporaryDirectory() as own:
        asyncio.run(main(sys.argv[1] if sys.argv[1:] else f"sqlite:///{Path(own, 'reminders.db')}"))
