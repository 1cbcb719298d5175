"""What is owed, and when: computed from what is true, so nothing has to be scheduled or cancelled."""

from __future__ import annotations

from datetime import datetime, timedelta

from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.settings import Severity


def next_update(incident: Incident, severity: Severity) -> datetime | None:
    """When stakeholders are next owed an update; None when they are not: resolved, or without a cadence.

    What was promised by hand counts, whatever the cadence.
    """
    return after(updated_since(incident), incident.next_update_at, severity) if incident.is_open else None


def after(last: datetime, promised: datetime | None, severity: Severity | None) -> datetime | None:
    """When the update after one at `last` is owed: as it was promised, else as the severity asks for it."""
    return by_cadence(last, severity) if promised is None else promised


def by_cadence(last: datetime, severity: Severity | None) -> datetime | None:
    """When the severity asks for an update after one at `last`; None when it never does, or is not known."""
    every = severity.update_every if severity else None
    return None if every is None else last + timedelta(minutes=every)


def update_rhythm(severity: Severity | None) -> timedelta:
    """How often an update that is due is asked for again; a day, where the severity has no cadence."""
    every = severity.update_every if severity else None
    return timedelta(minutes=every) if every else timedelta(days=1)


def vacant_since(incident: Incident, role: str = COMMANDER) -> datetime:
    """Since when nobody has the role, provided that nobody has it now."""
    ends = [each.until for each in incident.holdings if each.role == role and each.until is not None]
    return max([incident.opened_at, *ends])


def held_since(incident: Incident, role: str) -> datetime | None:
    """Since when whoever has the role has it, or it is open again; None when nobody has it."""
    since = [each.since for each in incident.holdings if each.role == role and each.until is None]
    return max(min(since), incident.opened_at) if since else None


def asked_since(incident: Incident) -> datetime:
    """Since when its severity asks for what it asks for: nobody was reminded of that before, nor late."""
    return max(incident.opened_at, incident.severity_since or incident.opened_at)


def after_skipping(incident: Incident, severity: Severity, now: datetime) -> datetime | None:
    """When the next update is owed once the one that is owed now is said not to be needed; None: never."""
    due, every = next_update(incident, severity), severity.update_every
    if due is None or every is None:
        return None
    rhythm = timedelta(minutes=every)
    return due + (max(now - due, timedelta(0)) // rhythm + 1) * rhythm


def updated_since(incident: Incident) -> datetime:
    """What the next update is counted from: the last one, or the opening."""
    return max(incident.opened_at, incident.updated_at or incident.opened_at)
