"""Nobody commands: the room is asked, and people are called, a rung of the ladder after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from incident_bot.incidents import owed as rules
from incident_bot.incidents.incident import COMMANDER
from incident_bot.incidents.ladder import rungs, waits
from incident_bot.messages import blocks
from incident_bot.messages.quieting import quieting
from incident_bot.reminders.reminder import Audience, Case, Due, Owed, Reminder
from incident_bot.reminders.rhythm import Moments
from incident_bot.settings import Rung
from incident_bot.slack import text
from incident_bot.slack.message import Message


def owed(case: Case) -> Iterator[Owed]:
    """Once the time to acknowledge has passed, then for each rung, then again each such time."""
    incident, settings = case.incident, case.settings
    if not incident.is_open or incident.holder(COMMANDER) is not None:
        return
    severity = settings.severity(incident.severity)
    since = rules.vacant_since(incident)
    rhythm = _rhythm(case)
    yield Owed(
        rhythm, since, f"{severity.label} is to have a commander within {severity.acknowledge_within} min"
    )


def message(case: Case, due: Due) -> Message:
    """To everybody who is in the room. In a thread it would call half the company: there, to the declarer."""
    incident = case.incident
    since = text.moment(rules.vacant_since(incident), "{time}")
    declarer = f"{text.mention(incident.declared_by)}, " if incident.declared_by else ""
    whom = "<!here> " if incident.wants_room else declarer
    said = f"{whom}*{incident.ref}* has had no commander since {since}. Who takes it?"
    if rung := _rung(case, due.slot):
        said = f"{said} Calling {rung.label}: {' '.join(map(text.mention_any, rung.who))}."
    if then := _next(case, due.slot):
        at, label = then
        said = f"{said} If nobody does, {label} is called {text.moment(at, '{time}')}."
    take = blocks.button("Take commander", f"assign {COMMANDER} me {incident.ref}", style="primary")
    return Message(said, [blocks.section(said), quieting(incident, "commander", take)])


def to(case: Case, due: Due) -> Audience:
    """The room, and whoever stands on the rung."""
    rung = _rung(case, due.slot)
    return Audience(direct=rung.who if rung else ())


def _rhythm(case: Case) -> Moments:
    severity = case.settings.severity(case.incident.severity)
    since = rules.vacant_since(case.incident)
    at = waits(rungs(case.settings.escalation, severity), severity)
    return Moments(tuple(since + wait for wait in at), timedelta(minutes=severity.acknowledge_within))


def _rung(case: Case, slot: datetime) -> Rung | None:
    """Who is called at this slot; the top of the ladder again and again, once it is reached."""
    called = rungs(case.settings.escalation, case.settings.severity(case.incident.severity))
    number = _rhythm(case).count(slot)
    return called[min(number, len(called)) - 1] if called and number else None


def _next(case: Case, slot: datetime) -> tuple[datetime, str] | None:
    called = rungs(case.settings.escalation, case.settings.severity(case.incident.severity))
    rhythm = _rhythm(case)
    number, at = rhythm.count(slot), rhythm.after(slot)
    return (at, called[number].label) if at is not None and number < len(called) else None


no_commander = Reminder("no_commander", "a commander", "commander", owed, message, to)
