"""The record: everything that is known of an incident, read once, for the formats to write down."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from urllib.parse import quote

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.database import Database
from incident_bot.exports.addresses import is_workspace
from incident_bot.exports.entries import Batches, current_entries, every_fact, turns_of
from incident_bot.exports.people import known_names, people_of
from incident_bot.exports.wanted import Wanted
from incident_bot.incidents import queries
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.holding import RoleHolding
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.ledger import slots_of
from incident_bot.incidents.slot import Slot
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vacancy import open_spans, vacant
from incident_bot.incidents.vocabulary import Source
from incident_bot.incidents.workspace import Workspace
from incident_bot.messages.entry_text import entry_text, severity_label
from incident_bot.settings import Settings, Severity

__all__ = ["LATE", "Batches", "Record", "backdated", "open_record", "read_record"]

LATE = timedelta(seconds=60)
"""An entry written down later than this after it happened is marked as back-dated."""


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
    """Names by id, of those on the record whom the bot knows, in the order in which they appear there."""
    settings: Settings
    shown: Callable[[], Batches]
    """The current version of every entry that is wanted, withdrawn ones included, in the order in which
    things happened."""
    written: Callable[[], Batches]
    """Every fact, whatever is wanted, in the order in which they were written down: the chain."""
    wanted: Wanted = field(default_factory=Wanted)
    slots: Sequence[Slot] | None = ()
    """Every moment at which a reminder was owed, in order; None where only some entries are wanted."""
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What else people are called who may be named in texts, by id: only read when names are to be hidden."""

    @property
    def facts(self) -> int:
        """How many facts are on the record, every version of every entry."""
        return self.incident.revision or 0

    @property
    def head(self) -> str:
        """Where the chain of facts ends; empty when there are none."""
        return self.incident.chain_head or ""

    @property
    def severity(self) -> str:
        """What the incident's severity is called."""
        return severity_label(self.incident.severity, self.settings)

    @property
    def asked(self) -> Severity | None:
        """What its severity asks; None where the settings do not know it (any more): then nobody can say."""
        return self.settings.severities.get(self.incident.severity)

    @property
    def duration(self) -> timedelta | None:
        """From its start to its resolution; None while it is open: a record knows no present."""
        resolved = self.incident.resolved_at
        return None if resolved is None else self.incident.lasted(resolved)

    @property
    def vacancies(self) -> dict[str, timedelta]:
        """How long nobody held each role of one holder, by role.

        Empty while it is still open, and where it is not known who held which.
        """
        ended = self.incident.resolved_at
        if ended is None or not self.roles_are_known:
            return {}
        spans = open_spans(self.incident, self.turns, ended)
        single = [key for key, role in self.settings.roles.items() if role.single]
        return {role: vacant(role, self.holdings, spans) for role in single}

    @property
    def no_roles(self) -> str:
        """What there is to say where nobody is known to have held a role; empty where somebody did."""
        if self.holdings:
            return ""
        first = self.turns[0] if self.turns else None
        is_from_notes = first is not None and first.source == Source.IMPORT
        return "Who held which role is not known." if is_from_notes else "Nobody held a role."

    @property
    def roles_are_known(self) -> bool:
        """Whether it says something that nobody held a role: not where it was made of notes without any."""
        return self.no_roles in ("", "Nobody held a role.")

    def name(self, person: str) -> str:
        """What somebody is called; their id when the bot does not know them."""
        return self.people.get(person) or person or "unknown"

    def text(self, entry: TimelineEntry) -> str:
        """What an entry says, plain; nothing when it was withdrawn: `marks.tombstone` says that."""
        return "" if entry.is_withdrawn else entry_text(entry, self.settings, self.people)

    def link(self, channel: str | None, message: str | None) -> str | None:
        """The address of a message, None when it is not known which."""
        if not channel or not message:
            return None
        # https://docs.slack.dev/reference/methods/chat.getPermalink
        digits = message.replace(".", "")
        address = self._channel(channel)
        return address and f"{address}/p{digits if digits.isdecimal() else quote(digits, safe='')}"

    @property
    def room_link(self) -> str | None:
        """The address of the room, None when there is none yet, or no address of the workspace."""
        return self._channel(self.incident.room_id) if self.incident.room_id else None

    def _channel(self, channel: str) -> str | None:
        return _address(self.workspace.url, channel)


@lru_cache(maxsize=100)
def _address(workspace: str, channel: str) -> str | None:
    if not is_workspace(workspace):
        return None
    return f"{workspace.rstrip('/')}/archives/{quote(channel, safe='')}"


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
    turns = await turns_of(session, incident_id)
    items = await queries.action_items(session, incident_id)
    slots = None if wanted.is_excerpt else await slots_of(session, incident_id, clock.now())
    ids = await people_of(session, incident, turns, items, slots or ())
    found = await queries.people(session, incident.workspace_id, ids)
    return Record(
        incident=incident,
        workspace=await queries.workspace(session, incident.workspace_id),
        turns=tuple(turns),
        holdings=tuple(incident.holdings),
        items=tuple(items),
        people={each: found[each].name for each in ids if each in found},
        settings=settings,
        shown=lambda: current_entries(session, incident_id, wanted),
        written=lambda: every_fact(session, incident_id),
        wanted=wanted,
        slots=slots,
        known=await known_names(session, incident.workspace_id) if wanted.pseudonyms else {},
    )


def backdated(entry: TimelineEntry) -> timedelta | None:
    """How long after it happened the entry was written down; None when that was at once."""
    late = entry.recorded_at - entry.occurred_at
    return late if late > LATE else None
