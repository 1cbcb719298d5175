"""`impact <text>`: what users notice."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused


async def impact(ask: Ask) -> Reply:
    """The latest words count; earlier ones stay on the timeline."""
    incident = await ask.incident(for_change=True, free_text=True)
    if not (said := await ask.plain_rest()):
        raise Refused("the impact itself is missing: what do users notice?")
    incident.set_impact(said, ask.act)
    return say(f"The impact of *{incident.ref}* is on its card.")
