"""The reminders of an incident on its record: when each was owed, and what came of it, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from incident_bot.exports.record import Record
from incident_bot.exports.visible import visible
from incident_bot.incidents.punctuality import Reminded, reminded_of
from incident_bot.incidents.response import Punctuality, punctuality
from incident_bot.incidents.slot import Outcome, Slot
from incident_bot.messages.durations import spoken
from incident_bot.messages.listed import listed
from incident_bot.messages.reminder_names import reminder_said
from incident_bot.messages.slot_words import Voice, key, made_up, slot_words

_COUNTED = {
    Outcome.DONE: "done before",
    Outcome.MOVED: "moved to another time",
    Outcome.SNOOZED: "snoozed",
    Outcome.WAIVED: "said not to be needed",
    Outcome.MISSED: "missed while the bot was down",
    Outcome.NOWHERE: "not sent for want of a place",
    Outcome.OWED: "being sent",
}


def reminder_rows(record: Record) -> Iterator[tuple[datetime, str, str]]:
    """When one was due, what it was about, and what came of it."""
    slots = record.slots or ()
    voice = Voice(record.name, lambda at: f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC", _one_line)
    said_later = made_up(slots)
    for slot in slots:
        yield slot.due_at, _about(slot), _began_large(slot_words(slot, voice, said_later.get(key(slot))))


def reminders_in_short(record: Record) -> list[str]:
    """How punctual people and the bot were, a sentence each; none where no reminder was ever due."""
    if not record.slots:
        return []
    updates = punctuality(record.incident, record.turns, record.settings)
    return [*([updates_said(updates)] if updates else []), _in_numbers(reminded_of(record.slots))]


def updates_said(found: Punctuality) -> str:
    """How many updates came in time."""
    were = "was" if found.owed == 1 else "were"
    return (
        f"{found.on_time} of {found.owed} updates that {were} owed came in time; "
        f"the longest time without one was {spoken(found.longest)}."
    )


def _in_numbers(found: Reminded) -> str:
    late = f"{len(found.late)} sent late ({spoken(found.worst_late)} at worst)" if found.late else ""
    told = [f"{found.on_time} sent on time" if found.on_time else "", late]
    told += [f"{found.counts[each]} {words}" for each, words in _COUNTED.items() if found.counts[each]]
    due = found.counts.total()
    return (
        f"{due} {'reminder was' if due == 1 else 'reminders were'} due: {listed(list(filter(None, told)))}."
    )


def _about(slot: Slot) -> str:
    subject = f"#{slot.subject}" if slot.subject.isdecimal() else slot.subject
    said = reminder_said(slot.reminder)
    return _began_large(f"{said} ({subject})" if subject else said)


def _one_line(typed: str) -> str:
    return " ".join(visible(typed).split())


def _began_large(said: str) -> str:
    return said[:1].upper() + said[1:]
