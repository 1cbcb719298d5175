"""Finding things in the database. Whoever will change an incident finds it `for_change`, which locks it.

Whoever looks for incidents says through whose eyes (`seen_by`), so that a private one cannot be found by
forgetting to ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.presence import RoomMember
from incident_bot.incidents.similar import Sketch
from incident_bot.incidents.viewer import WHOEVER_LOOKS, Viewer
from incident_bot.incidents.vocabulary import OVER, Status
from incident_bot.incidents.workspace import GroupMember, KnownGroup, Person, Workspace

# Statements of a declaration are made once: fifty people may declare at the same moment.
_DECLARED_LATELY = (
    select(Incident.number)
    .where(
        Incident.workspace_id == bindparam("workspace"),
        Incident.declared_by == bindparam("person"),
        Incident.title == bindparam("title"),
        Incident.severity == bindparam("severity"),
        Incident.declared_at >= bindparam("since"),
        # What was taken back, or is over and done with, may be declared anew.
        Incident.status != Status.CLOSED.value,
    )
    .order_by(Incident.id.desc())
    .limit(1)
)
_OPEN_NOW = (
    select(Incident.number, Incident.title, Incident.services, Incident.is_private)
    .where(
        Incident.workspace_id == bindparam("workspace"),
        Incident.status.not_in([status.value for status in OVER]),
        WHOEVER_LOOKS,
    )
    .order_by(Incident.id.desc())
    .limit(bindparam("most"))
)
_PERSON = select(Person).where(
    Person.workspace_id == bindparam("workspace"), Person.id == bindparam("person")
)
_COUNT_UP = (
    update(Workspace)
    .where(Workspace.id == bindparam("workspace"))
    .values(last_number=Workspace.last_number + 1)
    .returning(Workspace.last_number)
)


async def by_id(session: AsyncSession, incident_id: int, *, for_change: bool = False) -> Incident:
    """The incident with this key; it exists."""
    found = _incidents(session, for_change).where(Incident.id == incident_id)
    return (await session.scalars(found)).unique().one()


async def named_or_here(
    session: AsyncSession,
    workspace: str,
    number: int | None,
    room: str | None,
    *,
    for_change: bool,
    seen_by: Viewer,
) -> tuple[Incident | None, Incident | None]:
    """INC-`number`, and the incident whose war room `room` is: each may be missing, or both the same."""
    either = [Incident.number == number] if number is not None else []
    either += [Incident.room_id == room] if room is not None else []
    if not either:
        return None, None
    # In order, so that two who lock the same two do not wait for each other.
    found = _incidents(session, for_change).where(
        Incident.workspace_id == workspace, or_(*either), seen_by.sees()
    )
    found = found.order_by(Incident.id)
    incidents = (await session.scalars(found)).unique().all()
    named = next((each for each in incidents if number is not None and each.number == number), None)
    here = next((each for each in incidents if room is not None and each.room_id == room), None)
    return named, here


async def by_room(
    session: AsyncSession, workspace: str, room: str, *, for_change: bool = False
) -> Incident | None:
    """The incident whose war room this channel is: for the bot itself."""
    found = _incidents(session, for_change).where(
        Incident.workspace_id == workspace, Incident.room_id == room
    )
    return (await session.scalars(found)).unique().one_or_none()


async def by_thread(session: AsyncSession, workspace: str, channel: str, thread: str) -> Incident | None:
    """The incident whose announcement this thread hangs from: for the bot itself."""
    found = _incidents(session, False).where(
        Incident.workspace_id == workspace,
        Incident.announcement_channel == channel,
        Incident.announcement_ts == thread,
    )
    return (await session.scalars(found)).unique().one_or_none()


async def open_incidents(
    session: AsyncSession, workspace: str | None = None, *, seen_by: Viewer
) -> Sequence[Incident]:
    """Every incident that is neither resolved nor closed, newest first."""
    found = (
        _many_incidents()
        .where(Incident.status.not_in([status.value for status in OVER]), seen_by.sees())
        .order_by(Incident.id.desc())
    )
    if workspace is not None:
        found = found.where(Incident.workspace_id == workspace)
    return (await session.scalars(found)).all()


async def with_rooms_to_watch(session: AsyncSession, workspace: str) -> Sequence[Incident]:
    """Open incidents with a room, and private ones as long as their room can be used: for the bot itself."""
    is_open = Incident.status.not_in([status.value for status in OVER])
    # What was imported left its room behind, unless it is opened again.
    watched = is_open | (Incident.is_private & ~Incident.room_archived & Incident.imported_at.is_(None))
    found = select(Incident).where(Incident.workspace_id == workspace, Incident.room_id.is_not(None), watched)
    return (await session.scalars(found.order_by(Incident.id))).all()


async def recent(session: AsyncSession, workspace: str, most: int, *, seen_by: Viewer) -> Sequence[Incident]:
    """The newest `most` incidents, open or not."""
    found = (
        _many_incidents()
        .where(Incident.workspace_id == workspace, seen_by.sees())
        .order_by(Incident.id.desc())
        .limit(most)
    )
    return (await session.scalars(found)).all()


async def numbered(
    session: AsyncSession, workspace: str, numbers: Iterable[int], *, seen_by: Viewer
) -> Sequence[Incident]:
    """Those of these numbers that the viewer may see, oldest first."""
    found = _many_incidents().where(
        Incident.workspace_id == workspace, Incident.number.in_(sorted(set(numbers))), seen_by.sees()
    )
    return (await session.scalars(found.order_by(Incident.id))).all()


async def open_now(session: AsyncSession, workspace: str, most: int, *, seen_by: Viewer) -> list[Sketch]:
    """What the newest `most` open incidents are about: a person waits while they are compared."""
    asked = {"workspace": workspace, "most": most, **seen_by.values}
    return [Sketch(*row) for row in await (await session.connection()).execute(_OPEN_NOW, asked)]


async def declared_lately(
    session: AsyncSession, workspace: str, person: str, title: str, severity: str, since: datetime
) -> int | None:
    """The number of the incident that this person declared in just these words since then."""
    said = {"workspace": workspace, "person": person, "title": title, "severity": severity, "since": since}
    return (await (await session.connection()).execute(_DECLARED_LATELY, said)).scalar()


async def lock_workspace(session: AsyncSession, workspace: str) -> None:
    """Let nobody else declare until this transaction ends; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "sqlite":
        return
    await session.execute(select(Workspace.id).where(Workspace.id == workspace).with_for_update())


