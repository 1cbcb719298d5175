"""The form of `handoff`: who takes a role over, and what they must know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from incident_bot.forms.filled import Filled
from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks, inputs
from incident_bot.messages.brief import HEADINGS
from incident_bot.messages.objects import cut
from incident_bot.messages.roles import capitalised
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Block

HANDOFF = "handoff"

_HINTS = {
    "tried": "With what came of it.",
    "strategy": "What you would go on with, and why.",
    "people": "Who does what, and whom to ask.",
    "next": "What has to happen, and by when.",
    "questions": "What nobody knows yet.",
    "links": "Dashboards, tickets, messages.",
}


def handoff_form(
    incident: Incident,
    roles: Sequence[str],
    receiver: str | None,
    standing: str,
    draft: Mapping[str, str],
    settings: Settings,
) -> dict[str, Any]:
    """The view. `roles` are those that may be handed over: one is meant, of several one is chosen."""
    named = f"*{incident.ref}* · {text.fit(text.one_line(incident.title), 300)}"
    asked = [text.fit(settings.role_label(role), 60) for role in roles[:1] if len(roles) == 1]
    role = f"\nYou offer: *{asked[0]}*." if asked else ""
    shown: list[Block] = [
        blocks.section(f"{named}{role}\n{text.fit(standing, 1500)}"),
        blocks.context("Until it is accepted, nothing changes hands."),
    ]
    if not asked:
        options = [blocks.option(each, capitalised(settings.role_label(each))) for each in roles]
        shown.append(inputs.choice("role", "Which role?", options, roles[0]))
    shown.append(inputs.person("receiver", "Who takes it over?", receiver))
    shown += [
        inputs.text_input(
            field,
            HEADINGS[field],
            value=draft.get(field, ""),
            hint=hint,
            multiline=True,
            optional=True,
        )
        for field, hint in _HINTS.items()
    ]
    return {
        "type": "modal",
        "callback_id": HANDOFF,
        "private_metadata": " ".join([incident.ref, *(roles if asked else ())]),
        "title": blocks.plain_text(cut(f"Hand-off, {incident.ref}", 24)),
        "submit": blocks.plain_text("Offer it"),
        "close": blocks.plain_text("Cancel"),
        "blocks": shown,
    }


def handoff_words(filled: Filled) -> str:
    """`handoff INC-12 commander`"""
    return f"handoff {filled.about} {filled.text('role')}".rstrip()


def brief(filled: Filled) -> dict[str, str]:
    """What was written, by heading."""
    return {HEADINGS[field]: filled.text(field) for field in _HINTS if filled.text(field)}
