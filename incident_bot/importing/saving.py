"""An incident from elsewhere is saved with its record; nothing follows: no room, no words, no reminder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.errors import Refused
from incident_bot.incidents import queries
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.presence import come_in
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.workspace import Person, Workspace
from incident_bot.messages.listed import listed

_BATCH = 1000


@dataclass(frozen=True)
class Saved:
    """What became of it."""

    incident: Incident
    facts: int
    remarks: tuple[str, ...] = ()
    """What is not as it was."""


async def home_of(session: AsyncSession, wanted: str | None, own: Workspace | None = None) -> Workspace:
    """The workspace that gets it, locked: the one that is asked for, the record's own, or the only one.

    In an empty database the record's own is made. Raises Refused when nobody can know which one is meant.
    """
    known = {each.id: each for each in await session.scalars(select(Workspace).order_by(Workspace.id))}
    asked = wanted or (own.id if own else next(iter(known), None) if len(known) == 1 else None)
    if asked in known:
        await queries.lock_workspace(session, asked)
        return known[asked]
    there_are = f"the database has {listed(known)}" if known else "the database has none yet"
    if asked is None:
        raise Refused(
            f"it is not said which workspace it belongs to: {there_are}.", example="--workspace T0123ABCD"
        )
    if own is None or wanted not in (None, own.id) or known:
        raise Refused(f"there is no workspace {asked}: {there_are}.", example=_example(known))
    session.add(own)
    await session.flush()
    return own


async def save(
    session: AsyncSession,
    home: Workspace,
    incident: Incident,
    entries: Iterable[TimelineEntry],
    people: Mapping[str, str],
    now: datetime,
) -> Saved:
    """Save it under its number where that is free, else under the next one."""
    remarks = []
    if not incident.is_open:
        incident.imported_at = now
    else:
        raise Refused(
            f"{incident.ref} is {incident.status}: only what is over is imported. Resolve it first."
        )
    was, incident.workspace_id = incident.workspace_id, home.id
    if was != home.id:
        # Channels of another workspace mean nothing here.
        _without_room(incident)
        incident.announcement_channel = incident.announcement_ts = None
        remarks.append(f"it was of the workspace {was}: its room and its announcement are left out")
    elif await _room_is_taken(session, incident):
        remarks.append("its room belongs to another incident and is left out")
        _without_room(incident)
    wanted, incident.number = incident.number, await _number(session, home, incident.number)
    if wanted and incident.number != wanted:
        remarks.append(f"INC-{wanted} is another incident here, so it gets the next number")
    session.add(incident)
    await _remember(session, home.id, people)
    await session.flush()
    count = await _insert(session, incident, entries)
    if incident.is_private:
        # Whoever had a part in it may go on seeing it; nobody else.
        await come_in(session, incident.id, incident.people, now)
    return Saved(incident, count, tuple(remarks))


async def same_as(session: AsyncSession, workspace: str, first_hash: str) -> Incident | None:
    """The incident whose record begins with the fact of this hash: it is the same one."""
    found = (
        select(Incident)
        .join(TimelineEntry, TimelineEntry.incident_id == Incident.id)
        .where(Incident.workspace_id == workspace, TimelineEntry.seq == 1, TimelineEntry.hash == first_hash)
    )
    return (await session.scalars(found.limit(1))).first()


async def _number(session: AsyncSession, home: Workspace, wanted: int) -> int:
    taken = select(Incident.id).where(Incident.workspace_id == home.id, Incident.number == wanted)
    if wanted < 1 or (await session.scalars(taken)).first() is not None:
        return await queries.next_number(session, home.id)
    newest = select(func.max(Incident.number)).where(Incident.workspace_id == home.id)
    home.last_number = max(home.last_number, wanted, (await session.execute(newest)).scalar() or 0)
    return wanted


async def _room_is_taken(session: AsyncSession, incident: Incident) -> bool:
    found = select(Incident.id).where(
        Incident.workspace_id == incident.workspace_id, Incident.room_id == incident.room_id
    )
    return incident.room_id is not None and (await session.scalars(found)).first() is not None


def _without_room(incident: Incident) -> None:
    incident.room_gone()
    incident.wants_room = incident.is_private


async def _remember(session: AsyncSession, workspace: str, people: Mapping[str, str]) -> None:
    """Whom the bot knows it knows better; the others are at least called by their names."""
    known = await queries.people(session, workspace, people)
    session.add_all(
        # Nobody is mentioned by such a handle: it waits for the day on which Slack names them.
        Person(workspace_id=workspace, id=person, handle=person, name=name)
        for person, name in sorted(people.items())
        if person not in known
    )


async def _insert(session: AsyncSession, incident: Incident, entries: Iterable[TimelineEntry]) -> int:
    columns = [each.key for each in TimelineEntry.__table__.columns if each.key not in ("id", "incident_id")]
    of_it = {"incident_id": incident.id}
    count, rows = 0, []
    for entry in entries:
        rows.append(of_it | {name: getattr(entry, name) for name in columns})
        count += 1
        if len(rows) == _BATCH:
            await session.execute(insert(TimelineEntry), rows)
            rows = []
    if rows:
        await session.execute(insert(TimelineEntry), rows)
    return count


def _example(known: Mapping[str, Workspace]) -> str:
    return f"--workspace {next(iter(known))}" if known else "incident-bot serve"
