"""The slots of an incident as they are read: each moment at which a reminder was owed, in order."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.incidents.slot import Slot


async def slots_of(session: AsyncSession, incident_id: int) -> Sequence[Slot]:
    """All of them: by when they were due, and what came due together by name. The same in every database."""
    in_order = (Slot.due_at, Slot.reminder, Slot.subject)
    found = await session.scalars(select(Slot).where(Slot.incident_id == incident_id).order_by(*in_order))
    # Databases sort words by languages that differ.
    return sorted(found, key=lambda each: (each.due_at, each.reminder, each.subject))
