"""Where an incident stands, for somebody who asks."""

from __future__ import annotations

from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks
from incident_bot.messages.card import card
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message


def standing(incident: Incident, settings: Settings) -> Message:
    """The card, without its buttons, and the way to the room."""
    shown = card(incident, settings)
    room = f"Room: {text.channel(incident.room_id)}" if incident.room_id else "The room is being opened."
    return Message(
        shown.text, [*(block for block in shown.blocks if block["type"] != "actions"), blocks.context(room)]
    )
