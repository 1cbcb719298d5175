"""How quickly people responded, held against what the severity asks: from what is true, never from now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.settings import Settings, Severity

GRACE = timedelta(minutes=1)
"""So much later an update still is on time: people write it when they are reminded."""


@dataclass(frozen=True)
class Figure:
    """One measure: from one moment to another. `took` None: one of them is not known."""

    what: str
    """`detect`, `acknowledge`, `mitigate` or `resolve`."""
    took: timedelta | None
    target: timedelta | None
    """None: the severity asks for nothing."""
    since: str
    """The moment it is counted from, by the word for it: `started`, `detected` or `declared`."""

    @property
    def met(self) -> bool | None:
        """Whether it was quick enough; None where that cannot be said."""
        return None if self.took is None or self.target is None else self.took <= self.target


@dataclass(frozen=True)
class Punctuality:
    """Updates that were owed by the clock, and how many came in time."""

    owed: int
    on_time: int
    longest: timedelta
    """The longest time without one, while it was open."""


def figures(incident: Incident, severity: Severity) -> list[Figure]:
    """Time to detect, to acknowledge, to mitigate and to resolve, in this order.

    Where nobody said when it was noticed, its declaration counts; where nobody said since when users were
    affected, how long it took to notice is not known, and the rest counts from the declaration.
    """
    started, noticed = incident.impact_started_at, incident.detected_at or incident.declared_at
    begins = "started" if started else "declared"
    return [
        Figure("detect", _between(started, noticed), _minutes(severity.detect_within), "started"),
        Figure(
            "acknowledge",
            _between(noticed, incident.acknowledged_at),
            _minutes(severity.acknowledge_within),
            "detected" if incident.detected_at else "declared",
        ),
        Figure("mitigate", _between(incident.began, incident.mitigated_at), None, begins),
        Figure(
            "resolve",
            _between(incident.began, incident.resolved_at),
            _minutes(severity.resolve_within),
            begins,
        ),
    ]


def punctuality(incident: Incident, turns: Sequence[TimelineEntry], settings: Settings) -> Punctuality | None:
    """How many updates came in time; None while it is open, was over when declared, or none were owed.

    `turns` are its entries in the order in which they were made. Each stretch from one update to the next is
    held against the cadence of the severity that it began with; a reopening begins anew.
    """
    if incident.resolved_at is None or incident.was_over:
        return None
    stretches = list(_stretches(incident, turns, settings))
    owed = [
        (length, every) for length, every, ends in stretches if every is not None and (ends or length > every)
    ]
    if not owed:
        return None
    on_time = sum(length <= every + GRACE for length, every in owed)
    return Punctuality(len(owed), on_time, max(length for length, _ in owed))


def _stretches(
    incident: Incident, turns: Sequence[TimelineEntry], settings: Settings
) -> list[tuple[timedelta, timedelta | None, bool]]:
    """Each with its length, the cadence that held, and whether it ended with an update."""
    found = []
    severity = _first_severity(incident, turns)
    since: datetime | None = incident.declared_at
    every = _minutes(settings.severity(severity).update_every)
    for entry in turns:
        match entry.what:
            case Kind.UPDATE if since is not None and not entry.facts.get("final"):
                found.append((entry.occurred_at - since, every, True))
                since, every = entry.occurred_at, _minutes(settings.severity(severity).update_every)
            case Kind.SEVERITY:
                severity = str(entry.facts.get("after") or severity)
            case Kind.RESOLVED if since is not None:
                found.append((entry.occurred_at - since, every, False))
                since = None
            case Kind.REOPENED:
                since, every = entry.occurred_at, _minutes(settings.severity(severity).update_every)
    return [(max(length, timedelta(0)), cadence, ends) for length, cadence, ends in found]


def _first_severity(incident: Incident, turns: Sequence[TimelineEntry]) -> str:
    for entry in turns:
        if entry.what is Kind.SEVERITY and entry.facts.get("before"):
            return str(entry.facts["before"])
    return incident.severity


def _between(since: datetime | None, until: datetime | None) -> timedelta | None:
    return None if since is None or until is None else max(until - since, timedelta(0))


def _minutes(amount: int | None) -> timedelta | None:
    return None if amount is None else timedelta(minutes=amount)
