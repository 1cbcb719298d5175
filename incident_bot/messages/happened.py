"""What just happened, said in the room (and, for updates, in the status channel): one line for each kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from incident_bot.incidents import owed
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.durations import spoken
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

LONGEST = 3500
"""Characters of people's text in one message; Slack advises 4,000 for the whole.
https://docs.slack.dev/reference/methods/chat.postMessage"""


def happened(entry: TimelineEntry, incident: Incident, settings: Settings) -> Message:
    """The line for an entry; raises KeyError for kinds that are not said."""
    return Message(_LINES[entry.what](entry, incident, settings))


def _role(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    label = settings.role_label(entry.facts["role"])
    person, before = entry.facts.get("person"), entry.facts.get("before") or ""
    by = "" if entry.author in (person, None) else f", says {_author(entry)}"
    if person is None:
        return f"{text.mention(before)} is no longer {label}{by}."
    instead = f", in place of {text.mention(before)}" if before else ""
    return f"{text.mention(person)} is now *{label}*{instead}{by}."


def _severity(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    after, before = (settings.severity(entry.facts[key]) for key in ("after", "before"))
    return f"Severity is now *{after.label}* (it was {before.label}), says {_author(entry)}.{_quoted(entry)}"


def _status(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    after, before = entry.facts["after"], entry.facts["before"]
    return f"Status is now *{after}* (it was {before}), says {_author(entry)}.{_quoted(entry)}"


def _resolved(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    lasted = spoken(entry.occurred_at - incident.declared_at)
    return f"*{incident.ref} is resolved*, says {_author(entry)}. It lasted {lasted}.{_quoted(entry)}"


def _reopened(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    return f"*{incident.ref} is open again* ({entry.facts['after']}), says {_author(entry)}.{_quoted(entry)}"


def _note(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    return f"{_author(entry)} noted: {text.fit(entry.text, LONGEST)}"


def _decision(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    return f"*Decision* by {_author(entry)}: {text.fit(entry.text, LONGEST)}"


def _update(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    said = f"*Update* by {_author(entry)}: {text.fit(entry.text, LONGEST)}"
    severity = settings.severity(incident.severity)
    # Only while it is the latest: of an older one nobody is owed the next.
    if severity.update_every is not None and incident.updated_at == entry.occurred_at:
        due = owed.next_update(incident, severity)
        return f"{said}\nNext update due {text.moment(due)}." if due else said
    return said


def _snooze(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    what = {"update_due": "update", "no_commander": "commander"}[entry.facts["reminder"]]
    until = text.moment(datetime.fromisoformat(entry.facts["until"]))
    return f"{_author(entry)} snoozed the {what} reminder until {until}."


def _problem(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    return f"Something I could not do: {text.fit(entry.text, LONGEST)}"


def _author(entry: TimelineEntry) -> str:
    return text.mention(entry.author) if entry.author else "the bot"


def _quoted(entry: TimelineEntry) -> str:
    return f"\n> {text.fit(text.one_line(entry.text), LONGEST)}" if entry.text else ""


_LINES: dict[Kind, Callable[[TimelineEntry, Incident, Settings], str]] = {
    Kind.ROLE: _role,
    Kind.SEVERITY: _severity,
    Kind.STATUS: _status,
    Kind.RESOLVED: _resolved,
    Kind.REOPENED: _reopened,
    Kind.NOTE: _note,
    Kind.DECISION: _decision,
    Kind.UPDATE: _update,
    Kind.SNOOZE: _snooze,
    Kind.PROBLEM: _problem,
}
