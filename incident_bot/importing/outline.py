"""What a timeline in Markdown says, line by line: what was understood and how, and what was not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from incident_bot.errors import Refused
from incident_bot.importing import columns
from incident_bot.importing.days import day_in
from incident_bot.importing.markdown_parts import Heading, Lost, Part, Row, Written, parts
from incident_bot.incidents.convention import LEFT_IN, NOTHING, Line, line, timed

_TIMELINE = re.compile(r"time ?line|chronology|log\b|what happened|events", re.IGNORECASE)
_KNOWN = re.compile(r"([A-Za-z][A-Za-z ]{0,30}):\s*(.+)", re.DOTALL)
_WITH_DAY = re.compile(r"\W{0,4}\d{4}-\d{1,2}-\d{1,2}")
_REF = re.compile(r"INC-\d+\s*[:–—-]\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """A line that can go on the timeline: `line.at` is known."""

    number: int
    line: Line
    who: str = ""
    starred: bool = False


@dataclass
class Outline:
    """All of a document."""

    title: str = ""
    known: dict[str, str] = field(default_factory=dict)
    """What stands above the timeline as `Severity: SEV-1`, by the word in lower case."""
    moments: dict[str, datetime] = field(default_factory=dict)
    """From a table of moments, by the word in lower case."""
    entries: list[Entry] = field(default_factory=list)
    left: list[tuple[int, str, str]] = field(default_factory=list)
    """What was not understood: number of the line, what it says, and why, if there is more to say."""


def outline(text: str, zone: ZoneInfo, now: datetime, day: date | None = None) -> Outline:
    """Read a document; times are in `zone`, the first ones on `day`. Raises Refused when no day is known."""
    reader = _Reader(zone, now, day, list(parts(text)))
    reader.read()
    return reader.made


class _Reader:
    def __init__(self, zone: ZoneInfo, now: datetime, day: date | None, found: Sequence[Part]) -> None:
        self.made = Outline()
        self._zone, self._now, self._day = zone, now, day
        self._found = found
        self._after: datetime | None = None
        self._block: int | None = None
        """The block of the latest entry: lines in it without a time go on with it."""
        self._has_section = any(isinstance(each, Heading) and _is_timeline(each) for each in found)
        self._inside = not self._has_section
        self._level = 0

    def read(self) -> None:
        """Everything, in its order."""
        for part in self._found:
            match part:
                case Heading():
                    self._heading(part)
                case Row():
                    self._row(part)
                case Written():
                    self._written(part)
                case Lost():
                    self._leave(part.number, part.text, "it is nested too deeply")

    def _heading(self, heading: Heading) -> None:
        day = day_in(heading.text)
        if day is not None:
            self._day, self._after = day, None
        elif heading.level == 1 and not self.made.title:
            self.made.title = _REF.sub("", heading.text, count=1)
        elif self._has_section:
            if _is_timeline(heading):
                self._inside, self._level = True, heading.level
            elif heading.level <= self._level:
                self._inside = False

    def _written(self, written: Written) -> None:
        said = written.cell.text
        if NOTHING.fullmatch(said):
            return
        if (day := day_in(said)) is not None:
            self._day, self._after = day, None
            return
        known = _KNOWN.fullmatch(said)
        if not self._inside and known is not None:
            self.made.known.setdefault(known[1].strip().lower(), known[2].strip())
            return
        if not self._inside:
            self._leave(written.number, said, "it is not in the timeline")
            return
        found = self._line(said)
        if found is not None and found.at is not None and not found.problem:
            self._block = written.block
            self._take(Entry(written.number, found, starred=written.cell.is_bold))
        elif found is not None and found.problem:
            self._leave(written.number, said, found.problem)
        elif written.block == self._block:
            self._go_on(said)
        elif known is not None and not self.made.entries:
            self.made.known.setdefault(known[1].strip().lower(), known[2].strip())
        else:
            # Here it is not in any text.
            why = found.remark.removesuffix(LEFT_IN) if found else ""
            self._leave(written.number, said, why or "it begins with no time")

    def _row(self, row: Row) -> None:
        if "moment" in row.cells:
            self._moment(row)
            return
        said = columns.all_of(row)
        time, words = columns.time_of(row, self._zone, self._now), columns.words_of(row)
        if not self._inside or time is None or not words.text:
            self._leave(row.number, said, "it has no time" if self._inside else "it is not in the timeline")
            return
        first, *more = words.text.split("\n", 1)
        found = self._line(f"{time.text} {first}", columns.zone_of(row, time))
        if found is None or found.at is None or found.problem:
            self._leave(row.number, said, (found.problem if found else "") or "it begins with no time")
            return
        # Where a column says the kind, the words are words and nothing else.
        kind = columns.kind_of(row)
        text = words.text if kind else "\n".join([found.text, *more])
        understood = Line(found.at, kind or found.kind, text, found.remark)
        self._take(Entry(row.number, understood, columns.who_of(row), words.is_bold))

    def _moment(self, row: Row) -> None:
        cell = columns.time_of(row, self._zone, self._now)
        previous = max(self.made.moments.values(), default=None)
        if cell is None or not (previous or _WITH_DAY.match(cell.text)):
            return
        zone = columns.zone_of(row, cell) or self._zone
        found = timed(f"{cell.text} .", zone, self._now, after=previous)
        if found.at is not None:
            self.made.moments[row.cells["moment"].text.lower()] = found.at

    def _line(self, said: str, zone: ZoneInfo | None = None) -> Line | None:
        day = None if self._after else self._day
        found = line(said, zone or self._zone, self._now, after=self._after, day=day)
        has_day = self._after or self._day or _WITH_DAY.match(said)
        if found is not None and found.at is not None and not has_day:
            raise Refused(
                f"no line says on which day it was: “{said[:60]}” has a time only.",
                example="--date 2026-03-29",
            )
        return found

    def _take(self, entry: Entry) -> None:
        assert entry.line.at is not None, "entries have a time"
        self._after = entry.line.at
        self.made.entries.append(entry)

    def _go_on(self, said: str) -> None:
        last = self.made.entries[-1]
        longer = Line(last.line.at, last.line.kind, f"{last.line.text}\n{said}", last.line.remark)
        self.made.entries[-1] = Entry(last.number, longer, last.who, last.starred)

    def _leave(self, number: int, said: str, why: str) -> None:
        self.made.left.append((number, said, why))


def _is_timeline(heading: Heading) -> bool:
    return heading.level > 1 and _TIMELINE.search(heading.text) is not None
