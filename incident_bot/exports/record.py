"""The record: everything that is known of an incident, read once, for the formats to write down."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.database import Database
from incident_bot.exports.wanted import Wanted
from incident_bot.incidents import queries
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.holding import RoleHolding
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vacancy import open_spans, vacant
from incident_bot.incidents.vocabulary import TOLD, Kind
from incident_bot.incidents.workspace import Workspace
from incident_bot.messages.entry_text import entry_text, severity_label
from incident_bot.settings import Settings

BATCH = 1000

LATE = timedelta(seconds=60)
"""An entry written down later than this after it happened is marked as back-dated."""


Batches = AsyncIterator[Sequence[TimelineEntry]]
"""Entries, so many at a time that each wait for the database is worth it."""


@dataclass(frozen=True)
class Record:
    """An incident with all that belongs to it, and the words for it. A long timeline is never held whole."""

    incident: Incident
    workspace: Workspace
    turns: Sequence[TimelineEntry]
    """The current version of every entry that is about the incident itself, not in people's own words: the
    moves, roles, updates and what the bot did, in the order in which they were made."""
    holdings: Sequence[RoleHolding]
    items: Sequence[ActionItem]
    people: Mapping[str, str]
    """Names by id, of those whom the bot knows."""
    settings: Settings
    shown: Callable[[], Batches]
    """The current version of every entry that is wanted, withdrawn ones included, in the order in which
    things happened."""
    written: Callable[[], Batches]
    """Every fact, whatever is wanted, in the order in which they were written down: the chain."""
    wanted: Wanted = field(default_factory=Wanted)

    @property
    def severity(self) -> str:
        """What the incident's severity is called."""
        return severity_label(self.incident.severity, self.settings)

    @property
    def duration(self) -> timedelta | None:
        """From its start to its resolution; None while it is open: a record knows no present."""
        resolved = self.incident.resolved_at
        return None if resolved is None else self.incident.lasted(resolved)

    @property
    def vacancies(self) -> dict[str, timedelta]:
        """How long nobody held each role of one holder, by role; empty while it is still open."""
        ended = self.incident.resolved_at
        if ended is None:
            return {}
        spans = open_spans(self.incident, self.turns, ended)
        single = [key for key, role in self.settings.roles.items() if role.single]
        return {role: vacant(role, self.holdings, spans) for role in single}

    def name(self, person: str) -> str:
        """What somebody is called; their id when the bot does not know them."""
        return self.people.get(person) or person

    def text(self, entry: TimelineEntry) -> str:
        """What an entry says, plain."""
        return entry_text(entry, self.settings, self.people)

    def link(self, channel: str | None, message: str | None) -> str | None:
        """The address of a message, None when it is not known which."""
        if not channel or not message:
            return None
        # https://docs.slack.dev/reference/methods/chat.getPermalink
        return f"{self._channel(channel)}/p{quote(message.replace('.', ''), safe='')}"

    @property
    def room_link(self) -> str | None:
        """The address of the room, None when there is none yet."""
        return self._channel(self.incident.room_id) if self.incident.room_id else None

    def _channel(self, channel: str) -> str:
        return f"{self.workspace.url.rstrip('/')}/archives/{quote(channel, safe='')}"


@asynccontextmanager
async def open_record(
    database: Database, incident_id: int, settings: Settings, wanted: Wanted | None = None
) -> AsyncIterator[Record]:
    """The record as it is at this moment, for as long as the block lasts."""
    async with database.reading() as session:
        yield await read_record(session, incident_id, settings, wanted or Wanted())


async def read_record(session: AsyncSession, incident_id: int, settings: Settings, wanted: Wanted) -> Record:
    """The record, whose entries are read from the session when they are asked for."""
    incident = await queries.by_id(session, incident_id)
    turns = await queries.of_kinds(session, incident_id, [kind for kind in Kind if kind not in TOLD])
    items = await queries.action_items(session, incident_id)
    ids = await _people(session, incident, turns, items)
    known = await queries.people(session, incident.workspace_id, ids)
    return Record(
        incident=incident,
        workspace=await queries.workspace(session, incident.workspace_id),
        turns=tuple(turns),
        holdings=tuple(incident.holdings),
        items=tuple(items),
        people={each: known[each].name for each in sorted(known)},
        settings=settings,
        shown=lambda: _batches(session, _shown(incident_id, wanted)),
        written=lambda: _batches(session, _written(incident_id)),
        wanted=wanted,
    )


def _shown(incident_id: int, wanted: Wanted) -> Select[TimelineEntry]:
    found = select(TimelineEntry).where(TimelineEntry.incident_id == incident_id, TimelineEntry.is_current)
    if wanted.kinds:
        found = found.where(TimelineEntry.kind.in_(wanted.kinds))
    if wanted.starred:
        found = found.where(TimelineEntry.starred)
    return found.order_by(TimelineEntry.occurred_at, TimelineEntry.recorded_at, TimelineEntry.number)


def _written(incident_id: int) -> Select[TimelineEntry]:
    return select(TimelineEntry).where(TimelineEntry.incident_id == incident_id).order_by(TimelineEntry.seq)


async def _batches(session: AsyncSession, found: Select[TimelineEntry]) -> Batches:
    streamed = await session.stream_scalars(found.execution_options(yield_per=BATCH))
    async for entries in streamed.partitions():
        yield entries


async def _people(
    session: AsyncSession,
    incident: Incident,
    turns: Sequence[TimelineEntry],
    items: Sequence[ActionItem],
) -> set[str]:
    """The ids of all who are named anywhere on the record."""
    authors = select(TimelineEntry.author).where(TimelineEntry.incident_id == incident.id).distinct()
    ids = {each for each in await session.scalars(authors) if each}
    ids |= {incident.declared_by, *(h.person for h in incident.holdings), *_people_in(turns)}
    ids |= {told["by"] for told in (incident.ticked or {}).values()}
    ids |= {each for item in items for each in (item.owner, item.created_by, item.done_by) if each}
    return ids | ({incident.facilitator} if incident.facilitator else set())


def backdated(entry: TimelineEntry) -> timedelta | None:
    """How long after it happened the entry was written down; None when that was at once."""
    late = entry.recorded_at - entry.occurred_at
    return late if late > LATE else None


_PEOPLE_FACTS = ("person", "before", "marked_by", "giver", "receiver", "holder")


def _people_in(entries: Sequence[TimelineEntry]) -> Iterator[str]:
    for entry in entries:
        if entry.author:
            yield entry.author
        # `before` is a person for some kinds only; asking for a person called `sev2` finds nobody.
        facts = entry.facts or {}
        yield from (fact for key in _PEOPLE_FACTS if isinstance(fact := facts.get(key), str))
        first_roles = facts.get("roles")
        yield from first_roles.values() if isinstance(first_roles, dict) else ()
