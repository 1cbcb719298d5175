"""Moments as people type them: `14:32`, `10m ago`, `in 30m`, `yesterday 23:50`, `2026-03-29 02:30`.

Plain rules: no clock of their own, and no Slack. The zone is the one that the person lives in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MOST_WORDS = 5
"""A moment is at most so many words: `in 1 h 30 min`."""

_LONGEST = timedelta(days=3660)
_EARLIEST = 1990

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2})(?::(\d{2}))?(?:\.\d+)?)?\s*(am|pm)?", re.IGNORECASE)
_OF_TODAY = timedelta(hours=12)
"""At five past midnight nobody takes 23:50 for today's; twelve hours later somebody may."""
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[t ]|\s+)(.+)", re.IGNORECASE)
_DAY = re.compile(r"(yesterday|today|tomorrow)(?:\s+at)?\s+(.+)", re.IGNORECASE)
_DAY_BEHIND = re.compile(r"(.+?)\s+(yesterday|today|tomorrow)", re.IGNORECASE)
_OFFSET = re.compile(r"(.+?)\s*(z|utc|gmt|[+-]\d{2}:?\d{2})", re.IGNORECASE)
_AGO = re.compile(r"(?:-\s*(?P<minus>.+)|(?P<ago>.+?)\s+ago)", re.IGNORECASE)
_IN = re.compile(r"(?:\+|in\s+)\s*(.+)", re.IGNORECASE)
_PART = re.compile(
    r"(\d{1,6})\s*(days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)(?![a-z])\s*", re.IGNORECASE
)
_UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}


@dataclass(frozen=True)
class Typed:
    """The moment that was meant, in UTC, and what must be said about how it was understood, if anything."""

    at: datetime
    remark: str = ""


def typed(words: str, zone: ZoneInfo, now: datetime, *, future: bool = False) -> Typed | None:
    """What `words` mean to somebody in `zone`, all of them; None when they are no moment.

    A time without a day is the latest such time not after `now`, or with `future` the next one after it.
    A day, an offset or `ago` is taken at its word, wherever that leads.
    """
    said = words.strip()
    if said.lower() == "now":
        return Typed(now)
    try:
        return _length_away(said, now, future=future) or _by_the_clock(said, zone, now, future=future)
    except (ValueError, OverflowError):
        return None


def leading(words: list[str], zone: ZoneInfo, now: datetime, *, future: bool = False) -> tuple[Typed, int]:
    """The moment that the first of these words say, and how many of them do; raises ValueError for none.

    As many words as make sense together: `10 m ago` is not `10 m`.
    """
    for count in range(min(len(words), MOST_WORDS), 0, -1):
        if found := typed(" ".join(words[:count]), zone, now, future=future):
            return found, count
    raise ValueError("these words are no moment")


def length(words: str) -> timedelta | None:
    """`30m`, `1h30m`, `2 h`, `3 days`; None when the words are no length of time, or one of ten years."""
    said, at, seconds = words.strip(), 0, 0
    while at < len(said):
        part = _PART.match(said, at)
        if part is None:
            return None
        seconds += int(part[1]) * _UNITS[part[2][0].lower()]
        at = part.end()
    return timedelta(seconds=seconds) if 0 < seconds <= _LONGEST.total_seconds() else None


def picked(seconds: str) -> datetime | None:
    """What was chosen in Slack's picker of moments, which answers in seconds since 1970; None for nothing.

    https://docs.slack.dev/reference/block-kit/block-elements/datetime-picker-element
    """
    return datetime.fromtimestamp(int(seconds), UTC) if seconds.isdecimal() and len(seconds) <= 10 else None


def _length_away(said: str, now: datetime, *, future: bool) -> Typed | None:
    ago, ahead = _AGO.fullmatch(said), _IN.fullmatch(said)
    if ago:
        said, future = ago["minus"] or ago["ago"], False
    elif ahead:
        said, future = ahead[1], True
    away = length(said)
    if away is None:
        return None
    return Typed(now + away if future else now - away)


def _by_the_clock(said: str, zone: ZoneInfo, now: datetime, *, future: bool) -> Typed | None:
    if match := _DATED.fullmatch(said):
        day = date.fromisoformat(match[1])
        return _on(day, match[2], zone) if day.year >= _EARLIEST else None
    if match := _DAY.fullmatch(said):
        today = now.astimezone(zone).date()
        return _on(today + timedelta(days=_DAYS[match[1].lower()]), match[2], zone)
    if match := _DAY_BEHIND.fullmatch(said):
        return _by_the_clock(f"{match[2]} {match[1]}", zone, now, future=future)
    return _without_a_day(said, zone, now, future=future)


def _without_a_day(said: str, zone: ZoneInfo, now: datetime, *, future: bool) -> Typed | None:
    today = now.astimezone(zone).date()
    found = [
        each
        # Two days back: a zone that changed its side of the date line has no yesterday.
        for days in (-2, -1, 0, 1, 2)
        for each in ways(today + timedelta(days=days), said, zone)
        if (each.at > now) is future
    ]
    if not found:
        return None
    if future:
        return min(found, key=lambda each: each.at)
    latest = max(found, key=lambda each: each.at)
    # Of a time that came twice in one night the first is meant; somebody who means the second says so.
    same = [each for each in found if latest.at - each.at < timedelta(hours=3)]
    meant = min(same, key=lambda each: each.at)
    if meant.at.astimezone(zone).date() != today - timedelta(days=1) or now - meant.at < _OF_TODAY:
        return meant
    return Typed(meant.at, f"Taken as yesterday: today's {said} is still to come. {meant.remark}".rstrip())


def _on(day: date, said: str, zone: ZoneInfo) -> Typed | None:
    return next(ways(day, said, zone), None)


def ways(day: date, said: str, zone: ZoneInfo) -> Iterator[Typed]:
    """The moments at which clocks in `zone` show that on that day: one, or two when they were put back.

    None when it is no time. Raises ValueError and OverflowError for days that no calendar has.
    """
    clock, shifted = _clock(said), None
    if clock is None:
        match = _OFFSET.fullmatch(said)
        shifted = match and _clock(match[1])
        if match is None or shifted is None:
            return
        offset = match[2].upper().replace("UTC", "+00:00").replace("GMT", "+00:00").replace("Z", "+00:00")
        yield Typed(datetime.fromisoformat(f"{day}T{shifted}{offset}").astimezone(UTC))
        return
    local = datetime.combine(day, clock, zone)
    first, second = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        yield Typed(first)
    elif first.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        taken = first.astimezone(zone)
        shown = f"{taken:%H:%M}" if taken.date() == day else f"{taken:%Y-%m-%d %H:%M}"
        yield Typed(first, f"The clocks in {zone.key} skipped {clock:%H:%M} on {day}; I took it as {shown}.")
    else:
        remark = f"{clock:%H:%M} came twice on {day} in {zone.key}; I took the"
        other = f"With its offset it is clear: `{day}T{clock:%H:%M}"
        yield Typed(first, f"{remark} first. {other}{_offset(second, zone)}` is the second.")
        yield Typed(second, f"{remark} second. {other}{_offset(first, zone)}` is the first.")


def _offset(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat()[-6:]


def _clock(said: str) -> time | None:
    match = _CLOCK.fullmatch(said.strip())
    if match is None or not (match[2] or match[4]):
        return None
    hour, half = int(match[1]), (match[4] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, int(match[2] or 0), int(match[3] or 0))
