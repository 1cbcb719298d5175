"""Nobody commands: the room is asked, and people are called, a rung of the ladder after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from incident_bot.incidents import owed as rules
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.ladder import rungs, waits
from incident_bot.messages import blocks
from incident_bot.messages.quieting import quieting
from incident_bot.messages.reminding import calling, if_there, named, where
from incident_bot.reminders.reminder import Audience, Case, Due, Owed, Reminder
from incident_bot.reminders.rhythm import Moments
from incident_bot.settings import Rung
from incident_bot.slack import text
from incident_bot.slack.message import Block, Message


def owed(case: Case) -> Iterator[Owed]:
    """Once the time to acknowledge has passed, then for each rung, then again each such time."""
    incident, settings = case.incident, case.settings
    if not incident.is_open or incident.holder(COMMANDER) is not None:
        return
    severity = settings.severity(incident.severity)
    why = f"{severity.label} is to have a commander within {severity.acknowledge_within} min"
    yield Owed(_rhythm(case), rules.vacant_since(incident), why)


def message(case: Case, due: Due) -> Message:
    """To everybody who is in the room. In a thread it would call half the company: there, to the declarer."""
    incident = case.incident
    said = f"{_whom(incident)}*{incident.ref}* has had no commander since {_since(incident)}. Who takes it?"
    for rung in _rungs(case, due):
        said = f"{said} {calling(incident, rung.label, rung.who)}"
    said = f"{said} {_what_next(case, due.slot)}"
    return Message(said, [blocks.section(said), quieting(incident, "commander", _take(incident))])


def direct_message(case: Case, due: Due) -> Message:
    """To whoever is called, who may not know of the incident yet, nor be in its room."""
    incident, labels = case.incident, [text.escape(rung.label) for rung in _rungs(case, due)]
    # One message for all: whoever missed what others should have heard is not called as anything.
    called = f", and you are called{f' as {labels[0]}' if len(labels) == 1 else ''}" if labels else ""
    said = (
        f"{named(incident, case.settings)} has had no commander since {_since(incident)}{called}. "
        f"{where(incident)} {_what_next(case, due.slot, 'takes command')}"
    )
    return Message(said, [blocks.section(said), blocks.actions([_take(incident)])])


def to(case: Case, due: Due) -> Audience:
    """The room, and whoever stands on the rung; a drill calls nobody."""
    who = [each for rung in _rungs(case, due) for each in rung.who]
    return Audience(direct=() if case.incident.is_drill else tuple(dict.fromkeys(who)))


def _rhythm(case: Case) -> Moments:
    """From the lowest rung up, also when a worse severity finds it without a commander for long."""
    severity = case.settings.severity(case.incident.severity)
    first, *others = waits(_called(case), severity)
    begins = max(rules.vacant_since(case.incident) + first, rules.asked_since(case.incident))
    at = (begins, *(begins + wait - first for wait in others))
    return Moments(at, timedelta(minutes=severity.acknowledge_within))


def _called(case: Case) -> Sequence[Rung]:
    return rungs(case.settings.escalation, case.settings.severity(case.incident.severity))


def _rungs(case: Case, due: Due) -> Sequence[Rung]:
    """Who is called at this slot; the top of the ladder again and again, once it is reached.

    Whoever would have been called while nobody was there to do it is called now, too.
    """
    called, number = _called(case), _rhythm(case).count(due.slot)
    lowest = min(max(number - 1 - due.missed, 0), len(called) - 1)
    return called[lowest : max(number, 0)] if called and number else ()


def _what_next(case: Case, slot: datetime, does: str = "does") -> str:
    called, rhythm = _called(case), _rhythm(case)
    at, number = rhythm.after(slot), rhythm.count(slot)
    assert at is not None, "it goes on until somebody commands"
    then = f"at {text.moment(at, '{time}')}"
    if not called:
        return f"If nobody {does}, I ask again {then}."
    label = text.escape(called[min(number, len(called) - 1)].label)
    is_called = "would be called" if case.incident.is_drill else "is called"
    again = " again" if number >= len(called) else ""
    there = if_there(case.incident, "in this room" if does == "does" else "in its room")
    return f"If nobody {does}, {label} {is_called}{again} {then}{there}."


def _whom(incident: Incident) -> str:
    in_thread = incident.place is not None and incident.place.thread is not None
    if incident.wants_room and not in_thread:
        return "<!here> "
    return f"{text.mention(incident.declared_by)}, " if incident.declared_by else ""


def _since(incident: Incident) -> str:
    return text.moment(rules.vacant_since(incident), "{time}")


def _take(incident: Incident) -> Block:
    return blocks.button("Take commander", f"assign {COMMANDER} me {incident.ref}", style="primary")


no_commander = Reminder(
    "no_commander", "a commander", "commander", owed, message, to, direct_message=direct_message
)
