"""The form of `change`: everything that is known of an incident, to be put right."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from incident_bot.forms.filled import Filled, Value
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import OVER, Status
from incident_bot.messages import blocks, inputs
from incident_bot.messages.objects import cut
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Block

CHANGE = "change"

_FIELDS = {
    "title": ("title",),
    "impact": ("impact",),
    "services": ("services", "others"),
    "severity": ("severity",),
    "status": ("status",),
}
"""What can be changed, and the blocks of the form that say it."""


def change_form(incident: Incident, settings: Settings, *, severity: str | None = None) -> dict[str, Any]:
    """The view, filled with what is true. `severity` is the one that somebody wants already."""
    labels = [service.label for service in settings.services.values()]
    shown: dict[str, Value] = {
        "title": cut(text.one_line(incident.title), inputs.TYPED),
        "severity": incident.severity,
        "status": incident.status,
        "impact": cut(incident.impact or "", inputs.TYPED),
        "services": tuple(each for each in labels if each in incident.services),
        "others": cut(", ".join(each for each in incident.services if each not in labels), inputs.TYPED),
    }
    return {
        "type": "modal",
        "callback_id": CHANGE,
        "private_metadata": json.dumps({"ref": incident.ref, "shown": _digests(Filled(shown))}),
        "title": blocks.plain_text(f"Change {incident.ref}"[:24]),
        "submit": blocks.plain_text("Save"),
        "close": blocks.plain_text("Cancel"),
        "blocks": [
            inputs.text_input("title", "Title", value=str(shown["title"])),
            _severities(settings, severity or incident.severity),
            _why(wanted=severity is not None),
            *_statuses(incident),
            inputs.text_input(
                "impact",
                "What do users notice?",
                value=str(shown["impact"]),
                multiline=True,
                optional=True,
            ),
            *_services(labels, shown),
        ],
    }


def change_words(filled: Filled) -> str:
    """`change INC-12`: the rest is read from the form."""
    return f"change {json.loads(filled.about)['ref']}"


def changed_fields(filled: Filled) -> set[str]:
    """What somebody changed in the form, compared with what it showed them."""
    shown, now = json.loads(filled.about)["shown"], _digests(filled)
    return {field for field, digest in now.items() if digest != shown.get(field)}


def _digests(filled: Filled) -> Mapping[str, str]:
    return {
        field: _digest([filled.many(block) if block == "services" else filled.text(block) for block in of])
        for field, of in _FIELDS.items()
        if any(filled.has(block) for block in of)
    }


def _digest(values: object) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:12]


def _severities(settings: Settings, chosen: str) -> Block:
    levels = [
        blocks.option(key, f"{level.label} {level.word}", level.meaning)
        for key, level in settings.severities.items()
    ]
    return inputs.choice("severity", "Severity", levels, chosen)


def _why(*, wanted: bool) -> Block:
    return inputs.text_input(
        "why",
        "Why?",
        hint="A change of severity needs a reason; it goes on the timeline.",
        optional=not wanted,
    )


def _statuses(incident: Incident) -> list[Block]:
    if not incident.is_open:
        return []
    open_ones = [blocks.option(status, status.capitalize()) for status in Status if status not in OVER]
    hint = "To resolve it there is a form of its own: it asks whether it is over."
    return [inputs.choice("status", "Status", open_ones, incident.status, hint=hint)]


def _services(labels: list[str], shown: Mapping[str, Value]) -> list[Block]:
    offered = [blocks.option(label, label) for label in labels]
    menu = [inputs.choices("services", "What is affected?", offered, shown["services"])] if offered else []
    label = "Anything else that is affected?" if offered else "What is affected?"
    hint = "Names, with commas between."
    others = inputs.text_input("others", label, value=str(shown["others"]), hint=hint, optional=True)
    return [*menu, others]
