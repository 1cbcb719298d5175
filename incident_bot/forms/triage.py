"""The form that helps to choose a severity: five questions, and then which rules the answers triggered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from incident_bot.forms.filled import Filled
from incident_bot.incidents.triage import QUESTIONS, Fired
from incident_bot.messages import blocks, inputs
from incident_bot.messages.objects import option, plain_text
from incident_bot.messages.triage import triaged
from incident_bot.settings import Settings

TRIAGE = "triage"


def triage_form(about: str = "") -> dict[str, Any]:
    """The view; `about` is the incident whose severity is asked for (`INC-12`), if there is one yet."""
    return {
        "type": "modal",
        "callback_id": TRIAGE,
        "private_metadata": about,
        "title": plain_text("How bad is it?"),
        "submit": plain_text("Propose"),
        "close": plain_text("Back"),
        "blocks": [
            blocks.context("Answer what you know. The worst answer counts, and you decide."),
            *(
                inputs.choice(
                    question.key,
                    question.text,
                    [option(answer.key, answer.text) for answer in question.answers],
                    None,
                    optional=True,
                )
                for question in QUESTIONS
            ),
        ],
    }


def triage_result(rules: Sequence[Fired], settings: Settings, about: str = "") -> dict[str, Any]:
    """The view that takes its place: what is proposed, and why."""
    message = triaged(rules, settings, about)
    return {
        "type": "modal",
        "callback_id": f"{TRIAGE}_result",
        "title": plain_text("How bad is it?"),
        "close": plain_text("Back"),
        "blocks": message.blocks,
    }


def triage_words(filled: Filled) -> str:
    """`triage INC-12`"""
    return f"triage {filled.about}".rstrip()
