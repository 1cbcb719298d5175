"""What is owed, and when: computed from what is true, so nothing has to be scheduled or cancelled."""

from __future__ import annotations

from datetime import datetime, timedelta

from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.settings import Severity


def next_update(incident: Incident, severity: Severity) -> datetime | None:
    """When stakeholders are next owed an update; None when they are not: resolved, or without a cadence.

    What was promised by hand counts, whatever the cadence.
    """
    return after(_since(incident), incident.next_update_at, severity) if incident.is_open else None


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


def commander(incident: Incident, severity: Severity) -> datetime:
    """When the incident is owed a commander at the latest: so long after it opened, or lost the last one."""
    return vacant_since(incident) + timedelta(minutes=severity.acknowledge_within)


def vacant_since(incident: Incident) -> datetime:
    """Since when it has no commander, provided that it has none now."""
    ends = [each.until for each in incident.holdings if each.role == COMMANDER and each.until is not None]
    return max([incident.opened_at, *ends])


def slot(first: datetime, every: timedelta, snoozed_until: datetime | None, now: datetime) -> datetime | None:
    """The latest moment not after `now` at which a reminder is owed, or None.

    It is owed at `first` and each `every` after it. A snooze puts off what falls into it to its end, and
    leaves the rest of the rhythm alone.
    """
    if now < first:
        return None
    latest = first + (now - first) // every * every
    if snoozed_until is None or latest > snoozed_until:
        return latest
    return snoozed_until if snoozed_until <= now else None


def _since(incident: Incident) -> datetime:
    return max(incident.opened_at, incident.updated_at or incident.opened_at)
