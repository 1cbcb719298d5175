"""`note <text>`: put something on the timeline."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused


async def note(ask: Ask) -> Reply:
    """Allowed after the resolution too: what was learnt later belongs on the record."""
    incident = await ask.incident(for_change=True, free_text=True)
    if not (said := await ask.plain_rest()):
        raise Refused("there is no text to note.")
    incident.note(said, ask.act)
    return say(f"Noted on the timeline of *{incident.ref}*.")
