"""What the people are called whom entries name."""

from __future__ import annotations

from collections.abc import Iterable

from incident_bot.commands.ask import Ask
from incident_bot.incidents import queries
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry


async def names_in(
    ask: Ask, incident: Incident, entries: Iterable[TimelineEntry], *others: str | None
) -> dict[str, str]:
    """The names by id, with their @, of all whom these entries name, and of `others`."""
    found = {each for each in others if each} | {
        value
        for entry in entries
        for value in (
            *(entry.facts or {}).values(),
            entry.author,
            (entry.amendment or {}).get("by"),
            (entry.taken_back or {}).get("by"),
        )
        if isinstance(value, str)
    }
    known = await queries.people(ask.session, incident.workspace_id, found)
    return {each: f"@{person.name}" for each, person in known.items()}
