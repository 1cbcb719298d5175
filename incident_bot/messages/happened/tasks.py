"""What just happened: roles, hand-offs, checklists; one line for each kind."""

from __future__ import annotations

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.happened.words import LONGEST, Line, author, quoted
from incident_bot.settings import Settings
from incident_bot.slack import text


def _role(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    label = settings.role_label(entry.facts["role"])
    person, before = entry.facts.get("person"), entry.facts.get("before") or ""
    by = "" if entry.author in (person, None) else f", says {author(entry)}"
    if person is None:
        return f"{text.mention(before)} is no longer {label}{by}."
    instead = f", in place of {text.mention(before)}" if before else ""
    return f"{text.mention(person)} is now *{label}*{instead}{by}."


def _handoff(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    role = settings.role_label(entry.facts["role"])
    receiver = text.mention(entry.facts["receiver"])
    said = f"\n{text.fit(entry.text, LONGEST)}" if entry.text else ""
    return f"{author(entry)} offers *{role}* to {receiver}, who has yet to accept.{said}"


def _handoff_answer(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    role = settings.role_label(entry.facts["role"])
    return f"{author(entry)} {entry.facts['answer']} the hand-off of {role}.{quoted(entry)}"


def _check(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    ticked, unticked = entry.facts["ticked"], entry.facts["unticked"]
    told = [f"ticked {text.fit(', '.join(ticked), LONGEST // 2)}"] if ticked else []
    told += [f"unticked {text.fit(', '.join(unticked), LONGEST // 2)}"] if unticked else []
    return f"{author(entry)} {' and '.join(told)}."


LINES: dict[Kind, Line] = {
    Kind.ROLE: _role,
    Kind.HANDOFF: _handoff,
    Kind.HANDOFF_ANSWER: _handoff_answer,
    Kind.CHECK: _check,
}
