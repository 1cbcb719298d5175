"""How punctual people were with updates, and the bot with reminders: of one incident, and of a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.database import seconds_between
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.ledger import was_owed
from incident_bot.incidents.response import punctuality
from incident_bot.incidents.slot import LATE, Outcome, Slot
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import TOLD
from incident_bot.settings import Settings

OneSlot = tuple[str, datetime, datetime | None]
"""What came of a slot, when it was due, and when that came of it."""


@dataclass(frozen=True)
class Updates:
    """Updates that were owed by the clock, and how many came in time."""

    owed: int = 0
    on_time: int = 0
    longest: timedelta = timedelta(0)
    """The longest time without one."""

    @property
    def late(self) -> int:
        """How many came late, or never."""
        return self.owed - self.on_time


@dataclass(frozen=True)
class Reminded:
    """What came of the moments at which reminders were owed."""

    counts: Counter[str] = field(default_factory=Counter)
    """How many, by outcome: `counts[Outcome.SNOOZED]`."""
    late: int = 0
    """How many were sent late."""
    worst_late: timedelta = timedelta(0)
    """How late the latest one was."""

    @property
    def on_time(self) -> int:
        """How many were sent in time."""
        return self.counts[Outcome.SENT] - self.late


@dataclass(frozen=True)
class Punctual:
    """Both of them."""

    updates: Updates = field(default_factory=Updates)
    reminders: Reminded = field(default_factory=Reminded)


def reminded(slots: Iterable[OneSlot]) -> Reminded:
    """The sums of these. Pure."""
    counts: Counter[str] = Counter()
    late = []
    for outcome, due_at, at in slots:
        counts[outcome] += 1
        if outcome == Outcome.SENT and at is not None and at - due_at >= LATE:
            late.append(at - due_at)
    return Reminded(counts, len(late), max(late, default=timedelta(0)))


def reminded_of(slots: Iterable[Slot]) -> Reminded:
    """The same, of slots that were read."""
    return reminded((each.outcome, each.due_at, each.at) for each in slots)


async def of_incident(
    session: AsyncSession, incident: Incident, settings: Settings, now: datetime
) -> Punctual:
    """Of one incident until `now`, or until it was over."""
    turns = await _turns(session, TimelineEntry.incident_id == incident.id)
    found = punctuality(incident, turns[incident.id], settings, now)
    updates = Updates(found.owed, found.on_time, found.longest) if found else Updates()
    return Punctual(updates, await _reminded(session, now, Slot.incident_id == incident.id))


async def overall(
    session: AsyncSession, workspace: str, since: datetime, until: datetime, settings: Settings
) -> Punctual:
    """Of updates, those of incidents that were resolved in this time; of reminders, those due in it.

    Without private incidents, which not everybody may know of, and without drills. `until` is not included.
    """
    of_all = (
        Incident.workspace_id == workspace,
        Incident.is_private.is_(False),
        Incident.is_drill.is_(False),
    )
    resolved = (*of_all, Incident.resolved_at >= since, Incident.resolved_at < until)
    incidents = (await session.scalars(select(Incident).where(*resolved).order_by(Incident.id))).all()
    turns = await _turns(session, TimelineEntry.incident_id.in_(select(Incident.id).where(*resolved)))
    told = [punctuality(each, turns[each.id], settings) for each in incidents]
    found = [each for each in told if each is not None]
    longest = max((each.longest for each in found), default=timedelta(0))
    updates = Updates(sum(each.owed for each in found), sum(each.on_time for each in found), longest)
    due = (*of_all, Slot.due_at >= since, Slot.due_at < until)
    return Punctual(updates, await _reminded(session, until, *due))


async def _reminded(session: AsyncSession, now: datetime, *which: ColumnElement[bool]) -> Reminded:
    """The sums of these slots, made by the database: of a busy week there are many."""
    late_by = case(
        (
            and_(Slot.outcome == Outcome.SENT.value, Slot.at.is_not(None)),
            seconds_between(Slot.due_at, Slot.at),
        ),
        else_=0.0,
    )
    is_late = case((late_by >= LATE.total_seconds(), 1), else_=0)
    found = (
        select(Slot.outcome, func.count(), func.sum(is_late), func.max(late_by))
        .join(Incident, Incident.id == Slot.incident_id)
        .where(*which, was_owed(now))
        .group_by(Slot.outcome)
    )
    rows = {row[0]: row for row in await session.execute(found)}
    counts = Counter({outcome: row[1] for outcome, row in rows.items()})
    sent = rows.get(Outcome.SENT.value)
    if sent is None or not sent[2]:
        return Reminded(counts)
    return Reminded(counts, sent[2], timedelta(seconds=sent[3]))


async def _turns(session: AsyncSession, which: ColumnElement[bool]) -> dict[int, list[TimelineEntry]]:
    """The entries of incidents about themselves, by incident."""
    told = [kind.value for kind in TOLD]
    found = select(TimelineEntry).where(
        which, TimelineEntry.is_current, ~TimelineEntry.is_withdrawn, TimelineEntry.kind.not_in(told)
    )
    turns: dict[int, list[TimelineEntry]] = defaultdict(list)
    for entry in await session.scalars(found.order_by(TimelineEntry.incident_id, TimelineEntry.number)):
        turns[entry.incident_id].append(entry)
    return turns
