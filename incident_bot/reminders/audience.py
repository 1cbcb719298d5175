"""Who is told of a reminder directly: people, and groups as their members."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.presence import RoomMember, is_in
from incident_bot.incidents.workspace import GroupMember

MOST_TOLD = 10
"""So many people of a group are told directly: more would be nobody's."""


async def people(session: AsyncSession, incident: Incident, whom: Iterable[str]) -> list[str]:
    """Each person once, groups as their members; of a private incident only who is in its room."""
    found: dict[str, None] = {}
    for each in whom:
        if each.startswith("S"):
            found |= dict.fromkeys(await _members(session, incident, each))
        elif not incident.is_private or await is_in(session, incident.id, each):
            found[each] = None
    return list(found)


async def _members(session: AsyncSession, incident: Incident, group: str) -> list[str]:
    found = select(GroupMember.person).where(
        GroupMember.workspace_id == incident.workspace_id, GroupMember.group == group
    )
    if incident.is_private:
        # Asked for before they are counted: those who may know of it may be the last of many.
        found = found.join(
            RoomMember,
            (RoomMember.incident_id == incident.id) & (RoomMember.person == GroupMember.person),
        )
    return list(await session.scalars(found.order_by(GroupMember.person).limit(MOST_TOLD)))
