"""Links to where an incident lives, and to messages."""

from __future__ import annotations

from incident_bot.incidents.incident import Incident
from incident_bot.slack import text


def where(incident: Incident, workspace_url: str) -> str:
    """Its name, with a link to where it lives: `INC-2 in #incident-…`; `workspace_url` as Slack gives it."""
    if incident.room_id is not None:
        return f"*{incident.ref}* in {text.channel(incident.room_id)}"
    if incident.announcement_channel and incident.announcement_ts:
        address = message_link(workspace_url, incident.announcement_channel, incident.announcement_ts)
        return f"*<{address}|{incident.ref}>*"
    return f"*{incident.ref}*"


def place_of(incident: Incident) -> str:
    """The room or the thread itself, with a link to its channel; in words while it is not there yet."""
    if incident.room_id is not None:
        return text.channel(incident.room_id)
    if incident.place is not None:
        return f"its thread in {text.channel(incident.place.channel)}"
    return "its room" if incident.wants_room else "its thread"


def message_link(workspace_url: str, channel: str, message: str) -> str:
    """The address of a message. https://docs.slack.dev/reference/methods/chat.getPermalink"""
    return f"{workspace_url.rstrip('/')}/archives/{channel}/p{message.replace('.', '')}"
