"""The form of a postmortem: who leads it, until when, and where it is."""

from __future__ import annotations

from typing import Any

from incident_bot.forms.filled import Filled
from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks, inputs
from incident_bot.messages.objects import cut

POSTMORTEM = "postmortem"
LINK = 2000
"""Characters of an address."""


def postmortem_form(incident: Incident) -> dict[str, Any]:
    """The view, with what is known."""
    due = incident.postmortem_due_on
    return {
        "type": "modal",
        "callback_id": POSTMORTEM,
        "private_metadata": incident.ref,
        "title": blocks.plain_text(cut(f"Postmortem, {incident.ref}", 24)),
        "submit": blocks.plain_text("Save"),
        "close": blocks.plain_text("Cancel"),
        "blocks": [
            inputs.person(
                "facilitator",
                "Who leads it?",
                incident.facilitator,
                hint="Somebody who was not commander. They are told what is expected.",
                optional=True,
            ),
            inputs.text_input(
                "due",
                "By which day is it held?",
                value=due.isoformat() if due else "",
                hint="Such as friday, 3d or 2026-12-01. Empty: as the severity asks.",
                optional=True,
                most=40,
            ),
            inputs.text_input(
                "link",
                "Where is it published?",
                value=incident.postmortem_link or "",
                hint="An address, once it is out.",
                optional=True,
                most=LINK,
            ),
        ],
    }


def postmortem_words(filled: Filled) -> str:
    """`postmortem INC-12 plan`: the rest is read from the form."""
    return f"postmortem {filled.about} plan"
