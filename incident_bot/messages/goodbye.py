"""The last line in a room before it is archived."""

from __future__ import annotations

from incident_bot.incidents.incident import Incident
from incident_bot.settings import Settings
from incident_bot.slack.message import Message


def goodbye(incident: Incident, settings: Settings) -> Message:
    """What becomes of the room, and the way back."""
    ref, command = incident.ref, settings.command
    return Message(
        f"*{ref}* is {incident.status}, and this room is archived now. Everything in it can still be read. "
        f"`{command} reopen {ref}` opens a new room, `{command} timeline {ref}` tells what happened."
    )
