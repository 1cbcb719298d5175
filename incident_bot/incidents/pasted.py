"""A block of lines that somebody wrote elsewhere, each understood in its turn. Plain rules."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from incident_bot.incidents.convention import AHEAD, Line, line
from incident_bot.incidents.line_grammar import NOTHING
from incident_bot.incidents.vocabulary import Kind

MOST = 200
"""Lines of one block."""

_HEADING = re.compile(r"[\s#*_>\-]*(\d{4})-(\d{1,2})-(\d{1,2})[\s*_:]*(?:\([^()]{0,40}\))?\s*")


@dataclass(frozen=True)
class Pasted:
    """A line as it was written, and as it is understood."""

    written: str
    line: Line


def is_block(text: str) -> bool:
    """Whether it is more than one line."""
    return sum(not NOTHING.fullmatch(each) for each in text.splitlines()) > 1


def block(text: str, zone: ZoneInfo, now: datetime, otherwise: Kind = Kind.NOTE) -> list[Pasted]:
    """Every line with something in it; those that say no kind are of the kind `otherwise`.

    A line that is but a day gives the lines below it theirs. Times without a day follow each other, so that
    notes of one night are of one night; when that leads past `now`, they are of the night before.
    """
    lines = [each for each in text.splitlines() if not NOTHING.fullmatch(each)]
    for latest in (now, now - timedelta(days=1)):
        read = _in_turn(lines, zone, now, latest, otherwise)
        if not any(each.line.problem or each.line.at == now for each in read):
            return read
    return _in_turn(lines, zone, now, now, otherwise)


def heading(text: str) -> date | None:
    """The day that a line is about when it says nothing else: `2026-03-29`, `## 2026-03-29 (Sunday)`."""
    match = _HEADING.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def left_out(text: str) -> list[str]:
    """Lines that are but a rule or a bullet: they become no entries."""
    return [each.strip() for each in text.splitlines() if each.strip() and NOTHING.fullmatch(each)]


def placed(read: list[Pasted], now: datetime, zone: ZoneInfo | None = None) -> list[Line]:
    """What can be put on the timeline, each line with its time.

    One without a time has that of the line before, which a remark says as it is in `zone`; before the first
    time it is now.
    """
    lines: list[Line] = []
    for each in read:
        if each.line.problem:
            continue
        if each.line.at is not None:
            lines.append(each.line)
            continue
        at = lines[-1].at if lines else now
        shown = f"{at.astimezone(zone):%H:%M}, " if at and zone else ""
        remark = f"no time: {shown}as above" if lines else "no time: now"
        lines.append(replace(each.line, at=at, remark="; ".join(filter(None, (remark, each.line.remark)))))
    return lines


def _in_turn(
    lines: list[str], zone: ZoneInfo, now: datetime, latest: datetime, otherwise: Kind
) -> list[Pasted]:
    read: list[Pasted] = []
    after, day = None, None
    for each in lines:
        if about := heading(each):
            after, day = None, about
            continue
        found = line(each, zone, now, after=after, day=day, otherwise=otherwise)
        if found is None:
            continue
        if after is None and day is None and found.at is not None and found.at > latest:
            found = line(each, zone, now, after=latest - AHEAD, otherwise=otherwise) or found
        if found.at is not None:
            after, day = found.at, None
        read.append(Pasted(each.strip(), found))
    return read
