"""`title <new title>`: change what it is called; the room is renamed with it."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.slack import text


async def title(ask: Ask) -> Reply:
    """Card, topic and announcement follow by themselves."""
    incident = await ask.incident(for_change=True, free_text=True)
    if not (new := text.one_line(await ask.plain_rest())):
        raise Refused("the new title is missing.")
    incident.rename(new, ask.act)
    return say(f"*{incident.ref}* is now called: {text.fit(new, 1000)}")
