"""The form of `correct`: what an entry says now, to be put right with a reason."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from incident_bot.forms.filled import Filled
from incident_bot.incidents import moments_typed
from incident_bot.incidents.amending import CORRECTABLE, is_told
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind, kind_said
from incident_bot.messages import blocks, inputs
from incident_bot.messages.objects import cut
from incident_bot.slack import text as slack_text
from incident_bot.slack.message import Block

CORRECT = "correct"


def correct_form(
    incident: Incident,
    entry: TimelineEntry,
    *,
    text: str | None = None,
    kind: Kind | None = None,
    at: datetime | None = None,
    starred: bool | None = None,
    why: str = "",
    remarks: Sequence[str] = (),
) -> dict[str, Any]:
    """The view: what holds now, or what somebody typed to be right instead.

    `remarks` is what must be said of how their words were understood. Of what the bot wrote of itself only
    the star can be changed.
    """
    about = {"ref": incident.ref, "number": entry.number, "version": entry.version}
    if at is not None:
        about["at"] = at.isoformat()
    starred = starred if starred is not None else entry.starred or kind is Kind.DECISION
    return {
        "type": "modal",
        "callback_id": CORRECT,
        "private_metadata": json.dumps(about),
        "title": blocks.plain_text(cut(f"Correct #{entry.number}", 24)),
        "submit": blocks.plain_text("Save"),
        "close": blocks.plain_text("Cancel"),
        "blocks": [
            *(_told(entry, text, kind, at) if is_told(entry) else _not_told(entry)),
            *(blocks.context(remark) for remark in remarks),
            inputs.ticks(
                "star",
                "Star",
                [blocks.option("star", "Worth finding again")],
                ["star"] if starred else [],
            ),
            inputs.text_input(
                "why",
                "Why?",
                value=why,
                hint="The room and the history of the entry say it.",
                optional=not is_told(entry),
            ),
        ],
    }


def correct_words(filled: Filled) -> str:
    """`correct INC-12 #7`: the rest is read from the form."""
    about = json.loads(filled.about)
    return f"correct {about['ref']} #{about['number']}"


def shown_version(filled: Filled) -> int:
    """The version of the entry that the form showed."""
    return int(json.loads(filled.about)["version"])


def text_in(filled: Filled, shown: TimelineEntry) -> str | None:
    """The new words; None when they are those that were shown."""
    now = filled.text("text")
    # As a field gives back what it was filled with.
    before = slack_text.plain(slack_text.escape(shown.text))
    return None if not filled.has("text") or now == before else now


def moment_in(filled: Filled, shown: TimelineEntry) -> datetime | None:
    """The new moment; None when it is the one that was shown.

    The picker offers no seconds: those of a moment that was left alone are kept, as are typed ones.
    https://docs.slack.dev/reference/block-kit/block-elements/datetime-picker-element
    """
    picked = moments_typed.picked(filled.text("at"))
    if picked is None:
        return None
    if typed := json.loads(filled.about).get("at"):
        first = datetime.fromisoformat(typed).astimezone(UTC)
        if _minute(picked) == _minute(first):
            return first
    return None if _minute(picked) == _minute(shown.occurred_at) else picked


def _told(entry: TimelineEntry, text: str | None, kind: Kind | None, at: datetime | None) -> list[Block]:
    own = [] if entry.kind in CORRECTABLE else [entry.kind]
    kinds = [blocks.option(each, kind_said(each).capitalize()) for each in (*own, *CORRECTABLE)]
    return [
        *_words(entry, text),
        inputs.choice("kind", "What is it?", kinds, kind or entry.kind),
        inputs.moment(
            "at", "When was it?", at or entry.occurred_at, hint="In your own time zone.", optional=False
        ),
    ]


def _words(entry: TimelineEntry, text: str | None) -> list[Block]:
    said = entry.text if text is None else text
    if len(said) > inputs.TYPED:
        # A field that shows the beginning only would take the rest away.
        return [
            blocks.context("Its text is too long for this form: `correct` with the new words changes it.")
        ]
    return [inputs.text_input("text", "What happened?", value=said, multiline=True)]


def _not_told(entry: TimelineEntry) -> list[Block]:
    kind = kind_said(entry.kind)
    return [blocks.section(f"#{entry.number} is about the incident itself ({kind}): it can be starred.")]


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // 60
