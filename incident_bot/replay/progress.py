"""What a person sees of a replay while it runs: one line for each thing that is done or said."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from rich.console import Console
from rich.text import Text

from incident_bot.replay.drill import Drill, Event
from incident_bot.sandbox import Seed
from incident_bot.sandbox.rooms import Room, Seen
from incident_bot.slack import text

_COLOURS = ("cyan", "magenta", "green", "yellow")
_NAMES = {person.id: person.name for person in Seed.example().people}
_CHANNEL = re.compile(r"<#(\w+)>")
# What a client that does not know the reader's zone shows of a moment.
_DATE = re.compile(r"<!date\^[^|>]*\|([^>]*)>")


class Progress:
    """Prints to `console`."""

    def __init__(self, console: Console, drill: Drill) -> None:
        self._console = console
        self._colours = dict(zip(drill.people, _COLOURS, strict=False))
        self._rooms: dict[str, str] = {}
        self._shown: datetime | None = None

    def acted(self, event: Event) -> None:
        """Somebody does something."""
        line = Text(f"{event.who:<4}", style=self._colours.get(event.who, ""))
        line.append(f" {_deed(event)}", style="bold" if event.types else "default")
        self._print(event.at, line)

    def answered(self, at: datetime, said: str) -> None:
        """The bot told them something that only they see."""
        self._print(at, Text(f"     └ {self._read(said)}", style="dim"))

    def heard(self, room: Room, message: Seen) -> None:
        """The bot posted something that everybody sees."""
        self._rooms[room.id] = room.name
        where = f"#{room.name}" if room.name == "incidents" else "room"
        if room.channel.is_im:
            where = " and ".join(sorted(set(room.members) & set(_NAMES.values())))
        files = f" [{', '.join(file.name for file in message.files)}]" if message.files else ""
        at = datetime.fromtimestamp(float(message.ts), UTC)
        self._print(at, Text(f"bot  → {where}: {self._read(message.text)}{files}", style="blue"))

    def _read(self, said: str) -> str:
        """The first line, as people see it."""
        named = _CHANNEL.sub(lambda channel: f"#{self._rooms.get(channel[1], channel[1])}", said)
        shown = text.plain(_DATE.sub(r"\1", named), _NAMES).replace("*", "")
        return next(iter(shown.splitlines()), "")

    def _print(self, at: datetime, line: Text) -> None:
        """With the time where it is another one than above."""
        second = at.astimezone(UTC).replace(microsecond=0)
        time = "" if second == self._shown else f"{second:%H:%M:%S}"
        self._shown = second
        self._console.print(Text(f"{time:<8}  ").append_text(line), soft_wrap=True)


def _deed(event: Event) -> str:
    if event.reacts is not None:
        return f"puts :{event.reacts}: on “{event.on}”"
    if event.unreacts is not None:
        return f"takes :{event.unreacts}: off “{event.on}”"
    if event.edits is not None:
        return f"edits “{event.on}”: “{event.edits}”"
    if event.deletes:
        return f"deletes “{event.on}”"
    if event.fills is not None:
        return "fills in the form: " + ", ".join(f"{field} “{said}”" for field, said in event.fills.items())
    if event.says is not None and event.on is not None:
        return f"answers “{event.on}”: “{event.says}”"
    return event.types or f"“{event.says}”"
