"""Reading a timeline page by page: all of it, or what somebody is looking for.

The first page of a long timeline is read while a person waits, so the order is that of an index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import SQLColumnExpression, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import TOLD, Change, Kind

_LATEST_FIRST = (
    TimelineEntry.occurred_at.desc(),
    TimelineEntry.recorded_at.desc(),
    TimelineEntry.number.desc(),
)
_PUT_RIGHT = (Change.CORRECTED, Change.WITHDRAWN, Change.RESTORED)
"""What people do to entries themselves. An edit of their message, or a reaction, is something else."""


@dataclass(frozen=True)
class Sought:
    """Which entries somebody wants to read; what is empty or None does not matter."""

    kinds: tuple[Kind, ...] = ()
    starred: bool = False
    deleted: bool = False
    """Their message was deleted in Slack."""
    withdrawn: bool = False
    author: str | None = None
    since: datetime | None = None
    """They happened at or after this moment."""


EVERYTHING = Sought()


@dataclass(frozen=True)
class TimelinePage:
    """Entries in the order in which things happened, withdrawn ones included. Page 1 has the latest ones."""

    entries: Sequence[TimelineEntry]
    total: int
    page: int
    """May be less than was asked for."""


async def happened(
    session: AsyncSession, incident_id: int, sought: Sought, *, page: int, size: int
) -> TimelinePage:
    """A page, from 1, of what is sought; the last one, with the earliest, when there are not so many."""
    conditions = _conditions(incident_id, sought)
    counted = select(func.count()).select_from(TimelineEntry).where(*conditions)
    total = (await session.execute(counted)).scalar_one()
    page = max(1, min(page, -(-total // size)))
    found = (
        select(TimelineEntry)
        .where(*conditions)
        .order_by(*_LATEST_FIRST)
        .limit(size)
        .offset((page - 1) * size)
    )
    return TimelinePage((await session.scalars(found)).all()[::-1], total, page)


async def told_last(session: AsyncSession, incident_id: int, person: str) -> int | None:
    """The number of the entry that somebody put on the timeline last and that stands; None for none."""
    found = (
        select(TimelineEntry.number)
        .where(
            TimelineEntry.incident_id == incident_id,
            TimelineEntry.is_current,
            ~TimelineEntry.is_withdrawn,
            TimelineEntry.author == person,
            TimelineEntry.kind.in_([kind.value for kind in TOLD]),
        )
        .order_by(TimelineEntry.number.desc())
        .limit(1)
    )
    return (await session.scalars(found)).one_or_none()


async def changed_last(session: AsyncSession, incident_id: int, person: str) -> int | None:
    """The number of the entry that somebody put right, or withdrew, last; None for none.

    Others may have changed it since.
    """
    found = (
        select(TimelineEntry.number)
        .where(
            TimelineEntry.incident_id == incident_id,
            TimelineEntry.version > 1,
            TimelineEntry.amendment["by"].as_string() == person,
            TimelineEntry.amendment["change"].as_string().in_([change.value for change in _PUT_RIGHT]),
        )
        .order_by(TimelineEntry.seq.desc())
        .limit(1)
    )
    return (await session.scalars(found)).one_or_none()


async def version_at(session: AsyncSession, incident_id: int, seq: int) -> TimelineEntry | None:
    """The version of an entry that has this place in the record."""
    found = select(TimelineEntry).where(TimelineEntry.incident_id == incident_id, TimelineEntry.seq == seq)
    return (await session.scalars(found)).one_or_none()


def _conditions(incident_id: int, sought: Sought) -> list[SQLColumnExpression[bool]]:
    conditions: list[SQLColumnExpression[bool]] = [
        TimelineEntry.incident_id == incident_id,
        TimelineEntry.is_current,
    ]
    if sought.kinds:
        conditions.append(TimelineEntry.kind.in_([kind.value for kind in sought.kinds]))
    if sought.starred:
        conditions.append(TimelineEntry.starred)
    if sought.deleted:
        conditions.append(TimelineEntry.is_deleted)
    if sought.withdrawn:
        conditions.append(TimelineEntry.is_withdrawn)
    if sought.author is not None:
        conditions.append(TimelineEntry.author == sought.author)
    if sought.since is not None:
        conditions.append(TimelineEntry.occurred_at >= sought.since)
    return conditions
