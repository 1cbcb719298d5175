"""`action [time] <text>`: put on the timeline what was done about it."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.noting import noted
from incident_bot.commands.reply import Reply
from incident_bot.incidents.vocabulary import Kind


async def action(ask: Ask) -> Reply:
    """Who acted is whoever types it."""
    return await noted(ask, Kind.ACTION, missing="what was done is missing.")
