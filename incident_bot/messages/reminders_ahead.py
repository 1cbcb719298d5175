"""What will be said of an incident next, when, to whom and why: reminders before they come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from incident_bot.incidents.asked_reminder import AskedReminder
from incident_bot.incidents.quiet import Quiet, Waiver
from incident_bot.messages.asked import asked_line
from incident_bot.messages.durations import spoken
from incident_bot.messages.reminder_names import reminder_of, reminder_said
from incident_bot.messages.reminding import listed
from incident_bot.slack import text

WHY = 200

NAMED = 5
"""So many of those who hear of something are named."""


@dataclass(frozen=True)
class Coming:
    """The next slot of a reminder, and what follows it as things stand."""

    reminder: str
    subject: str
    at: datetime
    why: str
    """What asks for it, escaped, without its full stop."""
    in_room: bool
    called: tuple[str, ...]
    """Whom it calls where it is said: mrkdwn."""
    direct: tuple[str, ...]
    """Who is told directly: ids of people and groups."""
    if_there: bool = False
    """Only those of them who are in the room."""
    later: tuple[tuple[datetime, tuple[str, ...]], ...] = ()
    """Slots after it at which others are told directly."""
    every: timedelta | None = None
    """How often it comes after that."""
    put_off: bool = False
    """It would have come before: somebody snoozed it until then."""


@dataclass(frozen=True)
class Ahead:
    """All that is to come, and what keeps quiet."""

    coming: Sequence[Coming]
    snoozed: Sequence[tuple[str, str, Quiet]]
    waived: Sequence[tuple[str, str, Waiver]]
    asked: Sequence[AskedReminder]
    place: str = "in the room"
    """Where it lives, as one says it."""


MOST = 15
"""So many lines of each sort, the next ones."""


def ahead_lines(ahead: Ahead) -> list[str]:
    """A line each, the next one first."""
    coming = [_coming(each, ahead.place) for each in sorted(ahead.coming, key=lambda each: each.at)]
    lines = _first(coming) or ["As things stand, nothing will be said."]
    if quiet := [*map(_snoozed, ahead.snoozed), *map(_waived, ahead.waived)]:
        lines += ["*Kept quiet*", *_first(quiet)]
    if ahead.asked:
        lines += ["*Asked for*", *_first([asked_line(each) for each in ahead.asked])]
    return lines


def _first(lines: list[str]) -> list[str]:
    more = len(lines) - MOST
    return [*lines[:MOST], f"_And {more} more._"] if more > 0 else lines


def named(reminder: str, subject: str) -> str:
    """What a reminder is called where several are listed: `an overdue action item (number 3)`."""
    said = reminder_said(reminder)
    return f"{said} (number {text.fit(subject, 40)})" if subject else said


def _coming(each: Coming, place: str) -> str:
    put_off = " (snoozed until then)" if each.put_off else ""
    said = f"{text.moment(each.at)} · *{named(each.reminder, each.subject)}*{put_off} · {_to(each, place)}"
    then = [f"{_directly(direct, each.if_there)} {text.moment(at)}" for at, direct in each.later]
    if each.every is not None and f"every {spoken(each.every)}" not in each.why:
        then.append(f"again every {spoken(each.every)}")
    after = f" Then {', '.join(then)}." if then else ""
    return f"{said}. {each.why[:1].upper()}{each.why[1:]}.{after}"


def _to(each: Coming, place: str) -> str:
    called = f", calling {_some(each.called)}" if each.called else ""
    places = [f"{place}{called}"] if each.in_room else []
    places += [_directly(each.direct, each.if_there)] if each.direct else []
    return (", and " if called else " and ").join(places) or "to nobody"


def _directly(people: tuple[str, ...], if_there: bool) -> str:
    there = " (if in the room)" if if_there else ""
    return f"directly to {_some([text.mention_any(each) for each in people])}{there}"


def _some(people: Sequence[str]) -> str:
    more = len(people) - NAMED
    return listed([*people[:NAMED], *([f"{more} more"] if more > 0 else [])])


def _snoozed(row: tuple[str, str, Quiet]) -> str:
    family, subject, quiet = row
    by = f" by {text.mention(quiet.by)}" if quiet.by else ""
    return f"The {_of(family, subject)} is snoozed{by} until {text.moment(quiet.until)}."


def _waived(row: tuple[str, str, Waiver]) -> str:
    family, subject, waiver = row
    by = f" by {text.mention(waiver.by)}" if waiver.by else ""
    why = text.fit(text.one_line(waiver.why), WHY)
    return f"The {_of(family, subject)} was said not to be needed{by} {text.moment(waiver.at)}: {why}"


def _of(family: str, subject: str) -> str:
    return text.fit(reminder_of(family, subject), 100)
