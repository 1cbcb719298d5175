"""Lines as people write them down: `[14:35] Decision: roll back to 2.1.4`, `- 14:35 …`, `14:35:10 UTC – …`.

Plain rules. Lines are given as a person reads them, not as Slack escapes them, and what is not understood as
a time or a kind stays in the text: nothing that somebody wrote is lost. Many lines: `pasted`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from incident_bot.incidents import moments_typed
from incident_bot.incidents.line_grammar import (
    BULLETS,
    KINDS,
    MARKED,
    NOTHING,
    OTHER_ZONE,
    SPAN,
    SPEAKER,
    bare,
    kind_of,
    odd,
    time_of,
    without_cells,
)
from incident_bot.incidents.moments_typed import Typed
from incident_bot.incidents.vocabulary import Kind

__all__ = ["KINDS", "LEFT_IN", "NOTHING", "Line", "line", "marked_line", "timed"]

LEFT_IN = ": I left it in the text."
"""How a remark ends on what was taken for words after all."""
BACK, AHEAD = timedelta(hours=6), timedelta(hours=18)
"""A time without a day is so near to the line before: lines are nearly in order."""
CLOCKS_DIFFER = timedelta(minutes=5)
"""Somebody's clock may be fast by so much: such a time is not of the day before, but of now."""


@dataclass(frozen=True)
class Line:
    """What a line says: `at` is aware UTC, None where it says no time; `text` may be all of the line.

    `remark` is what must be said of how it was understood, `problem` why it cannot be put on the timeline.
    """

    at: datetime | None
    kind: Kind
    text: str
    remark: str = ""
    problem: str = ""
    is_to_come: bool = False
    """Only of messages: the time was still to come, and is taken as now."""


def line(
    text: str,
    zone: ZoneInfo,
    now: datetime,
    *,
    after: datetime | None = None,
    day: date | None = None,
    otherwise: Kind = Kind.NOTE,
) -> Line | None:
    """One line of notes; None when there is nothing in it.

    A time without a day is one near `after`, the time of the line before; or on `day`; or the latest such
    time not after `now`. A line that says no kind is of the kind `otherwise`.
    """
    if NOTHING.fullmatch(text):
        return None
    text = without_cells(text)
    kind, said = kind_of(text[BULLETS.match(text).end() :].strip())  # type: ignore[union-attr]  # or nothing
    found = timed(said, zone, now, after=after, day=day)
    if found.at is not None and kind is None:
        span = SPAN.match(found.text)
        body = found.text[span.end() :] if span else found.text
        kind, said = kind_of(body)
        if kind is None and (speaker := SPEAKER.match(body)):
            kind, said = kind_of(body[speaker.end() :])
            said = f"{speaker[0]}{said}"
        found = replace(found, text=f"{span[0]}{said}" if span and kind else said if kind else found.text)
    if found.at is not None and now < found.at <= now + CLOCKS_DIFFER:
        found = replace(found, at=now, remark=f"{found.problem[:-1]}: I took it as now.", problem="")
    elif found.at is not None and found.at > now:
        found = replace(found, at=None)
    return replace(found, kind=kind or otherwise)


def timed(
    text: str, zone: ZoneInfo, now: datetime, *, after: datetime | None = None, day: date | None = None
) -> Line:
    """Words that may begin with a time; `line` says which one is meant. Their kind is not looked for.

    A time that is still to come is a problem, and stands in `at`.
    """
    time, rest = time_of(text)
    if time is None:
        return Line(None, Kind.NOTE, text, odd(text))
    shown = bare(time[0])
    found = _moment(time, zone, now, after, day)
    if found is None:
        return Line(None, Kind.NOTE, text, f"“{shown}” is no time{LEFT_IN}")
    if not rest:
        return Line(found.at, Kind.NOTE, "", problem=f"There is nothing after “{shown}”.")
    if found.at > now:
        return Line(found.at, Kind.NOTE, rest, problem=f"“{shown}” is still to come.")
    elsewhere = OTHER_ZONE.match(rest)
    remark = (
        f"I do not know “{elsewhere[0].strip('(')}” and read the time in {zone.key}." if elsewhere else ""
    )
    return Line(found.at, Kind.NOTE, rest, " ".join(filter(None, (remark, found.remark))))


def marked_line(text: str, zone: ZoneInfo, now: datetime) -> Line | None:
    """A message by the convention, with brackets and a kind: `[14:35] Decision: roll back`; else None.

    A time without a day is the one nearest to `now`, when it was written. Nobody is there to be asked, so one
    that is still to come is taken as now, with a remark.
    """
    match = MARKED.fullmatch(text)
    if match is None:
        return None
    kind, said = KINDS[match["word"].lower()], match["text"].strip()
    found = _moment(match, zone, now, now - BACK, None)
    if found is None:
        return None
    if found.at > now:
        shown = bare(text[: text.index("]")])
        remark = f"“{shown}” was still to come in {zone.key} when it was written: I took it as then."
        return Line(now, kind, said, remark, is_to_come=True)
    return Line(found.at, kind, said, found.remark)


def _moment(
    time: re.Match[str], zone: ZoneInfo, now: datetime, after: datetime | None, day: date | None
) -> Typed | None:
    said = time.groupdict()
    if said.get("away"):
        return moments_typed.typed(said["away"], zone, now)
    clock = said["clock"].replace(",", ".") + (said["shift"] or said.get("last") or "")
    if said["day"]:
        named = _date(said["day"]) if said["day"][0].isdigit() else said["day"]
        return moments_typed.typed(f"{named} {clock}", zone, now)
    if day is not None:
        return moments_typed.typed(f"{day} {clock}", zone, now)
    if after is not None:
        return _near(after, clock, zone)
    found = moments_typed.typed(clock, zone, now)
    soon = moments_typed.typed(clock, zone, now, future=True)
    return soon if soon is not None and soon.at - now <= CLOCKS_DIFFER else found


def _near(after: datetime, clock: str, zone: ZoneInfo) -> Typed | None:
    """Such a time around `after`. Of two in one night the first that is not before it."""
    today = after.astimezone(zone).date()
    try:
        found = [
            each
            for days in (-2, -1, 0, 1, 2)
            for each in moments_typed.ways(today + timedelta(days=days), clock, zone)
            if after - BACK <= each.at < after + AHEAD
        ]
    except (ValueError, OverflowError):
        return None
    later = [each for each in found if each.at >= after and each.at - found[0].at < timedelta(hours=3)]
    return next(iter(later or found), None)


def _date(said: str) -> date | None:
    try:
        return date(*map(int, said.split("-")))
    except ValueError:
        return None
