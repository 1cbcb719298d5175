"""What is written along the time axis: times of day and dates, as clocks in one zone showed them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEPS = tuple(timedelta(seconds=n) for n in (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800))
_STEPS += tuple(timedelta(hours=n) for n in (1, 2, 3, 6, 12))
_STEPS += tuple(timedelta(days=n) for n in (1, 2, 4, 7, 14, 28, 84, 168, 364, 1820, 3640))
_GRID = timedelta(minutes=15)
"""Offsets from UTC are multiples of this, in every zone, for as long as there have been computers."""


@dataclass(frozen=True)
class Tick:
    """A moment on the axis and what a clock showed."""

    at: datetime
    label: str


@dataclass(frozen=True)
class ClockChange:
    """The clocks were set: from this moment on the offset is another one."""

    at: datetime
    before: str
    after: str


def step(shown: timedelta, most: int) -> timedelta:
    """How far apart ticks stand, so that there are not more than `most` of them."""
    fitting = (each for each in _STEPS if shown / each <= most)
    return next(fitting, _STEPS[-1])


def times(since: datetime, until: datetime, apart: timedelta, zone: ZoneInfo) -> Iterator[Tick]:
    """The round times of day between two moments; none when the steps are days."""
    if apart >= _DAY:
        return
    grid = min(apart, _GRID)
    for at in _along(since, until, grid):
        local = at.astimezone(zone)
        if timedelta(hours=local.hour, minutes=local.minute, seconds=local.second) % apart == timedelta():
            yield Tick(at, f"{local:%H:%M:%S}" if apart < timedelta(minutes=1) else f"{local:%H:%M}")


def days(since: datetime, until: datetime, apart: timedelta, zone: ZoneInfo) -> Iterator[Tick]:
    """Where a day begins, of as many days as the steps leave. Not at midnight where a zone skips that."""
    last = (since - _GRID).astimezone(zone).date()
    each = max(1, apart // _DAY)
    for at in _along(since, until, _GRID):
        local = at.astimezone(zone)
        if local.date() > last:
            last = local.date()
            if last.toordinal() % each == 0:
                yield Tick(at, date(local))


def date(local: datetime) -> str:
    """`Mon 27 Oct`, whatever language the machine speaks."""
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]}"


def clock_changes(since: datetime, until: datetime, zone: ZoneInfo) -> Iterator[ClockChange]:
    """Each moment between two at which the zone's offset from UTC changes."""
    at = since
    stride = timedelta(hours=3)
    while at < until:
        after = min(at + stride, until)
        if at.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            low, high = at, after
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) / 2
                same = middle.astimezone(zone).utcoffset() == low.astimezone(zone).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            change = high.replace(microsecond=0)
            yield ClockChange(change, offset(low.astimezone(zone)), offset(high.astimezone(zone)))
        at = after


def offset(local: datetime) -> str:
    """`UTC+02:00`, `UTC`."""
    told = f"{local:%z}"
    return "UTC" if told == "+0000" else f"UTC{told[:3]}:{told[3:5]}"


def _along(since: datetime, until: datetime, grid: timedelta) -> Iterator[datetime]:
    at = _EPOCH - (_EPOCH - since) // grid * grid
    while at <= until:
        yield at
        at += grid


# Not `%a` and `%b`: those speak the language of the machine.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
