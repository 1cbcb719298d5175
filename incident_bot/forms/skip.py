"""The form of “Not needed”: why a reminder is not, for whoever reads the record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from incident_bot.forms.filled import Filled
from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks, inputs
from incident_bot.messages.objects import cut
from incident_bot.slack import text

SKIP = "skip"
WHY = 500
"""Characters of the reason."""


def skip_form(
    incident: Incident, family: str, subject: str, means: str, due: datetime | None = None
) -> dict[str, Any]:
    """The view; `means` is a sentence of what follows, `due` when what is left out is due."""
    about = f"*{incident.ref}* · {text.fit(text.one_line(incident.title), 300)}"
    named = " ".join(filter(None, (family, subject, incident.ref)))
    return {
        "type": "modal",
        "callback_id": SKIP,
        "private_metadata": f"{named}|{due.isoformat() if due else ''}",
        "title": blocks.plain_text(cut(f"Not needed, {incident.ref}", 24)),
        "submit": blocks.plain_text("Not needed"),
        "close": blocks.plain_text("Cancel"),
        "blocks": [
            blocks.section(f"{about}\n{means}"),
            inputs.text_input(
                "why",
                "Why is it not needed?",
                hint="It goes on the timeline and is said in the room.",
                most=WHY,
            ),
        ],
    }


def skip_words(filled: Filled) -> str:
    """`skip update INC-12`: the reason is read from the form."""
    return f"skip {filled.about.partition('|')[0]}"


def shown_due(filled: Filled) -> datetime | None:
    """The moment of what the form was about, if it has one."""
    shown = filled.about.partition("|")[2]
    return datetime.fromisoformat(shown) if shown else None
