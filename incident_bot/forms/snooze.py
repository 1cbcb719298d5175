"""The form of “Snooze until…”: until which moment a reminder is to be quiet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from incident_bot.forms.filled import Filled
from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks, inputs
from incident_bot.messages.objects import cut
from incident_bot.messages.reminder_names import reminder_of
from incident_bot.slack import text

SNOOZE = "snooze"


def snooze_form(incident: Incident, family: str, subject: str, at: datetime, longest: str) -> dict[str, Any]:
    """The view; `at` is what it proposes, `longest` says how far ahead it may be."""
    about = f"*{incident.ref}* · {text.fit(text.one_line(incident.title), 300)}"
    said = f"{about}\nThe {text.fit(reminder_of(family, subject), 100)} is to be quiet."
    return {
        "type": "modal",
        "callback_id": SNOOZE,
        "private_metadata": " ".join(filter(None, (family, subject, incident.ref))),
        "title": blocks.plain_text(cut(f"Snooze, {incident.ref}", 24)),
        "submit": blocks.plain_text("Snooze"),
        "close": blocks.plain_text("Cancel"),
        "blocks": [
            blocks.section(said),
            inputs.moment(
                "until",
                "Until when?",
                at,
                hint=f"Within {longest}. What would have come before comes then, once.",
                optional=False,
            ),
        ],
    }


def snooze_words(filled: Filled) -> str:
    """`snooze update INC-12`: the moment is read from the form."""
    return f"snooze {filled.about}"
