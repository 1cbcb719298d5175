"""Words on the record that name a person as the cause, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.exports.entries import current_entries
from incident_bot.exports.wanted import Wanted
from incident_bot.incidents import queries
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.blame import Blame, Blamer
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import TOLD, Kind
from incident_bot.incidents.workspace import Person
from incident_bot.messages.blame import MOST

_KINDS = (
    *TOLD,
    Kind.UPDATE,
    Kind.RESOLVED,
    Kind.IMPACT,
    Kind.STATUS,
    Kind.SEVERITY,
    Kind.CLOSED,
    Kind.REOPENED,
)


async def blame_on_record(session: AsyncSession, incident: Incident) -> tuple[list[tuple[str, Blame]], int]:
    """The first of them, at most `MOST`, in the order in which things happened; and how many there are."""
    blamer = Blamer(await _people(session, incident))
    found: list[tuple[str, Blame]] = []
    total = 0
    async for entries in current_entries(session, incident.id, Wanted(kinds=tuple(map(str, _KINDS)))):
        for entry in entries:
            for each in blamer.read(entry.text) if not entry.is_withdrawn else ():
                total += 1
                found += [(f"#{entry.number}", each)] if len(found) < MOST else []
    for item in await queries.action_items(session, incident.id):
        for each in _in_item(blamer, item):
            total += 1
            found += [(f"action item {item.number}", each)] if len(found) < MOST else []
    return found, total


def _in_item(blamer: Blamer, item: ActionItem) -> Iterator[Blame]:
    yield from blamer.read(item.text)
    yield from blamer.read(item.criterion or "")


async def _people(session: AsyncSession, incident: Incident) -> list[Person]:
    """Whoever took part: of a whole workspace some would be called like a thing."""
    authors = select(TimelineEntry.author).where(TimelineEntry.incident_id == incident.id).distinct()
    ids = {each for each in await session.scalars(authors) if each}
    ids |= {incident.declared_by, *(each.person for each in incident.holdings)}
    return list((await queries.people(session, incident.workspace_id, ids)).values())
