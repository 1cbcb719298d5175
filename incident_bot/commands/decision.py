"""`decision <text>`: put a decision on the timeline, starred."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused


async def decision(ask: Ask) -> Reply:
    """Who decided is whoever types it."""
    incident = await ask.incident(for_change=True, free_text=True)
    if not (said := await ask.plain_rest()):
        raise Refused("the decision itself is missing.")
    incident.decide(said, ask.act)
    return say(f"Decision recorded on the timeline of *{incident.ref}*.")
