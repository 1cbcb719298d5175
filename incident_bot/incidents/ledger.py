"""The slots of an incident as they are read: each moment at which a reminder was owed, in order.

What was settled before its time is no such moment, when its time came after the incident, or is still ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, literal, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.database import UtcDateTime
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.slot import Outcome, Slot

_SETTLED = (Outcome.DONE, Outcome.MOVED, Outcome.SNOOZED, Outcome.WAIVED)


def was_owed(now: datetime) -> ColumnElement[bool]:
    """Whether a slot of an incident in the query was ever owed, as people count: in SQL."""
    early = and_(
        Slot.outcome.in_([each.value for each in _SETTLED]), or_(Slot.at.is_(None), Slot.at < Slot.due_at)
    )
    over = func.coalesce(Incident.resolved_at, literal(now, UtcDateTime))
    return not_(and_(early, Slot.due_at > over))


async def slots_of(session: AsyncSession, incident_id: int, now: datetime) -> Sequence[Slot]:
    """All of them: by when they were due, and what came due together by name. The same in every database."""
    in_order = (Slot.due_at, Slot.reminder, Slot.subject)
    of_it = (
        select(Slot).join(Incident, Incident.id == Slot.incident_id).where(Slot.incident_id == incident_id)
    )
    found = await session.scalars(of_it.where(was_owed(now)).order_by(*in_order))
    # Databases sort words by languages that differ.
    return sorted(found, key=lambda each: (each.due_at, each.reminder, each.subject))
