"""`reopen [why]`: it was not over."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.incidents import checklists
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Status


async def reopen(ask: Ask) -> Reply:
    """Reminders are counted from now, and whether it is over is asked anew."""
    incident = await ask.incident(for_change=True, free_text=True)
    return reopened(ask, incident, await ask.plain_rest())


def reopened(ask: Ask, incident: Incident, why: str, to: Status = Status.INVESTIGATING) -> Reply:
    """Open it again; in a new room when nothing can be said in the old one."""
    lost = incident.room_archived and not incident.is_open
    if lost:
        # First the room: what is said of the reopening is then said in it.
        incident.want_room(ask.act)
    criteria = checklists.items(ask.settings, incident.severity, "resolved")
    incident.reopen(ask.act, why, to=to, criteria=criteria)
    room = " Its room is archived, and a bot cannot bring one back: I am opening a new one." if lost else ""
    return say(f"*{incident.ref}* is open again: {incident.status}.{room}")
