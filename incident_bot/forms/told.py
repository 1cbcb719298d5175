"""What takes the place of a form that was sent: the reply to it."""

from __future__ import annotations

from typing import Any

from incident_bot.messages import blocks
from incident_bot.slack.message import Message


def told(title: str, message: Message) -> dict[str, Any]:
    """A view without fields."""
    return {
        "type": "modal",
        "title": blocks.plain_text(title),
        "close": blocks.plain_text("Close"),
        "blocks": message.blocks or blocks.paragraphs(message.text.split("\n")),
    }
