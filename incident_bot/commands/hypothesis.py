"""`hypothesis [time] <text>`: put on the timeline what may be the cause."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.noting import noted
from incident_bot.commands.reply import Reply
from incident_bot.incidents.vocabulary import Kind


async def hypothesis(ask: Ask) -> Reply:
    """Whose it is: whoever types it."""
    return await noted(ask, Kind.HYPOTHESIS, missing="the hypothesis itself is missing.")
