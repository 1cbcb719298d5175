"""`incident-bot replay`: plays a drill, and leaves the exported timeline of it in a folder."""

from __future__ import annotations

import json
import tempfile
import time
from datetime import UTC, timedelta
from pathlib import Path

from rich.console import Console

from incident_bot.messages.durations import spoken
from incident_bot.replay.drill import BadDrill, Drill, read_drill
from incident_bot.replay.inside import inside
from incident_bot.replay.progress import Progress
from incident_bot.replay.stage import Stopped


async def run_replay(drill: Path, speed: float, out: Path) -> int:
    """Play the drill `speed` times faster than it happened (`inf`: as fast as it goes); the exit status."""
    console, errors = Console(highlight=False), Console(stderr=True, highlight=False)
    try:
        played = read_drill(drill)
        _make(out)
        began = time.monotonic()
        files, calls = await _play(played, speed, out, console)
    except BadDrill as bad:
        for problem in bad.problems:
            errors.print(problem, markup=False, soft_wrap=True)
        return 2
    except Stopped as failed:
        errors.print(str(failed), markup=False, soft_wrap=True)
        return 1
    except OSError as unwritable:
        errors.print(f"{out}: cannot be written: {unwritable.strerror}", markup=False, soft_wrap=True)
        return 1
    _sum_up(files, calls, time.monotonic() - began, console)
    return 0


async def _play(drill: Drill, speed: float, out: Path, console: Console) -> tuple[list[Path], int]:
    """The files that were exported, and the number of calls to Slack that it took."""
    _introduce(drill, console)
    with tempfile.TemporaryDirectory(prefix="incident-bot-") as folder:
        async with inside(drill, Path(folder), speed, Progress(console, drill)) as played:
            await played.play()
            files = [out / Path(file.name).name for file in played.room.files]
            for path, file in zip(files, played.room.files, strict=True):
                path.write_bytes(file.content or b"")
            return files, len(played.sandbox.journal.calls())


def _make(folder: Path) -> None:
    """At the beginning: who cannot have the files should not have to wait for that."""
    folder.mkdir(parents=True, exist_ok=True)


def _introduce(drill: Drill, console: Console) -> None:
    first, last = drill.events[0].at.astimezone(UTC), drill.events[-1].at.astimezone(UTC)
    lines = [
        f"{drill.title} ({drill.severity}), {first:%Y-%m-%d %H:%M} to {last:%H:%M} UTC",
        drill.source.strip(),
        *(f"  {name:<4} {part}" for name, part in drill.people.items()),
    ]
    for line in lines:
        console.print(line, markup=False, soft_wrap=True)
    console.print()


def _sum_up(files: list[Path], calls: int, took: float, console: Console) -> None:
    [told] = [json.loads(path.read_text("utf-8")) for path in files if path.suffix == ".json"]
    entries = told["timeline"]
    reminders = sum(entry["kind"] == "reminder" for entry in entries)
    lasted = spoken(timedelta(seconds=told["incident"]["duration_seconds"] or 0))
    console.print()
    console.print(
        f"{told['incident']['ref']} lasted {lasted} and was played in {took:.1f} s: "
        f"{len(entries)} entries, {reminders} reminders, {calls} calls to Slack.",
        markup=False,
        soft_wrap=True,
    )
    for path in files:
        console.print(f"Written to {path}", markup=False, soft_wrap=True)
