"""The first words in a room that takes the place of one that is lost."""

from __future__ import annotations

from incident_bot.incidents.incident import Incident
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message


def goes_on(incident: Incident, before: str, settings: Settings) -> Message:
    """Where it comes from, and where to read what happened so far."""
    return Message(
        f"*{incident.ref}* goes on here: I can no longer write in {text.channel(before)}. "
        f"What happened so far: `{settings.command} timeline`"
    )
