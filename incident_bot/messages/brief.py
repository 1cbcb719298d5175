"""The draft of a hand-off's brief: what the record knows, as plain text for somebody to go over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.durations import spoken
from incident_bot.messages.roles import capitalised
from incident_bot.messages.where import message_link
from incident_bot.settings import Settings
from incident_bot.slack import text

HEADINGS = {
    "stands": "Where it stands",
    "tried": "What was tried",
    "strategy": "What we are doing now",
    "people": "Who is on it",
    "next": "What comes next",
    "questions": "Open questions",
    "links": "Links",
}
"""The parts of a brief by the field that asks for them. Where it stands is written by the bot."""

TRIED = (Kind.DECISION, Kind.NOTE)
"""The entries that tell what was tried; pinned messages are linked."""

MOST = 2500
"""Characters of what is filled in beforehand: a field takes 3,000, and somebody wants to add to it."""


def stands(incident: Incident, settings: Settings, now: datetime) -> str:
    """Severity, status, duration and impact, in a line or two."""
    severity = settings.severity(incident.severity)
    line = f"{severity.label} ({severity.word}), {incident.status}, for {spoken(incident.lasted(now))}."
    return f"{line}\nImpact: {incident.impact}" if incident.impact else line


def draft(
    incident: Incident,
    entries: Sequence[TimelineEntry],
    settings: Settings,
    *,
    names: Mapping[str, str],
    workspace_url: str,
) -> dict[str, str]:
    """By field; `entries` in their order, `names` are people's, by id."""
    return {
        "tried": _latest([_line(entry) for entry in entries if entry.what in TRIED]),
        "strategy": (incident.update_text or "")[:MOST],
        "people": _latest(_people(incident, settings, names)),
        "links": _latest(_links(incident, entries, settings, workspace_url)),
    }


def _line(entry: TimelineEntry) -> str:
    # Plain text has no dates that each reader sees in their own zone.
    said = text.one_line(entry.text)[:500]
    return f"{entry.occurred_at.astimezone(UTC):%H:%M} UTC {entry.kind}: {said}"


def _people(incident: Incident, settings: Settings, names: Mapping[str, str]) -> list[str]:
    lines = []
    for role in settings.roles:
        for person in incident.holders(role):
            label = incident.label_of(role, person)
            about = f" ({label})" if label else ""
            lines.append(f"{capitalised(settings.role_label(role))}{about}: {names.get(person, person)}")
    return lines


def _links(
    incident: Incident, entries: Sequence[TimelineEntry], settings: Settings, workspace_url: str
) -> list[str]:
    affected = [each for each in settings.services.values() if each.label in incident.services]
    links = [*settings.links, *(link for service in affected for link in service.links)]
    pinned = [each for each in entries if each.what is Kind.PINNED and each.channel and each.message]
    return [
        *(f"{link.title}: {link.address}" for link in links),
        *(
            f"{text.one_line(each.text)[:80]}: "
            f"{message_link(workspace_url, each.channel or '', each.message or '')}"
            for each in pinned
        ),
    ]


def _latest(lines: Sequence[str]) -> str:
    """As many of the last lines as fit."""
    kept: list[str] = []
    length = 0
    for line in reversed(lines):
        length += len(line) + 1
        if length > MOST:
            break
        kept.append(line)
    return "\n".join(reversed(kept))
