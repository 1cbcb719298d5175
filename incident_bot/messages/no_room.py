"""What the declarer hears when no room could be opened."""

from __future__ import annotations

from incident_bot.incidents.incident import Incident
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message


def no_room(incident: Incident, why: str, settings: Settings) -> Message:
    """The incident goes on without a room: commands about it work everywhere."""
    return Message(
        f"I could not open a room for *{incident.ref}* ({text.fit(text.one_line(incident.title), 300)}): "
        f"{text.fit(why, 500)}.\n"
        f"It is on the record, and commands work everywhere: `{settings.command} note {incident.ref} …`"
    )
