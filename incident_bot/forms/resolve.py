"""The form of `resolve`: is it over, what fixed it, and who leads the postmortem."""

from __future__ import annotations

from typing import Any

from incident_bot.forms.filled import Filled
from incident_bot.incidents import checklists
from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks, inputs
from incident_bot.messages.objects import OPTION
from incident_bot.settings import Settings
from incident_bot.slack.message import Block

RESOLVE = "resolve"


def resolve_form(incident: Incident, settings: Settings, summary: str = "") -> dict[str, Any]:
    """The view; what was ticked on the checklist before is ticked already."""
    readers = "The room reads" if incident.is_private else "The room and the status channel read"
    return {
        "type": "modal",
        "callback_id": RESOLVE,
        "private_metadata": incident.ref,
        "title": blocks.plain_text(f"Resolve {incident.ref}"[:24]),
        "submit": blocks.plain_text("Resolve"),
        "close": blocks.plain_text("Not yet"),
        "blocks": [
            *_criteria(incident, settings),
            inputs.text_input(
                "summary",
                "What fixed it?",
                value=summary,
                hint=f"{readers} it.",
                multiline=True,
                optional=True,
            ),
            inputs.person(
                "postmortem",
                "Who leads the postmortem?",
                incident.facilitator,
                hint="Somebody who was not commander. They are told what is expected.",
                optional=True,
            ),
        ],
    }


def resolve_words(filled: Filled) -> str:
    """`resolve INC-12`: the rest is read from the form."""
    return f"resolve {filled.about}"


def is_sure(filled: Filled) -> bool:
    """Whether somebody ticked the box for those who know better than the list."""
    return bool(filled.many("anyway"))


def _criteria(incident: Incident, settings: Settings) -> list[Block]:
    items = checklists.items(settings, incident.severity, "resolved")
    if not items:
        return []
    title = settings.checklists["resolved"].title
    ticked = [checklists.token(item) for item in items if item in (incident.ticked or {})]
    anyway = blocks.option("anyway", "Resolve it although not all of this is true")
    return [
        inputs.ticks("criteria", title, [_option(item) for item in items], ticked),
        inputs.ticks("anyway", "If something is not ticked", [anyway]),
    ]


def _option(item: str) -> Block:
    """An item has twice the room of an option's text: the rest of its words go below."""
    # Named by its words, not by its place: the list may be another one when the form is sent.
    token = checklists.token(item)
    if len(item) <= OPTION:
        return blocks.option(token, item)
    at = item.rfind(" ", 0, OPTION)
    at = at if at > 0 else OPTION - 1
    return blocks.option(token, item[:at].rstrip(), item[at:].strip())
