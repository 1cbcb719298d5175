"""One look at an incident: what is to be said now, what came of what was expected, and when to look again.

Pure. Nothing that is due is remembered but the slots themselves: see `incidents.slot`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from incident_bot.incidents import targets
from incident_bot.incidents.slot import Outcome
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.reminders.owed_now import all_owed
from incident_bot.reminders.reminder import Case, Reminder
from incident_bot.reminders.rhythm import Rhythm

STALE = timedelta(days=1)
"""A slow reminder whose slot was so long over when it was first seen is not said, nor is any other of an
incident that was never looked at: a version that knows more reminders begins with what is new."""

MOST_MISSED = 100
"""Of slots that were missed so many are kept, the latest ones."""


@dataclass(frozen=True)
class Found:
    """A slot, and what is to become of it: `OWED` is to be said now, anything else is a fact."""

    reminder: str
    subject: str
    slot: datetime
    outcome: Outcome
    by: str | None = None
    until: datetime | None = None
    why: str = ""


@dataclass(frozen=True)
class Look:
    """What one look found."""

    found: tuple[Found, ...]
    """The latest slot of each reminder is among them, also when it was said long ago: its row knows."""
    watch: Mapping[str, str]
    """The next slot of each reminder, by name, or by name and subject."""
    wakes_at: datetime | None
    """When to look again; None when nothing will be owed as things stand."""
    shows: bool = False
    """A response target stands otherwise than at the last look: the card is to show it."""


def look(case: Case, now: datetime, since: TimelineEntry | None = None) -> Look:
    """`since` is the last thing that somebody did since the last look: by it reminders were done or moved."""
    found: list[Found] = []
    watch: dict[str, str] = {}
    meanwhile = Meanwhile(case.incident.looked_at, now, since)
    for reminder, owed in all_owed(case):
        key = key_of(reminder.name, owed.subject)
        expected = _moment(case.incident.watch.get(key))
        latest, coming = owed.rhythm.latest(now), owed.rhythm.after(now)
        if latest is not None and not _is_stale(case, reminder, latest, expected, now):
            found.append(Found(reminder.name, owed.subject, latest, Outcome.OWED))
            found += _missed(reminder, owed.subject, owed.rhythm, case.incident.looked_at, latest)
        if expected is not None and _is_skipped(owed.rhythm, expected, latest, coming):
            found += _kept(reminder, undone(case, reminder, owed.subject, expected, meanwhile))
        if coming is not None:
            watch[key] = coming.isoformat()
    found += _gone(case, watch, found, meanwhile)
    turns = targets.next_change(case.incident, case.settings, now)
    wakes_at = min([*map(datetime.fromisoformat, watch.values()), *filter(None, [turns])], default=None)
    return Look(tuple(found), watch, wakes_at, targets.changed(case.incident, case.settings, now))


def key_of(reminder: str, subject: str) -> str:
    """What a row of slots is called: `item_overdue:3`."""
    return f"{reminder}:{subject}" if subject else reminder


def _is_stale(
    case: Case, reminder: Reminder, latest: datetime, expected: datetime | None, now: datetime
) -> bool:
    anew = reminder.slow or case.incident.looked_at is None
    return anew and expected is None and now - latest > STALE


def _kept(reminder: Reminder, found: Found) -> list[Found]:
    """Of some reminders it is nothing worth telling that they did not come because somebody did something."""
    is_usual = found.outcome in (Outcome.DONE, Outcome.MOVED)
    return [found] if reminder.keeps or not is_usual else []


def _is_skipped(rhythm: Rhythm, expected: datetime, latest: datetime | None, coming: datetime | None) -> bool:
    """Whether what was expected is no slot any more, or one that something else has taken over from."""
    if latest is not None and latest >= expected:
        return rhythm.after(expected - timedelta.resolution) != expected
    return coming is not None and coming > expected


def _missed(
    reminder: Reminder, subject: str, rhythm: Rhythm, looked: datetime | None, latest: datetime
) -> list[Found]:
    """Those between the last look and the latest: nobody was there to say them."""
    first = None if looked is None else rhythm.after(looked)
    if first is None or first >= latest:
        return []
    skipped = max(rhythm.count(latest) - rhythm.count(first) - MOST_MISSED, 0)
    slots = islice(_between(rhythm, first, latest), skipped, None)
    return [Found(reminder.name, subject, slot, Outcome.MISSED) for slot in slots]


def _between(rhythm: Rhythm, first: datetime, end: datetime) -> Iterator[datetime]:
    slot: datetime | None = first
    while slot is not None and slot < end:
        yield slot
        slot = rhythm.after(slot)


def _gone(case: Case, watch: Mapping[str, str], found: list[Found], meanwhile: Meanwhile) -> Iterator[Found]:
    """What was expected and is not owed any more, at all."""
    from incident_bot.reminders import REMINDERS

    told = {key_of(each.reminder, each.subject) for each in found}
    for key, slot in (case.incident.watch or {}).items():
        name, _, subject = key.partition(":")
        if key not in watch and key not in told and name in REMINDERS:
            at = datetime.fromisoformat(slot)
            yield from _kept(REMINDERS[name], undone(case, REMINDERS[name], subject, at, meanwhile))


@dataclass(frozen=True)
class Meanwhile:
    """What happened after `since`, until now: the last thing that somebody did."""

    since: datetime | None
    now: datetime
    deed: TimelineEntry | None


def undone(case: Case, reminder: Reminder, subject: str, slot: datetime, meanwhile: Meanwhile) -> Found:
    """Why a slot that was expected did not come: snoozed, not needed, done, missed, or moved."""
    incident, since, deed = case.incident, meanwhile.since, meanwhile.deed
    snooze, waiver = incident.snooze_of(reminder.family, subject), incident.waiver(reminder.family, subject)
    if waiver is not None and (since is None or waiver.at >= since):
        return Found(reminder.name, subject, slot, Outcome.WAIVED, by=waiver.by, why=waiver.why)
    if snooze is not None and slot < snooze.until and (since is None or snooze.at >= since):
        return Found(reminder.name, subject, slot, Outcome.SNOOZED, by=snooze.by, until=snooze.until)
    if deed is None:
        # Nobody did anything: either it passed while nobody was there to say it, or the settings are others.
        outcome = Outcome.MISSED if slot <= meanwhile.now else Outcome.MOVED
        return Found(reminder.name, subject, slot, outcome)
    if deed.what is Kind.REMINDER and deed.facts.get("outcome") == "waived":
        return Found(reminder.name, subject, slot, Outcome.WAIVED, by=deed.author, why=deed.text)
    moves = deed.what in MOVES or deed.facts.get("change") in OTHER_DAYS
    outcome = Outcome.MOVED if moves else Outcome.DONE
    return Found(reminder.name, subject, slot, outcome, by=deed.author, why=deed.kind)


MOVES = frozenset((Kind.SEVERITY, Kind.NEXT_UPDATE, Kind.REOPENED, Kind.MOMENT, Kind.SNOOZE))
"""After these, something is owed at another time; after anything else, what was owed is done, or over."""

OTHER_DAYS = frozenset(("due", "given", "facilitator"))
"""Likewise of an action item or a postmortem: it has another day, or is somebody else's, at their hours."""


def _moment(iso: str | None) -> datetime | None:
    return None if iso is None else datetime.fromisoformat(iso)
