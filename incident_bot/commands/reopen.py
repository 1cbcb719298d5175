"""`reopen [why]`: it was not over."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say


async def reopen(ask: Ask) -> Reply:
    """Reminders are counted from now."""
    incident = await ask.incident(for_change=True, free_text=True)
    incident.reopen(ask.act, await ask.plain_rest())
    return say(f"*{incident.ref}* is open again: {incident.status}.")
