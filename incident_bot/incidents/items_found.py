"""Finding action items: of one incident, of one person, across all incidents that somebody may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.similar import Sketch, similar
from incident_bot.incidents.viewer import EVERYBODY, Viewer
from incident_bot.incidents.vocabulary import OVER
from incident_bot.incidents.workspace import Person

MOST = 2000
"""So many are looked at: a team with more open ones has other worries than this list."""

COMPARED = 500
"""So many earlier incidents with something left to do a new one is compared with."""

_EAST = timedelta(hours=14)
"""No clock anywhere is further ahead of UTC."""


@dataclass(frozen=True)
class Found:
    """An action item, and the incident that it came from."""

    item: ActionItem
    incident: Incident
    overdue: bool


@dataclass(frozen=True)
class Sought:
    """Which action items somebody wants to see; what is empty or None does not matter."""

    incident: int | None = None
    """The key of one incident."""
    person: str | None = None
    """Whose they are."""
    statuses: tuple[str, ...] = ("open",)
    overdue: bool = False


async def items(
    session: AsyncSession, workspace: str, sought: Sought, now: datetime, *, seen_by: Viewer, home: str
) -> list[Found]:
    """The urgent ones come first, of those the ones that are due first; what is over comes last.

    A day is over where whoever has the item lives; where that is not known, in `home`, the office's zone.
    """
    found = (
        select(ActionItem, Incident)
        .join(Incident, ActionItem.incident_id == Incident.id)
        .where(Incident.workspace_id == workspace, seen_by.sees())
        .order_by(ActionItem.id.desc())
        .limit(MOST)
    )
    if sought.incident is not None:
        found = found.where(ActionItem.incident_id == sought.incident)
    if sought.person is not None:
        found = found.where(ActionItem.owner == sought.person)
    found = found.where(or_(*(_STATUSES[status] for status in sought.statuses)))
    if sought.overdue:
        found = found.where(_STATUSES["open"], ActionItem.due_on < (now + _EAST).date())
    rows = (await session.execute(found)).all()
    zones = await _zones(session, workspace, {item.owner for item, _ in rows if item.owner})
    elsewhere = ZoneInfo(home)
    all_ = [
        Found(item, incident, item.is_overdue(now.astimezone(zones.get(item.owner or "", elsewhere)).date()))
        for item, incident in rows
    ]
    return sorted((each for each in all_ if each.overdue or not sought.overdue), key=_order)


async def unfinished_like(
    session: AsyncSession, incident: Incident
) -> list[tuple[Incident, list[ActionItem]]]:
    """Earlier incidents like this one that left something to do, most alike first; of what is public only."""
    left = exists().where(ActionItem.incident_id == Incident.id, _STATUSES["open"])
    earlier = (
        select(Incident)
        .where(
            Incident.workspace_id == incident.workspace_id,
            Incident.id < incident.id,
            # What is open is pointed out anyway.
            Incident.status.in_([status.value for status in OVER]),
            Incident.is_drill.is_(incident.is_drill),
            EVERYBODY.sees(),
            left,
        )
        .order_by(Incident.id.desc())
        .limit(COMPARED)
    )
    there = {each.number: each for each in await session.scalars(earlier)}
    sketches = [Sketch(each.number, each.title, each.services, each.is_private) for each in there.values()]
    alike = [there[each.number] for each in similar(incident.title, incident.services, sketches)]
    wanted = select(ActionItem).where(
        ActionItem.incident_id.in_([each.id for each in alike]), _STATUSES["open"]
    )
    todo: dict[int, list[ActionItem]] = {}
    for item in await session.scalars(wanted.order_by(ActionItem.priority, ActionItem.number)):
        todo.setdefault(item.incident_id, []).append(item)
    return [(each, todo[each.id]) for each in alike if each.id in todo]


async def _zones(session: AsyncSession, workspace: str, people: set[str]) -> dict[str, ZoneInfo]:
    found = select(Person.id, Person.zone).where(
        Person.workspace_id == workspace, Person.id.in_(sorted(people))
    )
    zones = {}
    for person, zone in (await session.execute(found)).all():
        try:
            zones[person] = ZoneInfo(zone)
        except (ValueError, OSError):
            # A profile may say anything.
            continue
    return zones


async def left_by(session: AsyncSession, incident_id: int) -> int:
    """How many action items of an incident are open."""
    found = select(func.count()).select_from(ActionItem)
    return (
        await session.execute(found.where(ActionItem.incident_id == incident_id, _STATUSES["open"]))
    ).scalar_one()


async def left_to(session: AsyncSession, workspace: str, *, seen_by: Viewer) -> int:
    """How many open action items the viewer has, of incidents that they may see."""
    found = select(func.count()).select_from(ActionItem).join(Incident, ActionItem.incident_id == Incident.id)
    theirs = found.where(
        Incident.workspace_id == workspace,
        seen_by.sees(),
        ActionItem.owner == seen_by.person,
        _STATUSES["open"],
    )
    return (await session.execute(theirs)).scalar_one()


def _order(found: Found) -> tuple[bool, str, date, int, int]:
    item = found.item
    return not item.is_open, item.priority, item.due_on or date.max, -found.incident.number, item.number


_STATUSES = {
    "open": ActionItem.done_at.is_(None) & ActionItem.dropped_at.is_(None),
    "done": ActionItem.done_at.is_not(None),
    "dropped": ActionItem.dropped_at.is_not(None),
}
