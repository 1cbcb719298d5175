"""The record: everything that is known of an incident, read once, for the formats to write down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.incidents import queries
from incident_bot.incidents.holding import RoleHolding
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vacancy import open_spans, vacant
from incident_bot.incidents.workspace import Workspace
from incident_bot.messages.entry_text import entry_text, severity_label
from incident_bot.settings import Settings

LATE = timedelta(seconds=60)
"""An entry written down later than this after it happened is marked as back-dated."""


@dataclass(frozen=True)
class Record:
    """An incident with all that belongs to it, and the words for it."""

    incident: Incident
    workspace: Workspace
    entries: Sequence[TimelineEntry]
    """In the order in which things happened."""
    holdings: Sequence[RoleHolding]
    people: Mapping[str, str]
    """Names by id, of those whom the bot knows."""
    settings: Settings

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
        spans = open_spans(self.incident, sorted(self.entries, key=lambda entry: entry.id), ended)
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


async def read_record(session: AsyncSession, incident: Incident, settings: Settings) -> Record:
    """Read what belongs to `incident`, which comes with its holdings."""
    entries = await queries.timeline(session, incident.id)
    ids = {incident.declared_by, *(h.person for h in incident.holdings), *_people_in(entries)}
    ids |= {told["by"] for told in (incident.ticked or {}).values()}
    known = await queries.people(session, incident.workspace_id, ids)
    return Record(
        incident=incident,
        workspace=await queries.workspace(session, incident.workspace_id),
        entries=tuple(entries),
        holdings=tuple(incident.holdings),
        people={each: known[each].name for each in sorted(known)},
        settings=settings,
    )


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
