"""`close [why]`: nothing is left to be done."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.incidents import items_found


async def close(ask: Ask) -> Reply:
    """Only what is resolved can be closed."""
    incident = await ask.incident(for_change=True, free_text=True)
    incident.close(ask.act, await ask.plain_rest())
    left = await items_found.left_by(ask.session, incident.id)
    items = "1 action item is" if left == 1 else f"{left} action items are"
    still = f" {items} still open: `{ask.settings.command} items {incident.ref}`." if left else ""
    return say(f"*{incident.ref}* is closed.{still}")
