"""Reminders that people ask for themselves: asked, listed, taken back, and settled once they were said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.errors import Refused
from incident_bot.incidents.act import Act
from incident_bot.incidents.asked_reminder import AskedReminder
from incident_bot.incidents.incident import Incident

SOONEST = timedelta(minutes=1)
FURTHEST = timedelta(days=30)
WHEN = "a reminder comes in a minute at the earliest, and within 30 days."
LONGEST = 500
"""Characters of what somebody is to be reminded of."""

MOST = 50
"""So many of one person may wait for one incident."""

SENT, CANCELLED, NOWHERE = "sent", "cancelled", "nowhere"


async def ask_for(
    session: AsyncSession, incident: Incident, text: str, at: datetime, act: Act, *, in_room: bool
) -> AskedReminder:
    """A reminder at `at`. One for the room is on the timeline; of the others nobody else learns.

    The incident was read for a change: its numbers are given one after the other.
    """
    assert act.by is not None, "the bot asks for nothing itself"
    if not SOONEST <= at - act.at <= FURTHEST:
        raise Refused(WHEN)
    waits = await waiting(session, incident.id, act.by)
    if sum(each.by == act.by for each in waits) >= MOST:
        raise Refused(
            f"{MOST} reminders that you asked for wait already.", example=f"remind list {incident.ref}"
        )
    last = select(func.max(AskedReminder.number)).where(AskedReminder.incident_id == incident.id)
    number = ((await session.execute(last)).scalar() or 0) + 1
    made = AskedReminder(
        incident_id=incident.id,
        number=number,
        by=act.by,
        in_room=in_room,
        text=text,
        at=at,
        asked_at=act.at,
    )
    session.add(made)
    if in_room:
        incident.asked_for_room(number, text, at, act)
    return made


def cancel(incident: Incident, asked: AskedReminder, act: Act) -> None:
    """It is not wanted any more."""
    asked.settled_at, asked.outcome = act.at, CANCELLED
    if asked.in_room:
        incident.asked_cancelled(asked.number, asked.text, act)


async def waiting(session: AsyncSession, incident_id: int, person: str) -> Sequence[AskedReminder]:
    """What is still to come, the next one first: what they asked for, and what the room will hear."""
    found = _theirs(incident_id, person).where(AskedReminder.settled_at.is_(None))
    return (await session.scalars(found.order_by(AskedReminder.at, AskedReminder.number))).all()


async def numbered(session: AsyncSession, incident_id: int, number: int, person: str) -> AskedReminder | None:
    """One that they may know of, by its number, also when it was said already."""
    found = _theirs(incident_id, person).where(AskedReminder.number == number)
    return (await session.scalars(found)).first()


async def by_id(session: AsyncSession, asked_id: int) -> AskedReminder:
    """The one with this id."""
    return (await session.scalars(select(AskedReminder).where(AskedReminder.id == asked_id))).one()


async def settle(session: AsyncSession, asked_id: int, outcome: str, at: datetime) -> bool:
    """It was said, or there was nowhere to say it. False when it is settled already."""
    settled = (
        update(AskedReminder)
        .where(AskedReminder.id == asked_id, AskedReminder.settled_at.is_(None))
        .values(settled_at=at, outcome=outcome)
        .returning(AskedReminder.id)
    )
    return (await session.execute(settled)).scalar() is not None


def _theirs(incident_id: int, person: str) -> Select[AskedReminder]:
    mine = or_(AskedReminder.by == person, AskedReminder.in_room.is_(True))
    return select(AskedReminder).where(AskedReminder.incident_id == incident_id, mine)