async def next_number(session: AsyncSession, workspace: str) -> int:
    """Count up the workspace's incidents; other declarations wait until this transaction ends."""
    # Past the ORM: no object of the session shows the number, and somebody waits.
    counted = await (await session.connection()).execute(_COUNT_UP, {"workspace": workspace})
    return int(counted.scalar_one())


async def workspace(session: AsyncSession, workspace_id: str) -> Workspace:
    """The workspace with this team id; it exists once the bot has started."""
    return (await session.scalars(select(Workspace).where(Workspace.id == workspace_id))).one()


async def person(session: AsyncSession, workspace_id: str, person_id: str) -> Person | None:
    """Somebody of the workspace, if the bot knows them."""
    return (await session.scalars(_PERSON, {"workspace": workspace_id, "person": person_id})).one_or_none()


async def people(session: AsyncSession, workspace_id: str, ids: Iterable[str]) -> dict[str, Person]:
    """Those of them whom the bot knows, by id."""
    found = select(Person).where(Person.workspace_id == workspace_id, Person.id.in_(sorted(set(ids))))
    return {each.id: each for each in await session.scalars(found)}


async def groups_of(session: AsyncSession, workspace_id: str, person_id: str) -> set[str]:
    """The user groups that somebody is in, of those that the settings name."""
    found = select(GroupMember.group).where(
        GroupMember.workspace_id == workspace_id, GroupMember.person == person_id
    )
    return set(await session.scalars(found))


async def known_groups(session: AsyncSession, workspace_id: str) -> set[str]:
    """The user groups whose members were read at least once."""
    found = select(KnownGroup.group).where(KnownGroup.workspace_id == workspace_id)
    return set(await session.scalars(found))


async def action_items(session: AsyncSession, incident_id: int) -> list[ActionItem]:
    """What is to be done after an incident, in the order in which it was said."""
    found = select(ActionItem).where(ActionItem.incident_id == incident_id)
    return list(await session.scalars(found.order_by(ActionItem.number)))


async def room_members(session: AsyncSession, incident_id: int) -> list[RoomMember]:
    """Who is in the room, whoever came first first."""
    found = select(RoomMember).where(RoomMember.incident_id == incident_id)
    return list(await session.scalars(found.order_by(RoomMember.since, RoomMember.person)))


def _incidents(session: AsyncSession, for_change: bool) -> Select[Incident]:
    """One incident or two, with who holds what, in one statement where that is right."""
    if for_change and session.get_bind().dialect.name == "postgresql":
        # Whoever waited for the lock must see what its holder changed. PostgreSQL then reads the locked row
        # anew, but what is joined to it as it was before: holdings are read by a statement of their own.
        return _many_incidents().with_for_update()
    return select(Incident).options(joinedload(Incident.holdings))


def _many_incidents() -> Select[Incident]:
    """Many, with who holds what in a second statement."""
    return select(Incident).options(selectinload(Incident.holdings))
