"""Plays a recorded incident and writes its record down in every format whose files are kept."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from incident_bot.exports import FORMATS
from incident_bot.exports.export import whole
from incident_bot.exports.record import open_record
from incident_bot.exports.wanted import Wanted
from incident_bot.incidents import on_record
from incident_bot.incidents.vocabulary import Kind
from incident_bot.replay.drill import read_drill
from incident_bot.replay.inside import Inside, inside
from incident_bot.replay.progress import Progress

HERE = Path(__file__).parent
DRILLS = HERE.parents[1] / "config" / "drills"
NAMES = sorted(path.stem for path in DRILLS.glob("*.toml"))

KEPT = ("markdown", "json", "jsonl", "csv", "html")
"""Formats whose files are kept. A PDF is no text that one can read line by line, and a canvas is no file."""


@dataclass(frozen=True)
class Played:
    """What is left of a recorded incident, by the names of the files."""

    files: Mapping[str, bytes]
    posted: Mapping[str, bytes]
    """What the bot put into the room when somebody typed `export`."""


async def play(name: str, folder: Path) -> Played:
    """One recorded incident, as fast as the bot goes, in this process."""
    drill = read_drill(DRILLS / f"{name}.toml")
    async with inside(drill, folder, math.inf, Progress(Console(quiet=True), drill)) as stage:
        await stage.play()
        files = await _written(stage, name)
        posted = {file.name.replace("INC-1", name): file.content or b"" for file in stage.room.files}
    others = {file: content for file, content in posted.items() if file not in files}
    return Played({**files, **others}, posted)


async def _written(stage: Inside, name: str) -> dict[str, bytes]:
    """With times in the zone of whoever asked for the export in the drill."""
    bot = stage.bot
    async with bot.database.reading() as session:
        asked = await on_record.of_kinds(session, 1, [Kind.EXPORT])
    zone = asked[-1].facts["zone"]
    files = {}
    for each in KEPT:
        if (export := FORMATS.get(each)) is not None:
            async with open_record(bot.database, 1, bot.settings, Wanted(zone)) as record:
                files[f"{name}.{export.suffix}"] = await whole(export.write(record))
    return files
