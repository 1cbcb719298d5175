"""What came of the slots of an incident, page by page, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.ledger import was_owed
from incident_bot.incidents.slot import Outcome, Slot


@dataclass(frozen=True)
class SlotPage:
    """One page; a page after the last one is the last one."""

    slots: Sequence[Slot]
    total: int
    page: int
    later: Sequence[Slot] = ()
    """Those that were said after the ones on this page that were missed, and made up for them."""


async def slot_page(session: AsyncSession, incident_id: int, now: datetime, page: int, size: int) -> SlotPage:
    """The page that was asked for, or the last one. What was settled before its time is told from then on."""
    of_it = and_(Slot.incident_id == incident_id, Slot.due_at <= now, was_owed(now))
    joined = Incident.id == Slot.incident_id
    counted = select(func.count()).select_from(Slot).join(Incident, joined).where(of_it)
    total = (await session.execute(counted)).scalar_one()
    shown = min(page, max(1, -(-total // size)))
    found = select(Slot).join(Incident, joined).where(of_it).order_by(Slot.due_at.desc(), Slot.id.desc())
    slots = (await session.scalars(found.limit(size).offset((shown - 1) * size))).all()
    return SlotPage(slots, total, shown, await _later(session, incident_id, slots))


async def _later(session: AsyncSession, incident_id: int, slots: Sequence[Slot]) -> Sequence[Slot]:
    missed = [each for each in slots if each.outcome == Outcome.MISSED]
    if not missed:
        return ()
    said = select(Slot).where(
        Slot.incident_id == incident_id,
        Slot.outcome == Outcome.SENT.value,
        Slot.due_at > min(each.due_at for each in missed),
        Slot.reminder.in_({each.reminder for each in missed}),
    )
    return (await session.scalars(said)).all()
