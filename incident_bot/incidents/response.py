"""How quickly people responded, held against what the severity asks: from what is true, never from now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.updates_owed import End, updates_owed
from incident_bot.incidents.vacancy import open_spans
from incident_bot.incidents.vocabulary import Kind
from incident_bot.settings import Settings, Severity


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


def figures(incident: Incident, severity: Severity | None) -> list[Figure]:
    """Time to detect, to acknowledge, to mitigate and to resolve, in this order.

    Where nobody said when it was noticed, its declaration counts, unless it was over by then; where nobody
    said since when users were affected, how long it took to notice is not known, and the rest counts from the
    declaration. A severity that nobody knows any more (None) has no targets.
    """
    started = incident.impact_started_at
    # Whoever declares what is over says nothing of when it was noticed.
    noticed = incident.detected_at or (None if incident.was_over else incident.declared_at)
    begins = "started" if started else "declared"
    return [
        Figure(
            "detect",
            _between(started, noticed),
            _minutes(severity.detect_within if severity else None),
            "started",
        ),
        Figure(
            "acknowledge",
            _between(noticed, incident.acknowledged_at),
            _minutes(severity.acknowledge_within if severity else None),
            "detected" if incident.detected_at or incident.was_over else "declared",
        ),
        Figure("mitigate", _between(incident.began, incident.mitigated_at), None, begins),
        Figure(
            "resolve",
            _between(incident.began, incident.resolved_at),
            _minutes(severity.resolve_within if severity else None),
            begins,
        ),
    ]


def punctuality(
    incident: Incident, turns: Sequence[TimelineEntry], settings: Settings, now: datetime | None = None
) -> Punctuality | None:
    """How many updates came in time; None where it was over when it was declared, or none were owed.

    `turns` are its entries about itself. One that did not come counts for nothing where nobody waited for it
    long, because it was put off or all was over. `now` is until when an open one counts; without it, not at
    all: a record knows no present.
    """
    until = incident.resolved_at or now
    if until is None:
        return None
    owed = [
        each
        for each in updates_owed(incident, turns, settings, until)
        if each.end is End.CAME or each.is_late
    ]
    if not owed:
        return None
    on_time = sum(not each.is_late for each in owed)
    return Punctuality(len(owed), on_time, _longest(incident, turns, until))


def _longest(incident: Incident, turns: Sequence[TimelineEntry], end: datetime) -> timedelta:
    told = sorted(each.occurred_at for each in turns if each.kind == Kind.UPDATE)
    spans = open_spans(incident, turns, end)
    stops = [[since, *(at for at in told if since < at < until), until] for since, until in spans]
    return max((until - since for each in stops for since, until in pairwise(each)), default=timedelta(0))


def _between(since: datetime | None, until: datetime | None) -> timedelta | None:
    return None if since is None or until is None else max(until - since, timedelta(0))


def _minutes(amount: int | None) -> timedelta | None:
    return None if amount is None else timedelta(minutes=amount)
