"""What was done so far, as the timeline has it: what the drafts of updates are made from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.incidents.timeline import TimelineEntry, stands
from incident_bot.incidents.vocabulary import Kind

MOST = 5
_DONE = (Kind.DECISION.value, Kind.STATUS.value)
_ENDS = (Kind.RESOLVED.value, Kind.REOPENED.value, Kind.UPDATE.value)


async def done_since(
    session: AsyncSession, incident_id: int, since: datetime | None
) -> Sequence[TimelineEntry]:
    """The latest decisions and moves, in their order: those after `since`, or from the very beginning."""
    found = select(TimelineEntry).where(
        TimelineEntry.incident_id == incident_id, TimelineEntry.kind.in_(_DONE), stands()
    )
    if since is not None:
        found = found.where(TimelineEntry.recorded_at > since)
    newest_first = found.order_by(TimelineEntry.recorded_at.desc(), TimelineEntry.number.desc()).limit(MOST)
    return (await session.scalars(newest_first)).all()[::-1]


async def ended_by(session: AsyncSession, incident_id: int) -> TimelineEntry | None:
    """The entry that ended it; None for an incident that was over when it was declared."""
    found = select(TimelineEntry).where(
        TimelineEntry.incident_id == incident_id, TimelineEntry.kind == Kind.RESOLVED.value, stands()
    )
    return (await session.scalars(found.order_by(TimelineEntry.number.desc()).limit(1))).first()


async def was_told_of_the_end(session: AsyncSession, incident_id: int) -> bool:
    """Whether an update followed the latest resolution already."""
    found = select(TimelineEntry.kind).where(
        TimelineEntry.incident_id == incident_id, TimelineEntry.kind.in_(_ENDS), stands()
    )
    latest = (await session.scalars(found.order_by(TimelineEntry.number.desc()).limit(1))).first()
    return latest == Kind.UPDATE.value
