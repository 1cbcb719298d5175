"""`uncheck <number or words>`: take ticks back."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.check import mark
from incident_bot.commands.reply import Reply


async def uncheck(ask: Ask) -> Reply:
    """What was ticked by mistake; without words, show the items with their numbers."""
    return await mark(ask, done=False)
