"""Where an incident stands, for somebody who asks."""

from __future__ import annotations

from datetime import datetime

from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks
from incident_bot.messages.card import card
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message


def standing(incident: Incident, settings: Settings, now: datetime) -> Message:
    """The card, without its buttons, and the way to the room."""
    shown = card(incident, settings, now)
    told = [block for block in shown.blocks if block["type"] != "actions"]
    return Message(shown.text, [*told, blocks.context(_room(incident))])


def _room(incident: Incident) -> str:
    if incident.room_id is not None:
        room = text.channel(incident.room_id)
        return f"Room: {room}, where I can no longer write." if incident.room_archived else f"Room: {room}"
    if incident.wants_room:
        return "The room is being opened."
    if incident.announcement_channel is None:
        return "It has no room."
    return f"It has no room: it lives in a thread of {text.channel(incident.announcement_channel)}."
