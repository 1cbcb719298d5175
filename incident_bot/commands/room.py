"""`room`: a room of its own for an incident that lives in a thread, or whose room is lost."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.slack import text


async def room(ask: Ask) -> Reply:
    """It is opened in a moment; what has one already says where."""
    incident = await ask.incident(for_change=True)
    if ask.rest:
        raise Refused("`room` takes no words.", example=f"room {incident.ref}")
    if incident.wants_room and not incident.room_archived and not incident.is_withdrawn:
        if incident.room_id is None:
            return say(f"The room of *{incident.ref}* is being opened.")
        return say(f"*{incident.ref}* has its room: {text.channel(incident.room_id)}.")
    incident.want_room(ask.act)
    return say(f"I am opening a room for *{incident.ref}*: everything about it is said there from then on.")
