"""Who held which role when, and when nobody did. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from incident_bot.exports.picture.story import Band, Span, Stretch
from incident_bot.exports.record import Record
from incident_bot.incidents.holding import RoleHolding
from incident_bot.incidents.incident import COMMANDER

NOBODY = "nobody"


def roles(record: Record, spans: Sequence[Span], until: datetime) -> list[Band]:
    """A band for the commander and for each other role that somebody held, in the order of the settings.

    `spans` is when the incident was open: a role of one holder that nobody had then is vacant. `until` is
    where roles end that nobody gave up.
    """
    held: dict[str, list[RoleHolding]] = {COMMANDER: []} if spans else {}
    for each in sorted(record.holdings, key=lambda holding: holding.since):
        held.setdefault(each.role, []).append(each)
    known = list(record.settings.roles)
    order = sorted(held, key=lambda role: (known.index(role) if role in known else len(known), role))
    return [_band(record, role, held[role], spans, until) for role in order]


def _band(
    record: Record, role: str, holdings: Sequence[RoleHolding], spans: Sequence[Span], until: datetime
) -> Band:
    lanes: list[list[Stretch]] = []
    for n, holding in enumerate(holdings):
        end = holding.until or max(until, holding.since)
        if end <= holding.since:
            continue
        name = record.name(holding.person)
        label = f"{name} ({holding.label})" if holding.label else name
        stretch = Stretch(holding.since, end, label, f"role-{n % 2}")
        free = next((lane for lane in lanes if lane[-1].until <= stretch.since), None)
        if free is None:
            lanes.append([stretch])
        else:
            free.append(stretch)
    named = record.settings.role_label(role)
    settled = record.settings.roles.get(role)
    if settled is None or settled.single:
        taken = sorted((s.since, s.until) for lane in lanes for s in lane)
        first = [*(lanes[0] if lanes else ()), *_vacant(taken, spans)]
        lanes[:1] = [sorted(first, key=lambda stretch: stretch.since)]
    return Band(f"{named[:1].upper()}{named[1:]}", tuple(map(tuple, lanes)))


def _vacant(taken: Sequence[Span], spans: Sequence[Span]) -> Iterator[Stretch]:
    for begin, end in spans:
        reached = begin
        for since, until in taken:
            if reached < min(since, end):
                yield Stretch(reached, min(since, end), NOBODY, "vacant")
            reached = max(reached, until)
        if reached < end:
            yield Stretch(reached, end, NOBODY, "vacant")
