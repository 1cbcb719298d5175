"""`close [why]`: nothing is left to be done."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.incidents import items_found
from incident_bot.incidents.incident import Incident
from incident_bot.reminders.families import is_owed
from incident_bot.reminders.reading import case


async def close(ask: Ask) -> Reply:
    """Only what is resolved can be closed."""
    incident = await ask.incident(for_change=True, free_text=True)
    unpublished = await _unpublished(ask, incident)
    incident.close(ask.act, await ask.plain_rest())
    left = await items_found.left_by(ask.session, incident.id)
    items = "1 action item is" if left == 1 else f"{left} action items are"
    still = f" {items} still open: `{ask.settings.command} items {incident.ref}`." if left else ""
    return say(f"*{incident.ref}* is closed.{unpublished}{still}")


async def _unpublished(ask: Ask, incident: Incident) -> str:
    """That nobody hears of a postmortem any more which is still owed."""
    known = await case(ask.session, incident, ask.settings)
    if not is_owed(known, "postmortem", "", ask.now):
        return ""
    how = f"`{ask.settings.command} postmortem {incident.ref} published <address>`"
    return (
        f" Its postmortem is not published, and from now on nobody is reminded of it: {how} says where it is."
    )
