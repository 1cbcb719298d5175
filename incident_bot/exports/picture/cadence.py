"""Updates against the cadence: when one was owed, when one came, and how long people waited. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from incident_bot.exports.picture.story import Span, Stretch
from incident_bot.exports.record import Record
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.updates_owed import OwedUpdate, updates_owed
from incident_bot.incidents.vocabulary import Kind

SLOTS = 2000
"""No more slots than this: an incident may stay open for a year."""


@dataclass
class Cadence:
    """What was owed and what came. `slots` are the moments at which one was owed that had not come."""

    updates: list[TimelineEntry] = field(default_factory=list)
    slots: list[datetime] = field(default_factory=list)
    late: list[Stretch] = field(default_factory=list)


def cadence(record: Record, spans: Sequence[Span], end: datetime) -> Cadence:
    """What the record says was owed; `spans`: when it was open, until `end` if it still is."""
    found = Cadence(updates=[each for each in record.turns if each.kind == Kind.UPDATE])
    for each in updates_owed(record.incident, record.turns, record.settings, end):
        if each.is_late:
            found.late.append(Stretch(each.due, each.until, "an update was late", "late"))
        found.slots += _slots(each, SLOTS - len(found.slots))
    found.slots = [slot for slot in found.slots if any(since <= slot <= until for since, until in spans)]
    return found


def _slots(owed: OwedUpdate, most: int) -> list[datetime]:
    """When it was owed, and asked for again until it came."""
    # None, where it came before: a stroke after it would read as if it had been missed.
    times = max(-((owed.due - owed.until) // owed.every), 0)
    return [owed.due + n * owed.every for n in range(min(times, most))]
