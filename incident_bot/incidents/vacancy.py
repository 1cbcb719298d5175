"""How long nobody held a role while the incident was open. Pure: holdings and moments in, time out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from incident_bot.incidents.facts import Facts
from incident_bot.incidents.holding import RoleHolding
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind

Span = tuple[datetime, datetime]
"""From a moment until another one."""

TURNS = (Kind.RESOLVED, Kind.REOPENED)
"""The entries that say when an incident was open."""


def open_spans(incident: Facts, entries: Iterable[TimelineEntry], now: datetime) -> list[Span]:
    """When the incident was open, until `now` if it still is.

    `entries` are those of its timeline, in their order; kinds other than `TURNS` do not matter. Whatever was
    over before it was declared was never open: nobody was called to it.
    """
    spans: list[Span] = []
    since: datetime | None = incident.declared_at
    if incident.resolved_at is not None and incident.resolved_at <= incident.declared_at:
        return []
    for entry in entries:
        if entry.kind == Kind.RESOLVED.value and since is not None:
            spans.append((since, entry.occurred_at))
            since = None
        elif entry.kind == Kind.REOPENED.value:
            since = entry.occurred_at
    if since is not None:
        return [*spans, (since, now)]
    if spans and incident.resolved_at is not None:
        # People may have corrected when it was over.
        spans[-1] = (spans[-1][0], incident.resolved_at)
    return spans


def vacant(role: str, holdings: Iterable[RoleHolding], spans: Sequence[Span]) -> timedelta:
    """How long of these spans nobody held `role`."""
    held = sorted((h for h in holdings if h.role == role), key=lambda holding: holding.since)
    return sum((_unheld(held, *span) for span in spans), timedelta(0))


def _unheld(held: Sequence[RoleHolding], since: datetime, end: datetime) -> timedelta:
    missing, reached = timedelta(0), since
    for holding in held:
        if holding.since >= end:
            break
        missing += max(holding.since - reached, timedelta(0))
        reached = max(reached, holding.until or end)
    return missing + max(end - reached, timedelta(0))
