"""How long it takes to export 100,000 entries, and how much memory, beside bare reading of the same rows.

Each export runs in a process of its own. `python -m benchmarks.exports [format …]`
"""

from __future__ import annotations

import asyncio
import gc
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from incident_bot.database import Database
from incident_bot.exports import FORMATS
from incident_bot.exports.entries import NAMES
from incident_bot.exports.record import open_record
from incident_bot.exports.wanted import Wanted
from incident_bot.incidents import chain
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Change, Kind, Source
from incident_bot.incidents.workspace import Person, Workspace
from incident_bot.migrations import upgrade
from incident_bot.settings import Settings

ENTRIES = 100_000
STREAMED = ("markdown", "jsonl", "csv")
"""The formats for records of any length."""
START = datetime(2026, 1, 5, 10, 30, tzinfo=UTC)
PEOPLE = {"U1": "Ann Example", "U2": "Bo Example", "U3": "Chi Example", "U4": "Dee Example"}
WORDS = (
    "p95 is back at 240 ms, errors at 0.3 %",
    "the pool of checkout-7 is *empty* again | see https://grafana.example.com/d/pool?from=now-1h",
    "restarted the workers one after the other; the queue drains at 1,200 a minute\nnothing was lost",
    "=SUM(A1:A9) is what the customer's sheet says, <b>not</b> us",
)


async def main(formats: Sequence[str]) -> None:
    """Print seconds, the ratio to bare reading, and the largest resident memory, for each format."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "incidents.db")
        _aside("fill", path)
        bare = min(_aside("bare", path)["seconds"] for _ in range(3))
        print(f"{ENTRIES:,} entries, read with bare SQL in {bare:.2f} s")
        for name in formats:
            for zone, hidden in (("UTC", ""), ("Europe/Berlin", ""), ("Europe/Berlin", "hidden")):
                took = _aside(name, path, zone, hidden)
                print(
                    f"{name:>9} {zone:<14}{'pseudonyms' if hidden else '':<11} {took['seconds']:5.2f} s, "
                    f"{took['seconds'] / bare:5.1f} × bare, {took['bytes'] / 1e6:6.1f} MB written, "
                    f"{took['resident'] / 1e6:4.0f} MB resident at most"
                )


async def _fill(path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    await upgrade(database)
    incident = Incident.declare(workspace="T1", number=1, title="Slow", severity="sev1", act=Act("U1", START))
    incident.assign("commander", "U2", Act("U2", START))
    first = [{name: getattr(entry, name) for name in NAMES} for entry in incident.happened]
    rows = [*first, *_more(len(first) + 1)]
    head = ""
    for row in rows:
        row["id"], row["incident_id"] = row["seq"], 1
        row["hash"] = head = chain.digest(head, chain.content(TimelineEntry(**row)))
    incident.revision, incident.chain_head = len(rows), head
    async with database.writing() as session:
        session.add(Workspace(id="T1", url="https://example.slack.com/", bot_person="U0", last_number=1))
        await session.flush()
        session.add_all(
            Person(workspace_id="T1", id=each, handle=each.lower(), name=PEOPLE[each]) for each in PEOPLE
        )
        session.add(incident)
        await session.flush()
        await session.execute(insert(TimelineEntry), rows)
    await database.close()


def _more(first: int) -> Iterator[dict[str, Any]]:
    """Mostly notes and messages; each tenth is a second version, each twentieth a status or a reminder."""
    for seq in range(first, ENTRIES + 1):
        at = START + timedelta(seconds=seq)
        kind = (Kind.MESSAGE, Kind.NOTE, Kind.PINNED, Kind.HYPOTHESIS)[seq % 4]
        facts: dict[str, Any] = {"marked_by": "U3"} if kind is Kind.PINNED else {}
        if seq % 20 == 0:
            kind, facts = Kind.STATUS, {"before": "identified", "after": "monitoring"}
        row = {
            "seq": seq, "number": seq, "version": 1, "is_current": True, "kind": kind.value,
            "text": WORDS[seq % len(WORDS)], "author": f"U{seq % 4 + 1}", "occurred_at": at,
            "recorded_at": at + timedelta(seconds=seq % 120), "source": Source.COMMAND.value,
            "channel": "C1", "message": f"{at.timestamp():.6f}", "starred": seq % 50 == 0,
            "is_deleted": False, "is_withdrawn": seq % 1000 == 0, "facts": facts, "amendment": None,
        }  # fmt: skip
        if seq % 10 == 1:
            row["amendment"] = {
                "change": Change.CORRECTED.value, "at": at.isoformat(), "recorded_at": at.isoformat(),
                "by": "U4", "source": Source.COMMAND.value, "reason": "it was less", "new": {"text": "x"},
                "revised": ["text"],
            }  # fmt: skip
            row["version"] = 2
        yield row


def _aside(*arguments: str | Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.exports", "--one", *map(str, arguments)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


async def _one(name: str, path: str, zone: str = "UTC", hidden: str = "") -> dict[str, float]:
    # As the bot and the command line do.
    gc.freeze()
    began, written = time.perf_counter(), 0
    if name == "fill":
        await _fill(Path(path))
    elif name == "bare":
        rows = sqlite3.connect(path).execute(
            "SELECT * FROM timeline_entries WHERE incident_id = 1 ORDER BY seq"
        )
        while rows.fetchmany(1000):
            pass
    else:
        database = Database(f"sqlite:///{path}")
        wanted = Wanted(zone, pseudonyms=bool(hidden))
        async with open_record(database, 1, Settings(), wanted) as record:
            with Path(path).with_suffix(".out").open("wb") as out:
                async for piece in FORMATS[name].write(record):
                    written += out.write(piece)
        await database.close()
    took = time.perf_counter() - began
    return {"seconds": took, "bytes": written, "resident": _resident()}


def _resident() -> int:
    """The most that this process had, in bytes; getrusage would tell of the one that started it, too.

    https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
    """
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(asyncio.run(_one(*sys.argv[2:]))))
    else:
        asyncio.run(main(sys.argv[1:] or [name for name in STREAMED if name in FORMATS]))
