"""What a message costs that people write in a room: one that is let go, and one of a room that is kept."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from incident_bot import migrations
from incident_bot.database import Database
from incident_bot.effects.follow import follow
from incident_bot.entrypoints.events import Events
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.workspace import Workspace
from incident_bot.settings import Settings
from incident_bot.slack.found import Identity

INCIDENTS, MESSAGES = 500, 300
WORKSPACE, ROOM = "T0BENCH", "C{}"


async def main() -> None:
    """Print the median for each kind, in a database with many incidents."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'incidents.db'}")
        await migrations.upgrade(database)
        await _fill(database)
        kinds: dict[str, tuple[dict[str, Any], str]] = {
            "a message that is let go": ({}, "hello"),
            "one that looks like a line, elsewhere": ({}, "[14:35] Decision: wait"),
            "one of a room that is kept": ({"capture_rooms": "all"}, "hello"),
        }
        for name, (settings, text) in kinds.items():
            channel = "C0ELSEWHERE" if "elsewhere" in name else ROOM.format(INCIDENTS // 2)
            taken = await _hear(database, Settings(**settings), channel, text)
            print(
                f"{name:40} median {statistics.median(taken) * 1e3:7.3f} ms, worst {max(taken) * 1e3:.1f} ms"
            )
        await database.close()


async def _fill(database: Database) -> None:
    now = datetime.now(UTC)
    async with database.writing() as session:
        session.add(Workspace(id=WORKSPACE, url="https://x.slack.com/", bot_person="UBOT", last_number=0))
        await session.flush()
        for number in range(1, INCIDENTS + 1):
            act = Act("U1", now)
            incident = Incident.declare(
                workspace=WORKSPACE, number=number, title="checkout", severity="sev2", act=act
            )
            incident.room_opened(ROOM.format(number), f"incident-{number}", Act(None, now))
            session.add(incident)
        await follow(session)


async def _hear(database: Database, settings: Settings, channel: str, text: str) -> list[float]:
    events = Events(database, settings, Identity(WORKSPACE, "", "UBOT", "BBOT"), lambda: None)
    taken = []
    for n in range(MESSAGES):
        ts = f"{int(time.time())}.{n:06d}"
        event = {"type": "message", "channel": channel, "user": "U1", "ts": ts, "text": text}
        began = time.perf_counter()
        await events.message_happened({"event": event})
        taken.append(time.perf_counter() - began)
    return taken


if __name__ == "__main__":
    asyncio.run(main())
