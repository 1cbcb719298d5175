"""What came of a moment at which a reminder was owed, in words: for people in Slack, and for exports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from incident_bot.incidents.slot import LATE, Outcome, Slot
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.durations import spoken


@dataclass(frozen=True)
class Voice:
    """How people, moments and people's own words are written where this is read."""

    who: Callable[[str], str]
    """What somebody is called, by id."""
    when: Callable[[datetime], str]
    typed: Callable[[str], str] = str
    """Makes harmless what people typed."""


def slot_words(slot: Slot, voice: Voice, said_at: datetime | None = None) -> str:
    """The part of a sentence that says it: “sent 3 min late”; `said_at`: when a later one made up for it."""
    match Outcome(slot.outcome):
        case Outcome.OWED:
            return "being sent"
        case Outcome.SENT:
            return f"sent {spoken(slot.late)} late" if slot.late >= LATE else "sent on time"
        case Outcome.DONE:
            return f"not sent: {_done(slot, voice)}"
        case Outcome.MOVED:
            return f"not sent: {_moved(slot, voice)}"
        case Outcome.SNOOZED:
            until = f" until {voice.when(slot.until)}" if slot.until else ""
            return f"snoozed{_by(slot, voice)}{until}"
        case Outcome.WAIVED:
            why = f": {voice.typed(slot.why)}" if slot.why else ""
            return f"said not to be needed{_by(slot, voice)}{why}"
        case Outcome.MISSED:
            then = f", then said once, {voice.when(said_at)}" if said_at else ""
            return f"missed while I was down{then}"
        case Outcome.NOWHERE:
            return (
                f"not sent: {voice.typed(slot.why)}" if slot.why else "not sent: there was nowhere to say it"
            )


def made_up(slots: Iterable[Slot]) -> dict[tuple[str, str, datetime], datetime]:
    """For each slot that was missed, by `key`, when the next one of its kind was said."""
    found: dict[tuple[str, str, datetime], datetime] = {}
    said: dict[tuple[str, str], datetime] = {}
    for slot in sorted(slots, key=lambda each: each.due_at, reverse=True):
        row = (slot.reminder, slot.subject)
        if slot.outcome == Outcome.SENT and slot.at is not None:
            said[row] = slot.at
        elif slot.outcome == Outcome.MISSED and row in said:
            found[key(slot)] = said[row]
    return found


def key(slot: Slot) -> tuple[str, str, datetime]:
    """What tells a slot of an incident from the others."""
    return slot.reminder, slot.subject, slot.due_at


_DONE = {
    Kind.UPDATE: "the update came before",
    Kind.ROLE: "the roles had changed before",
    Kind.HANDOFF_ANSWER: "the role was handed on before",
    Kind.STATUS: "the status had changed before",
    Kind.RESOLVED: "it was resolved before",
    Kind.CLOSED: "it was closed before",
    Kind.CHECK: "the checklist was gone through before",
    Kind.ITEM: "the action items had changed before",
    Kind.POSTMORTEM: "the postmortem had come before",
}
_MOVED = {
    Kind.SEVERITY: "another severity asks for it at another time",
    Kind.NEXT_UPDATE: "it was promised for another time",
    Kind.REOPENED: "it was reopened, and counts from then",
    Kind.MOMENT: "a moment was put right",
    Kind.SNOOZE: "it was snoozed",
}


def _done(slot: Slot, voice: Voice) -> str:
    known = _DONE.get(Kind(slot.why)) if slot.why in set(Kind) else None
    if slot.reminder == "no_commander" and slot.why in (Kind.ROLE, Kind.HANDOFF_ANSWER):
        known = "somebody had taken command before"
    return (known or "it was no longer owed") + _whose(slot, voice)


def _moved(slot: Slot, voice: Voice) -> str:
    known = _MOVED.get(Kind(slot.why)) if slot.why in set(Kind) else None
    return (known or "it came to be owed at another time") + _whose(slot, voice)


def _whose(slot: Slot, voice: Voice) -> str:
    return f", by {voice.who(slot.by)}" if slot.by else ""


def _by(slot: Slot, voice: Voice) -> str:
    return f" by {voice.who(slot.by)}" if slot.by else ""
