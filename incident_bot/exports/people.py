"""Who is named on a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.slot import Slot
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.workspace import Person

PERSON_FACTS = ("person", "before", "marked_by", "giver", "receiver", "holder", "owner", "facilitator")
"""The facts that may be somebody's id."""


async def people_of(
    session: AsyncSession,
    incident: Incident,
    turns: Sequence[TimelineEntry],
    items: Sequence[ActionItem],
    slots: Sequence[Slot] = (),
) -> list[str]:
    """The ids of all who are on the record, in the order in which they appear, without reading it all."""
    first: dict[str, int] = {}
    for column in (
        TimelineEntry.author,
        TimelineEntry.facts["marked_by"].as_string(),
        TimelineEntry.amendment["by"].as_string(),
    ):
        about = TimelineEntry.incident_id == incident.id, column.is_not(None)
        found = select(column, func.min(TimelineEntry.seq)).where(*about).group_by(column)
        _note(first, ((who, seq) for who, seq in await session.execute(found) if isinstance(who, str)))
    _note(first, ((who, entry.seq) for entry in turns for who in people_in(entry)))
    others = [holding.person for holding in incident.holdings]
    others += [told["by"] for told in (incident.ticked or {}).values()]
    others += [told[end] for told in (incident.offers or {}).values() for end in ("giver", "receiver")]
    others += [each for item in items for each in (item.created_by, item.owner, item.done_by) if each]
    others += [slot.by for slot in slots if slot.by]
    others += [incident.facilitator] if incident.facilitator else []
    in_order = sorted(first, key=lambda who: (first[who], who))
    return list(dict.fromkeys([incident.declared_by, *in_order, *others]))


async def known_names(session: AsyncSession, workspace: str) -> dict[str, tuple[str, ...]]:
    """What everybody in the workspace is called, by id: name and handle."""
    found = select(Person.id, Person.name, Person.handle).where(Person.workspace_id == workspace)
    rows = await session.execute(found.order_by(Person.id))
    return {person: (name, f"@{handle}") for person, name, handle in rows}


def people_in(entry: TimelineEntry) -> Iterator[str]:
    """Whoever an entry names by id, besides its author."""
    # `before` is a person for some kinds only; asking for a person called `sev2` finds nobody.
    facts = entry.facts or {}
    yield from (fact for key in PERSON_FACTS if isinstance(fact := facts.get(key), str))
    first_roles = facts.get("roles")
    yield from first_roles.values() if isinstance(first_roles, dict) else ()


def _note(first: dict[str, int], found: Iterable[tuple[str, int]]) -> None:
    for who, seq in found:
        first[who] = min(seq, first.get(who, seq))
