"""`timeline`: what happened, in order."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply
from incident_bot.incidents import queries
from incident_bot.messages.timeline import timeline_message

LAST = 40


async def timeline(ask: Ask) -> Reply:
    """The latest entries; an export has them all."""
    incident = await ask.incident(for_change=False)
    entries = await queries.timeline(ask.session, incident.id, last=LAST)
    total = await queries.count_entries(ask.session, incident.id)
    ids = {
        value
        for entry in entries
        for value in (*entry.facts.values(), entry.author)
        if isinstance(value, str)
    }
    known = await queries.people(ask.session, incident.workspace_id, ids)
    names = {each: f"@{person.name}" for each, person in known.items()}
    return Reply(timeline_message(incident, entries, total, ask.settings, names))
