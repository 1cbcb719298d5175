"""Updates against the cadence: when one was owed, when one came, and how long people waited. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from incident_bot.exports.picture.story import Span, Stretch
from incident_bot.exports.record import Record
from incident_bot.incidents.response import GRACE
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind

SLOTS = 2000
"""No more slots than this: an incident may stay open for a year."""


@dataclass
class Cadence:
    """What was owed and what came. `slots` are the moments at which an update was owed."""

    updates: list[TimelineEntry] = field(default_factory=list)
    slots: list[datetime] = field(default_factory=list)
    late: list[Stretch] = field(default_factory=list)


def cadence(record: Record, spans: Sequence[Span]) -> Cadence:
    """As the severity of the time asked for it, or as somebody promised; `spans`: when it was open.

    An update that came before it was owed has its slot too: where it would have been late.
    """
    found = Cadence(updates=[each for each in record.turns if each.kind == Kind.UPDATE])
    turns = sorted(record.turns, key=lambda turn: (turn.occurred_at, turn.number))
    for since, until in spans:
        for owed, came, every in _owed(record, turns, since, until):
            _settle(found, owed, came, every)
    found.late = [stretch for stretch in found.late if stretch.length > GRACE]
    return found


def _owed(
    record: Record, turns: Sequence[TimelineEntry], since: datetime, until: datetime
) -> Iterator[tuple[datetime, datetime, timedelta | None]]:
    """While the incident was open: when one was owed, when that ended or had ended already, and how often."""
    every = _every(record, _severity_at(record, turns, since))
    last, reached, promise = since, since, None
    for turn in [*turns, None]:
        at = until if turn is None else turn.occurred_at
        if turn is not None and (at < since or turn.kind not in _TURNS):
            continue
        at = min(at, until)
        # What a change of the severity makes owed was not owed before the change.
        owed = promise or (None if every is None else max(last + every, reached))
        in_time = turn is not None and turn.kind == Kind.UPDATE
        if owed is not None and (owed < at or (in_time and owed <= until)):
            yield owed, at, every
        if turn is None or at >= until:
            return
        facts = turn.facts or {}
        match turn.kind:
            case Kind.UPDATE:
                last, promise = at, _moment(facts.get("next_at"))
            case Kind.NEXT_UPDATE:
                promise = _moment(facts.get("until"))
            case _:
                every, promise = _every(record, str(facts.get("after", ""))), None
        reached = at


def _settle(found: Cadence, owed: datetime, came: datetime, every: timedelta | None) -> None:
    if owed >= came:
        found.slots.append(owed)
        return
    # One that a change of the severity left late is the same one.
    since = found.late.pop().since if found.late and found.late[-1].until == owed else owed
    found.late.append(Stretch(since, came, "an update was late", "late"))
    slot = owed
    while slot < came and len(found.slots) < SLOTS:
        found.slots.append(slot)
        slot += every or timedelta(days=1)


def _severity_at(record: Record, turns: Sequence[TimelineEntry], at: datetime) -> str:
    changes = [turn for turn in turns if turn.kind == Kind.SEVERITY]
    before = [turn for turn in changes if turn.occurred_at <= at]
    if before:
        return str((before[-1].facts or {}).get("after", ""))
    return str((changes[0].facts or {}).get("before", "")) if changes else record.incident.severity


def _every(record: Record, severity: str) -> timedelta | None:
    known = record.settings.severities.get(severity)
    return timedelta(minutes=known.update_every) if known and known.update_every else None


def _moment(iso: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(iso) if isinstance(iso, str) else None
    except ValueError:
        return None
    return at if at is None or at.tzinfo else None


_TURNS = (Kind.UPDATE, Kind.NEXT_UPDATE, Kind.SEVERITY)
