"""`who`: who does what, and who is in the room."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply
from incident_bot.errors import Refused
from incident_bot.incidents import on_record, queries
from incident_bot.incidents.vacancy import TURNS, open_spans
from incident_bot.messages.who import who_message
from incident_bot.slack import text


async def who(ask: Ask) -> Reply:
    """Roles with their holders, those that nobody holds, and how long; then everybody in the room."""
    incident = await ask.incident(for_change=False)
    if ask.rest:
        shown = text.fit(text.plain(ask.rest), 60)
        raise Refused(f"“{shown}” is one word too many.", example=f"who {incident.ref}")
    spans = open_spans(incident, await on_record.of_kinds(ask.session, incident.id, TURNS), ask.now)
    members = await queries.room_members(ask.session, incident.id)
    return Reply(who_message(incident, members, spans, ask.settings))
