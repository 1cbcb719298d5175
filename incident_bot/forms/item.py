"""The form of `item`: what is to be done, by whom and until when. The shortcut of a message opens it, too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from incident_bot.forms.filled import Filled
from incident_bot.incidents import items
from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks, inputs
from incident_bot.messages.objects import cut
from incident_bot.slack import text
from incident_bot.slack.message import Block

ITEM = "item"

_PRIORITIES = {
    "p0": ("P0, now", "Due today"),
    "p1": ("P1, within a week", ""),
    "p2": ("P2, within a month", ""),
    "p3": ("P3, when possible", ""),
}
_TYPES = {
    "prevent": ("Prevent", "It does not happen again"),
    "detect": ("Detect", "It is noticed sooner"),
    "respond": ("Respond", "It is over sooner"),
    "process": ("Process", "How we work together"),
}


def item_form(
    ref: str = "",
    *,
    offered: Sequence[Incident] = (),
    said: str = "",
    about: str = "",
    channel: str = "",
    message: str = "",
) -> dict[str, Any]:
    """The view. Without `ref` one of the incidents `offered` is chosen.

    `said` is proposed as the text; `channel` and `message` are where it was said, and `about` shows it.
    """
    which = [_incidents(offered)] if not ref else []
    return {
        "type": "modal",
        "callback_id": ITEM,
        "private_metadata": " ".join(filter(None, (ref or "?", channel, message))),
        "title": blocks.plain_text(cut(f"Action item, {ref}" if ref else "Action item", 24)),
        "submit": blocks.plain_text("Add it"),
        "close": blocks.plain_text("Cancel"),
        "blocks": [
            *([blocks.context(about)] if about else []),
            *which,
            inputs.text_input(
                "text",
                "What is to be done?",
                value=said,
                hint="One thing, so that it is clear when it is done.",
                multiline=True,
            ),
            inputs.person("owner", "Who does it?", optional=True),
            inputs.choice(
                "priority",
                "How urgent is it?",
                [blocks.option(key, label, more) for key, (label, more) in _PRIORITIES.items()],
                items.USUAL,
            ),
            inputs.text_input(
                "due",
                "Due",
                hint="A day, such as friday, 2w or 2026-12-01. Empty: as the priority has it.",
                optional=True,
                most=40,
            ),
            inputs.choice(
                "type",
                "What for?",
                [blocks.option(key, label, more) for key, (label, more) in _TYPES.items()],
                None,
                optional=True,
            ),
            inputs.text_input(
                "criterion",
                "What says that it is done?",
                hint="As in: the alert fires in staging.",
                multiline=True,
                optional=True,
            ),
        ],
    }


def item_words(filled: Filled) -> str:
    """`item INC-12`: the rest is read from the form."""
    ref = filled.about.partition(" ")[0]
    return f"item {filled.text('incident') if ref == '?' else ref}"


def origin(filled: Filled) -> tuple[str | None, str | None]:
    """The message that it was made from: its channel and its id; None where there is none."""
    parts = filled.about.split()
    return (parts[1], parts[2]) if len(parts) == 3 else (None, None)


def _incidents(offered: Sequence[Incident]) -> Block:
    options = [
        blocks.option(each.ref, f"{each.ref} {text.one_line(each.title)}", each.status) for each in offered
    ]
    return inputs.choice("incident", "After which incident?", options, offered[0].ref if offered else None)
