"""`decision [time] <text>`: put a decision on the timeline, starred."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.noting import noted
from incident_bot.commands.reply import Reply
from incident_bot.incidents.vocabulary import Kind


async def decision(ask: Ask) -> Reply:
    """Who decided is whoever types it."""
    return await noted(ask, Kind.DECISION, missing="the decision itself is missing.")
