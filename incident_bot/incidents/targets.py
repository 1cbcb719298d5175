"""Response targets: how soon an incident is to be acknowledged, worked on and led, and whether it was.

Counted from the declaration, or from the latest reopening. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.office import hours_in
from incident_bot.settings import Settings, Severity


class State(StrEnum):
    """Where a target stands; these are the words that people read."""

    OPEN = "open"
    AT_RISK = "at risk"
    """Less than a third of the time is left."""
    MISSED = "missed"
    MET = "met"


@dataclass(frozen=True)
class Target:
    """One thing that is to happen in time."""

    name: str
    """`acknowledged`, `responded` or `engaged`."""
    since: datetime
    due: datetime
    reached: datetime | None

    @property
    def took(self) -> timedelta | None:
        """How long it took; None while it has not happened."""
        return None if self.reached is None else max(self.reached - self.since, timedelta(0))

    @property
    def at_risk_from(self) -> datetime:
        """When only a third of the time is left."""
        return self.due - (self.due - self.since) / 3

    def state(self, now: datetime) -> State:
        """Where it stands at a moment; what was reached later does not count yet."""
        if self.reached is not None and self.reached <= now:
            return State.MET if self.reached <= self.due else State.MISSED
        if now >= self.due:
            return State.MISSED
        return State.AT_RISK if now >= self.at_risk_from else State.OPEN


def targets(incident: Incident, settings: Settings) -> list[Target]:
    """Those that its severity has, in the order in which people are shown them.

    None where nobody here could be quick: it was over when it was declared, or its record is from elsewhere.
    Of what was over in time, what had not happened by then is left out.
    """
    if incident.imported_at is not None or incident.was_over:
        return []
    return [
        each
        for each in _all(incident, settings)
        if each.reached is not None or incident.resolved_at is None or each.due < incident.resolved_at
    ]


def next_change(incident: Incident, settings: Settings, now: datetime) -> datetime | None:
    """The next moment at which a target comes to be at risk, or missed, if nobody does anything."""
    if not incident.is_open:
        return None
    waits = (each for each in targets(incident, settings) if each.reached is None)
    moments = (at for each in waits for at in (each.at_risk_from, each.due) if at > now)
    return min(moments, default=None)


def changed(incident: Incident, settings: Settings, now: datetime) -> bool:
    """Whether targets stand otherwise than when the clock last looked, or when it all began."""
    last = incident.looked_at or incident.opened_at
    return any(each.state(last) is not each.state(now) for each in targets(incident, settings))


def _all(incident: Incident, settings: Settings) -> Iterator[Target]:
    severity = settings.severity(incident.severity)
    for name, reached in (
        ("acknowledged", incident.acknowledged_at),
        ("responded", incident.responded_at),
        ("engaged", incident.engaged_at),
    ):
        # What happened before it was reopened was quick, or late, the first time.
        first = reached is not None and reached < incident.opened_at
        since = incident.declared_at if first else incident.opened_at
        if (due := _due(name, severity, since, settings)) is not None:
            yield Target(name, since, due, reached)


def _due(name: str, severity: Severity, since: datetime, settings: Settings) -> datetime | None:
    within = {
        "acknowledged": severity.acknowledge_within,
        "responded": severity.respond_within,
        "engaged": severity.engage_within,
    }[name]
    match within:
        case None:
            return None
        case int():
            return since + timedelta(minutes=within)
        case _:
            return _end_of_next_working_day(since, settings)


def _end_of_next_working_day(since: datetime, settings: Settings) -> datetime:
    hours = hours_in(settings.office, ZoneInfo(settings.office.zone))
    return hours.closes(hours.working_day_after(hours.day(since)))
