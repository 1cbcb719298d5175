"""`close [why]`: nothing is left to be done."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say


async def close(ask: Ask) -> Reply:
    """Only what is resolved can be closed."""
    incident = await ask.incident(for_change=True, free_text=True)
    incident.close(ask.act, await ask.plain_rest())
    return say(f"*{incident.ref}* is closed.")
