"""The moments of an incident: when what happened, and how long it took."""

from __future__ import annotations

from datetime import datetime

from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks
from incident_bot.messages.durations import spoken
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

SAID = {
    "started": "started for users",
    "detected": "was noticed",
    "acknowledged": "was acknowledged",
    "mitigated": "was mitigated",
    "resolved": "was resolved",
}
"""What is said of each moment that people may set, after the incident's name."""


def moments(incident: Incident, settings: Settings, now: datetime) -> Message:
    """For whoever asks."""
    known = [
        ("Started for users", incident.impact_started_at),
        ("Noticed", incident.detected_at),
        ("Declared", incident.declared_at),
        ("First commander", incident.acknowledged_at),
        ("Mitigated", incident.mitigated_at),
        ("Resolved", incident.resolved_at),
        ("Closed", incident.closed_at),
    ]
    lines = [f"*Times of {incident.ref}* · {text.fit(text.one_line(incident.title), 500)}"]
    lines += [f"{label}: {text.moment(at) if at else 'not known'}" for label, at in known]
    lines += _lengths(incident, now)
    lines.append(f"Set or correct one: `{settings.command} time started 14:10 {incident.ref}`")
    return Message("\n".join(lines), blocks.paragraphs(lines))


def _lengths(incident: Incident, now: datetime) -> list[str]:
    noticed = incident.detected_at or incident.declared_at
    began, taken = incident.impact_started_at, incident.acknowledged_at
    parts = [
        f"noticed after {spoken(noticed - began)}" if began and noticed >= began else "",
        f"commanded after {spoken(taken - noticed)}" if taken and taken >= noticed else "",
        f"{'open for' if incident.is_open else 'lasted'} {spoken(incident.lasted(now))}",
    ]
    return [" · ".join(filter(None, parts))]
