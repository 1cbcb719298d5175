"""Reads from the database what the rules of reminders look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from incident_bot.exports.zone import known_zone
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.facts import AT_ONCE
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.workspace import Person
from incident_bot.reminders.reminder import Case
from incident_bot.settings import Settings


async def due_incidents(session: AsyncSession, now: datetime, most: int) -> Sequence[Incident]:
    """Those that are to be looked at now, the longest waiting first.

    Also those at which a clock that was ahead of this one looked: what it saw coming may come earlier.
    """
    found = (
        select(Incident)
        .options(selectinload(Incident.holdings))
        .where(or_(Incident.wakes_at <= now, Incident.looked_at > now))
        .order_by(Incident.wakes_at, Incident.id)
        .limit(most)
    )
    return (await session.scalars(found)).all()


async def look_anew(session: AsyncSession) -> None:
    """Everything that may be owed something is looked at with the next tick: settings may be others."""
    await session.execute(update(Incident).where(Incident.wakes_at.is_not(None)).values(wakes_at=AT_ONCE))


async def cases(
    session: AsyncSession, incidents: Sequence[Incident], settings: Settings
) -> list[tuple[Case, TimelineEntry | None]]:
    """Each with its action items, the zones of those whose day it is about, and the last deed since."""
    items = await _items(session, incidents)
    zones = await _zones(session, incidents, items)
    deeds = await _deeds(session, incidents)
    return [
        (
            Case(each, settings, items[each.id], zones[each.workspace_id]),
            deeds.get(each.id),
        )
        for each in incidents
    ]


async def case(session: AsyncSession, incident: Incident, settings: Settings) -> Case:
    """The same of one incident."""
    [(found, _)] = await cases(session, [incident], settings)
    return found


async def _items(session: AsyncSession, incidents: Iterable[Incident]) -> dict[int, list[ActionItem]]:
    found = select(ActionItem).where(ActionItem.incident_id.in_([each.id for each in incidents]))
    items: dict[int, list[ActionItem]] = defaultdict(list)
    for item in await session.scalars(found.order_by(ActionItem.number)):
        items[item.incident_id].append(item)
    return items


async def _zones(
    session: AsyncSession, incidents: Sequence[Incident], items: dict[int, list[ActionItem]]
) -> dict[str, dict[str, ZoneInfo]]:
    """Of whoever may have to be told at their own hours: of open incidents that is nobody."""
    zones: dict[str, dict[str, ZoneInfo]] = defaultdict(dict)
    asked = {item.owner for each in items.values() for item in each if item.owner}
    for incident in incidents:
        if not incident.is_open:
            asked |= {p for p in (incident.facilitator, incident.declared_by, *incident.commanders) if p}
    if not asked:
        return zones
    workspaces = {each.workspace_id for each in incidents}
    known = select(Person).where(Person.workspace_id.in_(workspaces), Person.id.in_(sorted(asked)))
    for person in await session.scalars(known):
        zones[person.workspace_id][person.id] = ZoneInfo(known_zone(person.zone))
    return zones


async def _deeds(session: AsyncSession, incidents: Sequence[Incident]) -> dict[int, TimelineEntry]:
    """The last thing that somebody did since the clock last looked, by incident."""
    changed = [each for each in incidents if each.looked_revision < each.revision and each.watch]
    if not changed:
        return {}
    news = or_(
        *(
            (TimelineEntry.incident_id == each.id) & (TimelineEntry.seq > each.looked_revision)
            for each in changed
        )
    )
    found = select(TimelineEntry).where(news, TimelineEntry.author.is_not(None)).order_by(TimelineEntry.seq)
    return {entry.incident_id: entry for entry in await session.scalars(found)}
