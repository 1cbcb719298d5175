"""Who is in an incident's room, as Slack told it: whoever is in a private one may see its incident."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Delete, ForeignKey, String, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from incident_bot.database import Base, UtcDateTime
from incident_bot.incidents.vocabulary import Kind

if TYPE_CHECKING:
    from incident_bot.incidents.incident import Incident
    from incident_bot.incidents.timeline import TimelineEntry


class RoomMember(Base):
    """Somebody is in the room of an incident, since when."""

    __tablename__ = "room_members"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    person: Mapped[str] = mapped_column(String(30), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)


def brought_in(incident: Incident, entry: TimelineEntry) -> list[str]:
    """Whom this entry brings into the room: they may see the incident from now, before Slack has them in it.

    Only those whom it newly concerns: somebody who left does not come back because another got a role.
    """
    if not incident.wants_room:
        return []
    match entry.what:
        case Kind.DECLARED | Kind.ROOM_WANTED:
            return incident.people
        case Kind.ROLE:
            named = entry.facts.get("person")
        case Kind.HANDOFF:
            # To answer, they must know what they are offered.
            named = entry.facts.get("receiver")
        case _:
            return []
    return [str(named)] if named else []


_COME_IN = {
    "sqlite": sqlite.insert(RoomMember).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(RoomMember).on_conflict_do_nothing(),
}


async def come_in(session: AsyncSession, incident_id: int, people: Iterable[str], at: datetime) -> None:
    """They are in the room; whoever was there already came when they came."""
    rows = [{"incident_id": incident_id, "person": person, "since": at} for person in dict.fromkeys(people)]
    if not rows:
        return
    connection = await session.connection()
    await connection.execute(_COME_IN[connection.dialect.name], rows)


async def is_in(session: AsyncSession, incident_id: int, person: str) -> bool:
    """Whether they are in the room, as far as is known."""
    found = select(RoomMember.since).where(RoomMember.incident_id == incident_id, RoomMember.person == person)
    return (await session.scalars(found)).first() is not None


async def go_out(session: AsyncSession, incident_id: int, person: str) -> None:
    """They are not in the room any more."""
    await session.execute(_members(incident_id).where(RoomMember.person == person))


async def are_in(session: AsyncSession, incident_id: int, people: Iterable[str], at: datetime) -> None:
    """Just these are in the room at that moment, and nobody else."""
    there = list(dict.fromkeys(people))
    await session.execute(_members(incident_id).where(RoomMember.person.not_in(there)))
    await come_in(session, incident_id, there, at)


def _members(incident_id: int) -> Delete:
    return delete(RoomMember).where(RoomMember.incident_id == incident_id)
