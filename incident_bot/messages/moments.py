"""The moments of an incident, as the room and every document name them, and how long it took."""

from __future__ import annotations

from datetime import datetime

from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks
from incident_bot.messages.durations import spoken
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

SAID = {
    "started": "began for users",
    "detected": "was noticed",
    "acknowledged": "was acknowledged",
    "mitigated": "was mitigated",
    "resolved": "was resolved",
}
"""What is said of each moment that people may set, after the incident's name."""

EXPECTED = ("Declared", "Acknowledged", "Mitigated", "Resolved")
"""What every incident comes to: a document says of them also that nobody knows them."""


def reached(incident: Incident) -> list[tuple[str, datetime | None]]:
    """Each with its time, in the order in which they are mostly reached; None where it is not known."""
    return [
        ("Began for users", incident.impact_started_at),
        ("Noticed", incident.detected_at),
        ("Declared", incident.declared_at),
        ("Acknowledged", incident.acknowledged_at),
        ("Mitigated", incident.mitigated_at),
        ("Resolved", incident.resolved_at),
        ("Closed", incident.closed_at),
    ]


def moments(incident: Incident, settings: Settings, now: datetime) -> Message:
    """For whoever asks."""
    lines = [f"*Times of {incident.ref}* · {text.fit(text.one_line(incident.title), 500)}"]
    lines += [f"{label}: {text.moment(at) if at else 'not known'}" for label, at in reached(incident)]
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
