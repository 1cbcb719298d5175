"""Who had a part in an incident."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry, stands
from incident_bot.incidents.vocabulary import Kind


async def took_part(session: AsyncSession, incident: Incident) -> list[str]:
    """Whoever declared it, had a role, or put something on its timeline; each once, in that order."""
    authors = (
        select(TimelineEntry.author)
        .where(TimelineEntry.incident_id == incident.id, TimelineEntry.author.is_not(None), stands())
        .group_by(TimelineEntry.author)
        .order_by(func.min(TimelineEntry.number))
    )
    held = [holding.person for holding in incident.holdings]
    found = [incident.declared_by, *held, *(await session.scalars(authors))]
    return list(dict.fromkeys(each for each in found if each))


async def was_resolved_before(session: AsyncSession, entry: TimelineEntry) -> bool:
    """Whether this is not the first time that it was resolved."""
    earlier = select(TimelineEntry.id).where(
        TimelineEntry.incident_id == entry.incident_id,
        TimelineEntry.kind == Kind.RESOLVED.value,
        TimelineEntry.number < entry.number,
    )
    return (await session.scalars(earlier.limit(1))).first() is not None
