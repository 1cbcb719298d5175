"""The form of `declare`: what is wrong, and how bad."""

from __future__ import annotations

from typing import Any

from incident_bot.forms.filled import Filled
from incident_bot.messages import blocks
from incident_bot.settings import Settings
from incident_bot.slack import text

DECLARE = "declare"


def declare_form(settings: Settings) -> dict[str, Any]:
    """The view. https://docs.slack.dev/reference/views/modal-views"""
    levels = [
        blocks.option(key, f"{level.label} {level.word}", level.meaning)
        for key, level in settings.severities.items()
    ]
    return {
        "type": "modal",
        "callback_id": DECLARE,
        "title": blocks.plain_text("Declare an incident"),
        "submit": blocks.plain_text("Declare"),
        "close": blocks.plain_text("Cancel"),
        "blocks": [
            blocks.text_input(
                "title", "What is wrong?", hint="A few words: the room is named after them.", most=250
            ),
            blocks.choice("severity", "How bad is it?", levels, settings.default_severity),
            blocks.context("It can be changed later. When in doubt, take the worse one."),
        ],
    }


def declare_words(filled: Filled) -> str:
    """`declare <title> <severity>`"""
    # Commands come escaped from Slack and are read so; what stands in a field does not.
    return f"declare {text.escape(filled.text('title'))} {filled.text('severity')}"
