"""Writes down what came of a slot whose turn it is, and reads what came of those around it.

Written is only what is still owed: what came of a slot is told once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.incidents import queries
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.slot import Outcome, Slot
from incident_bot.reminders.look import Found, Meanwhile, undone
from incident_bot.reminders.reading import last_deed
from incident_bot.reminders.reminder import Case, Due, Reminder

NO_ROOM = "there is no room to say it in"
"""Why it came to nothing when it was too early: the one of these that is owed again, once there is a room."""

NOBODY = "there is nobody to tell"


def slot_of(args: Mapping[str, Any]) -> Due:
    """The slot that a job is about."""
    return Due(datetime.fromisoformat(args["slot"]), args.get("subject", ""))


async def unsaid(session: AsyncSession, args: Mapping[str, Any], why: str) -> None:
    """The job of a slot was given up."""
    # First the incident, then its slots, as the tick does: otherwise the two could wait for each other.
    await queries.by_id(session, args["incident"], for_change=True)
    slot = slot_of(args)
    nowhere = Found(args["reminder"], slot.subject, slot.slot, Outcome.NOWHERE, why=why)
    await settle(session, args["incident"], nowhere)


async def settle(session: AsyncSession, incident: int, found: Found, at: datetime | None = None) -> bool:
    """This came of it, `at` or now; False when it was not owed any more."""
    settled = (
        update(Slot)
        .where(
            Slot.incident_id == incident,
            Slot.reminder == found.reminder,
            Slot.subject == found.subject,
            Slot.due_at == found.slot,
            Slot.outcome == Outcome.OWED.value,
        )
        .values(
            outcome=found.outcome.value,
            at=at or clock.now(),
            why=found.why or None,
            by=found.by,
            until=found.until,
        )
        .returning(Slot.id)
        .execution_options(synchronize_session=False)
    )
    return (await session.execute(settled)).first() is not None


async def overtaken(kit: Kit, known: Case, reminder: Reminder, slot: Due, owed: datetime | None) -> Found:
    """What came of a slot that is not said: somebody did something, or a later one takes its place."""
    if owed is not None and owed > slot.slot:
        return Found(reminder.name, slot.subject, slot.slot, Outcome.MISSED)
    async with kit.database.reading() as session:
        deed = await last_deed(session, known.incident, slot.slot)
    return undone(known, reminder, slot.subject, slot.slot, Meanwhile(slot.slot, clock.now(), deed))


async def owed_subjects(session: AsyncSession, incident: Incident, reminder: Reminder, slot: Due) -> set[str]:
    """The subjects of which it is to be said at that moment and was not yet."""
    found = select(Slot.subject).where(
        Slot.incident_id == incident.id,
        Slot.reminder == reminder.name,
        Slot.due_at == slot.slot,
        Slot.outcome == Outcome.OWED.value,
    )
    return set(await session.scalars(found))


async def missed_before(session: AsyncSession, incident: Incident, reminder: Reminder, slot: Due) -> int:
    """How many of its kind were missed right before it, while nobody was there to say them."""
    of_it = (
        Slot.incident_id == incident.id,
        Slot.reminder == reminder.name,
        Slot.subject == slot.subject,
        Slot.due_at < slot.slot,
    )
    said = select(func.max(Slot.due_at)).where(*of_it, Slot.outcome == Outcome.SENT.value)
    last = (await session.execute(said)).scalar()
    missed = select(func.count()).where(*of_it, Slot.outcome == Outcome.MISSED.value)
    if last is not None:
        missed = missed.where(Slot.due_at > last)
    return (await session.execute(missed)).scalar() or 0
