"""The turning points of an incident, for its postmortem: what was decided, starred, and how it went on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from incident_bot.exports.markdown_text import Markdown, bold, escape, lines
from incident_bot.exports.of_entry import who
from incident_bot.exports.record import Record
from incident_bot.incidents.incident import COMMANDER
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind, kind_said
from incident_bot.messages.objects import cut

LONGEST = 600
"""Characters of one of them; an export of the record has it whole."""

_ALWAYS = (
    Kind.DECLARED,
    Kind.STATUS,
    Kind.RESOLVED,
    Kind.REOPENED,
    Kind.CLOSED,
    Kind.SEVERITY,
    Kind.UPDATE,
)
_OF_COMMAND = (Kind.ROLE, Kind.HANDOFF_ANSWER)


@dataclass(frozen=True)
class _Point:
    at: datetime
    recorded_at: datetime
    number: int
    kind: str
    who: str
    what: Markdown


def turning_points(record: Record, starred: Sequence[TimelineEntry]) -> list[dict[str, Any]]:
    """In the order in which things happened; `times` has one for each zone that is wanted."""
    entries = {
        entry.number: entry for entry in [*filter(_turns, record.turns), *starred] if not entry.is_withdrawn
    }
    points = [*_moments(record), *(_point(record, entry) for entry in entries.values())]
    zones = record.wanted.zones.values()
    return [
        {
            "times": [f"{point.at.astimezone(zone):%Y-%m-%d %H:%M}" for zone in zones],
            "kind": point.kind,
            "who": point.who,
            "what": point.what,
        }
        for point in sorted(points, key=lambda each: (each.at, each.recorded_at, each.number))
    ]


def _turns(entry: TimelineEntry) -> bool:
    kind, facts = entry.kind, entry.facts or {}
    if kind == Kind.HANDOFF_ANSWER.value and facts.get("answer") != "accepted":
        return False
    return kind in _ALWAYS or (kind in _OF_COMMAND and facts.get("role") == COMMANDER)


def _moments(record: Record) -> Iterator[_Point]:
    """What no entry stands for: it was before anybody declared it."""
    incident = record.incident
    for at, what in (
        (incident.impact_started_at, "It began for users"),
        (incident.detected_at, "It was noticed"),
    ):
        if at is not None:
            yield _Point(at, at, 0, "moment", "", escape(what))


def _point(record: Record, entry: TimelineEntry) -> _Point:
    said = lines(cut(record.text(entry), LONGEST))
    if said and (entry.starred or entry.kind == Kind.DECISION.value):
        said = bold(said)
    return _Point(
        entry.occurred_at,
        entry.recorded_at,
        entry.number,
        kind_said(entry.kind),
        who(record, entry),
        said,
    )
