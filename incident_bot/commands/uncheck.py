"""`uncheck <number or words>`: take ticks back."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.check import mark
from incident_bot.commands.reply import Reply
from incident_bot.slack import text


async def uncheck(ask: Ask) -> Reply:
    """What was ticked by mistake; without words, show the items with their numbers."""
    incident = await ask.incident(for_change=True)
    return mark(ask, incident, text.one_line(await ask.plain_rest()) or "list", done=False)
