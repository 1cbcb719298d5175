"""A whole timeline, a whole record, for looking at what was saved. The bot itself reads them in parts."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.incidents.timeline import TimelineEntry


async def timeline(session: AsyncSession, incident_id: int) -> list[TimelineEntry]:
    """The current version of every entry, withdrawn ones included, in the order in which things happened."""
    found = select(TimelineEntry).where(TimelineEntry.incident_id == incident_id, TimelineEntry.is_current)
    return list(
        await session.scalars(
            found.order_by(TimelineEntry.occurred_at, TimelineEntry.recorded_at, TimelineEntry.number)
        )
    )


async def record(session: AsyncSession, incident_id: int) -> list[TimelineEntry]:
    """Every fact on the record, each version of each entry, in the order in which they were written down."""
    found = select(TimelineEntry).where(TimelineEntry.incident_id == incident_id)
    return list(await session.scalars(found.order_by(TimelineEntry.seq)))
