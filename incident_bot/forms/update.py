"""The form of `update`: what stakeholders should know."""

from __future__ import annotations

from typing import Any

from incident_bot.forms.filled import Filled
from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks
from incident_bot.slack import text

UPDATE = "update"


def update_form(incident: Incident) -> dict[str, Any]:
    """The view; it remembers which incident it is about."""
    return {
        "type": "modal",
        "callback_id": UPDATE,
        "private_metadata": incident.ref,
        "title": blocks.plain_text(f"Update for {incident.ref}"[:24]),
        "submit": blocks.plain_text("Send"),
        "close": blocks.plain_text("Cancel"),
        "blocks": [
            blocks.text_input(
                "text",
                "Where do things stand?",
                hint="Impact, what is being done, what comes next. The status channel sees it too.",
                multiline=True,
            )
        ],
    }


def update_words(filled: Filled) -> str:
    """`update INC-12 <text>`"""
    return f"update {filled.about} {text.escape(filled.text('text'))}"
