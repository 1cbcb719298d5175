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
from incident_bot.messages.punctual import said_of, updates_in_time
from incident_bot.messages.reminder_names import reminder_said
from incident_bot.messages.slot_words import Voice, key, made_up, slot_words

_COUNTED = {
    Outcome.DONE: "done before",
    Outcome.MOVED: "moved to another time",
    Outcome.SNOOZED: "snoozed",
    Outcome.WAIVED: "said not to be needed",
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
    longest = f"the longest time without one was {spoken(found.longest)}"
    return f"{updates_in_time(found.owed, found.on_time)}; {longest}."


def _in_numbers(found: Reminded) -> str:
    told = [f"{found.counts[each]} {words}" for each, words in _COUNTED.items() if found.counts[each]]
    missed = f"{found.counts[Outcome.MISSED]} missed while the bot was down"
    total = found.counts.total()
    return f"{total} {'reminder' if total == 1 else 'reminders'}: {listed([said_of(found), *told, missed])}."


def _about(slot: Slot) -> str:
    subject = f"#{slot.subject}" if slot.subject.isdecimal() else slot.subject
    said = reminder_said(slot.reminder)
    return _began_large(f"{said} ({subject})" if subject else said)


def _one_line(typed: str) -> str:
    return " ".join(visible(typed).split())


def _began_large(said: str) -> str:
    return said[:1].upper() + said[1:]
