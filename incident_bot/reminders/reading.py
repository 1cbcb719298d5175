"""Reads from the database what the rules of reminders look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import QueryableAttribute, selectinload

from incident_bot import clock
from incident_bot.exports.zone import known_zone
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Status
from incident_bot.incidents.workspace import Person
from incident_bot.reminders.reminder import Case
from incident_bot.settings import Settings


async def due_incidents(session: AsyncSession, now: datetime, most: int) -> Sequence[Incident]:
    """Those that are to be looked at now, the longest waiting first.

    Also those at which a clock that was ahead of this one looked: what it saw coming may come earlier.
    """
    due = await _looked_up(session, Incident.wakes_at <= now, Incident.wakes_at, most)
    if len(due) == most:
        return due
    # Asked by itself: with both in one question SQLite walks through all that are open.
    ahead = (Incident.looked_at > now) & or_(Incident.wakes_at.is_(None), Incident.wakes_at > now)
    return [*due, *await _looked_up(session, ahead, Incident.looked_at, most - len(due))]


async def _looked_up(
    session: AsyncSession, which: ColumnElement[bool], first: QueryableAttribute[Any], most: int
) -> Sequence[Incident]:
    """By one index each, so that it costs nothing when there are none."""
    found = select(Incident).options(selectinload(Incident.holdings)).where(which)
    return (await session.scalars(found.order_by(first, Incident.id).limit(most))).all()


async def look_anew(session: AsyncSession) -> None:
    """Everything that may be owed something is looked at with the next ticks: settings may be others.

    Behind what is due already, and behind what somebody changed.
    """
    now = clock.now()
    sleeps = Incident.wakes_at.is_(None) & (Incident.status != Status.CLOSED.value)
    await session.execute(
        update(Incident)
        .where(or_(Incident.wakes_at > now, sleeps))
        .values(wakes_at=now)
        .execution_options(synchronize_session=False)
    )


async def cases(
    session: AsyncSession, incidents: Sequence[Incident], settings: Settings
) -> list[tuple[Case, TimelineEntry | None]]:
    """Each with its action items, the zones of those whose day it is about, and the last deed since."""
    items = await _items(session, incidents)
    zones = await _zones(session, incidents, items, settings.office.zone)
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


async def last_deed(session: AsyncSession, incident: Incident, since: datetime) -> TimelineEntry | None:
    """The last thing that somebody did about it since a moment; None when nobody did anything."""
    found = (
        select(TimelineEntry)
        .where(
            TimelineEntry.incident_id == incident.id,
            TimelineEntry.author.is_not(None),
            TimelineEntry.recorded_at >= since,
        )
        .order_by(TimelineEntry.seq.desc())
        .limit(1)
    )
    return (await session.scalars(found)).first()


async def _items(session: AsyncSession, incidents: Iterable[Incident]) -> dict[int, list[ActionItem]]:
    found = select(ActionItem).where(ActionItem.incident_id.in_([each.id for each in incidents]))
    items: dict[int, list[ActionItem]] = defaultdict(list)
    for item in await session.scalars(found.order_by(ActionItem.number)):
        items[item.incident_id].append(item)
    return items


async def _zones(
    session: AsyncSession,
    incidents: Sequence[Incident],
    items: dict[int, list[ActionItem]],
    elsewhere: str,
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
        zones[person.workspace_id][person.id] = ZoneInfo(known_zone(person.zone, elsewhere))
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
