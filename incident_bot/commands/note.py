"""`note [time] <text>`: put something on the timeline."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.noting import noted
from incident_bot.commands.reply import Reply
from incident_bot.incidents.vocabulary import Kind


async def note(ask: Ask) -> Reply:
    """Allowed after the resolution too: what was learnt later belongs on the record."""
    return await noted(ask, Kind.NOTE, missing="there is no text to note.")
