"""Marks what is said of a drill, so that nobody takes it for real."""

from __future__ import annotations

from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks
from incident_bot.slack.message import Message

WORDS = "This is a drill."


def marked(message: Message, incident: Incident) -> Message:
    """The message as it is; that of a drill says so, to the eye and to screen readers."""
    if not incident.is_drill:
        return message
    shown = message.blocks or blocks.paragraphs(message.text.split("\n"))
    return Message(f"{message.text}\n{WORDS}", [*shown, blocks.context(f"*{WORDS}*")])
