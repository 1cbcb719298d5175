"""What just happened: roles, hand-offs, checklists; one line for each kind."""

from __future__ import annotations

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.happened.words import LONGEST, Line, author, quoted
from incident_bot.messages.roles import BOTH, named
from incident_bot.settings import Settings
from incident_bot.slack import text


def _role(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    label = settings.role_label(entry.facts["role"])
    person, before = entry.facts.get("person"), entry.facts.get("before") or ""
    by = "" if entry.author in (person or before, None) else f", says {author(entry)}"
    if person is None:
        return f"{text.mention(before)} is no longer {label}{by}."
    instead = f", in place of {text.mention(before)}" if before else ""
    both = f"\n{BOTH}" if entry.facts.get("both") else ""
    return f"{named(person, entry.facts.get('label'))} is now *{label}*{instead}{by}.{both}"


def _handoff_answer(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    role, answer = settings.role_label(entry.facts["role"]), entry.facts["answer"]
    if answer == "accepted":
        before = entry.facts.get("before")
        instead = f", in place of {text.mention(before)}" if before else ""
        both = f"\n{BOTH}" if entry.facts.get("both") else ""
        return f"{author(entry)} accepted the hand-off and is now *{role}*{instead}.{both}"
    holder = entry.facts.get("holder")
    stays = f"{text.mention(holder)} is still {role}." if holder else f"Nobody is {role}."
    if answer == "declined":
        return f"{author(entry)} declined to be *{role}*. {stays}{quoted(entry)}"
    receiver = text.mention(entry.facts["receiver"])
    return f"{author(entry)} took back the offer of *{role}* to {receiver}. {stays}{quoted(entry)}"


def _check(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    ticked, unticked = entry.facts["ticked"], entry.facts["unticked"]
    new, gone = (text.fit("; ".join(each), LONGEST // 2) for each in (ticked, unticked))
    on = f" on *{text.fit(entry.facts['checklist'], 60)}*" if entry.facts.get("checklist") else ""
    if not new:
        return f"{author(entry)} took a tick back{on}: {gone}."
    return f"{author(entry)} ticked{on}: {new}." + (f" No longer ticked: {gone}." if gone else "")


LINES: dict[Kind, Line] = {
    Kind.ROLE: _role,
    Kind.HANDOFF_ANSWER: _handoff_answer,
    Kind.CHECK: _check,
}
