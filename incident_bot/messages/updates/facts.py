"""What the templates of updates may tell: everything as plain text, nothing that is not true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.office import home_hours
from incident_bot.incidents.postmortem import due_on
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.durations import spoken
from incident_bot.messages.objects import cut
from incident_bot.settings import Settings
from incident_bot.slack import text

LINE = 300
"""Characters of one line of what was done; of a title, an impact and a cause, four times as many."""


@dataclass(frozen=True)
class Known:
    """What is read from the database for a draft. `names` are people's, by id."""

    now: datetime
    done: Sequence[TimelineEntry] = ()
    ended_by: TimelineEntry | None = None
    names: Mapping[str, str] | None = None


def inside(incident: Incident, known: Known, settings: Settings) -> dict[str, Any]:
    """For colleagues: what a template of `internal` or `leadership` may use."""
    severity = settings.severity(incident.severity)
    commander = incident.holder(COMMANDER)
    return {
        **_everybody(incident, known),
        "ref": incident.ref,
        "title": _line(incident.title),
        "severity": severity.label,
        "severity_word": severity.word,
        "impact": cut(incident.impact or "", LINE * 4),
        "services": list(incident.services),
        "commander": (known.names or {}).get(commander, commander) if commander else "",
        "done": [_done(each) for each in known.done],
        "fixed_by": _line(known.ended_by.text) if known.ended_by else "",
        "postmortem": _postmortem(incident, settings),
    }


def outside(incident: Incident, known: Known, settings: Settings, impact: str) -> dict[str, Any]:
    """For customers: services by their public names only, and an `impact` that names nothing internal."""
    public = {each.label: each.public for each in settings.services.values() if each.public}
    return {
        **_everybody(incident, known),
        "impact": cut(impact, LINE * 4),
        "services": list(dict.fromkeys(public[each] for each in incident.services if each in public)),
    }


def clock_time(at: datetime) -> str:
    """`2026-01-05 14:30 UTC`: whoever reads a status page may be anywhere."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _everybody(incident: Incident, known: Known) -> dict[str, Any]:
    return {
        "status": incident.status,
        "started": clock_time(incident.began),
        "ended": clock_time(incident.resolved_at) if incident.resolved_at else "",
        "duration": spoken(incident.lasted(known.now)),
    }


def _done(entry: TimelineEntry) -> str:
    if entry.what is Kind.STATUS:
        why = f": {text.one_line(entry.text)}" if entry.text else ""
        return cut(f"It is now {entry.facts['after']}{why}", LINE)
    return cut(text.one_line(entry.text), LINE)


def _line(words: str) -> str:
    return cut(text.one_line(words), LINE * 4)


def _postmortem(incident: Incident, settings: Settings) -> str:
    days = settings.severity(incident.severity).postmortem_days
    due = due_on(incident, days, home_hours(settings.office))
    return due.isoformat() if due is not None and incident.resolved_at is not None else ""
