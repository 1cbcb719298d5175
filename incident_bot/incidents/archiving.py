"""Which rooms are to be archived, and when: computed from what is true, so nothing has to be cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import OVER


def is_due(incident: Incident, now: datetime) -> bool:
    """Whether its room is to be archived at `now`: never one that was there before, or while it is open."""
    return (
        not incident.is_open
        and incident.room_id is not None
        and not incident.room_adopted
        and not incident.room_archived
        and incident.archive_at is not None
        and incident.archive_at <= now
    )


async def due(session: AsyncSession, now: datetime) -> Sequence[tuple[int, datetime]]:
    """The incidents whose rooms are to be archived at `now`, with the moment since when, oldest first."""
    found = (
        select(Incident.id, Incident.archive_at)
        .where(
            Incident.archive_at <= now,
            Incident.room_id.is_not(None),
            Incident.room_archived.is_(False),
            Incident.room_adopted.is_(False),
            Incident.status.in_([status.value for status in OVER]),
        )
        # By the index that finds them: by another order SQLite would walk through all incidents.
        .order_by(Incident.archive_at, Incident.id)
    )
    return [(number, at) for number, at in await session.execute(found) if at is not None]
