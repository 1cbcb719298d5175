"""What just happened: status, severity and what is known; one line for each kind."""

from __future__ import annotations

from datetime import datetime

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.durations import spoken
from incident_bot.messages.happened.words import LONGEST, Line, author, quoted
from incident_bot.messages.head import head_line
from incident_bot.messages.moments import SAID
from incident_bot.settings import Settings
from incident_bot.slack import text


def _status(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    after, before = entry.facts["after"], entry.facts["before"]
    return f"Status is now *{after}* (it was {before}), says {author(entry)}.{quoted(entry)}"


def _resolved(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    lasted = spoken(entry.occurred_at - incident.began)
    missing = text.fit("; ".join(entry.facts.get("unconfirmed", [])), LONGEST // 2)
    why = quoted(entry, LONGEST // 2 if missing else LONGEST)
    said = f"*{incident.ref} is resolved*, says {author(entry)}. It lasted {lasted}.{why}"
    return (f"{said}\nNot confirmed: {missing}." if missing else said) + head_line(entry)


def _reopened(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    return f"*{incident.ref} is open again* ({entry.facts['after']}), says {author(entry)}.{quoted(entry)}"


def _closed(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    return f"*{incident.ref} is closed*, says {author(entry)}.{quoted(entry)}"


def _severity(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    after, before = (settings.severity(entry.facts[key]) for key in ("after", "before"))
    return f"Severity is now *{after.label}* (it was {before.label}), says {author(entry)}.{quoted(entry)}"


def _title(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    return f"{author(entry)} changed the title.{quoted(entry)}"


def _impact(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    if not entry.text:
        return f"{author(entry)} took back what was said of the impact."
    return f"*Impact*, says {author(entry)}: {text.fit(entry.text, LONGEST)}"


def _services(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    named = text.fit(entry.text, LONGEST) or "none that anybody named"
    return f"Affected now, says {author(entry)}: {named}."


def _moment(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    at = text.moment(datetime.fromisoformat(entry.facts["after"]))
    before = entry.facts.get("before")
    was = f" (it was {text.moment(datetime.fromisoformat(before))})" if before else ""
    also = " It was mitigated then too." if "mitigated" in entry.facts.get("also", ()) else ""
    what = SAID[entry.facts["moment"]]
    return f"{author(entry)} says when it {what}: {at}{was}.{also}{quoted(entry)}"


LINES: dict[Kind, Line] = {
    Kind.STATUS: _status,
    Kind.RESOLVED: _resolved,
    Kind.REOPENED: _reopened,
    Kind.CLOSED: _closed,
    Kind.SEVERITY: _severity,
    Kind.TITLE: _title,
    Kind.IMPACT: _impact,
    Kind.SERVICES: _services,
    Kind.MOMENT: _moment,
}
