"""What stays of a card in a thread when its incident gets a room."""

from __future__ import annotations

from incident_bot.incidents.incident import Incident
from incident_bot.messages.drill import marked
from incident_bot.slack import text
from incident_bot.slack.message import Message


def moved(incident: Incident) -> Message:
    """The way to the room."""
    room = text.channel(incident.room_id) if incident.room_id else "a room"
    return marked(Message(f"*{incident.ref}* has a room now: {room}. Its card is there."), incident)
