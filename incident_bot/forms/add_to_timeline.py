"""The form of the shortcut “Add to timeline”: what kind of entry a message is, when it was, and the star."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from incident_bot.forms.filled import Filled
from incident_bot.incidents.similar import Sketch
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages import blocks, inputs
from incident_bot.messages.objects import option, plain_text
from incident_bot.slack import text
from incident_bot.slack.message import Block

ADD = "add_to_timeline"
KINDS = {
    Kind.PINNED: "A message worth keeping",
    Kind.DECISION: "A decision",
    Kind.ACTION: "An action",
    Kind.HYPOTHESIS: "A hypothesis",
    Kind.NOTE: "A note",
}
_QUOTED = 500


@dataclass(frozen=True)
class Sent:
    """What stands in the form."""

    ref: str = ""
    draft: str = ""
    kind: Kind = Kind.PINNED
    starred: bool = False

    @classmethod
    def of(cls, filled: Filled) -> Sent:
        """The form as it was sent."""
        about = json.loads(filled.about) if filled.about.startswith("{") else {}
        kind = filled.text("kind")
        return cls(
            str(about.get("ref") or filled.text("incident")),
            str(about.get("draft", "")),
            Kind(kind) if kind in KINDS else Kind.PINNED,
            "starred" in filled.many("star"),
        )


def add_form(
    ref: str | None, offered: Sequence[Sketch], draft: str, *, about: str, said: str, at: datetime
) -> dict[str, Any]:
    """The view. https://docs.slack.dev/reference/views/modal-views

    `ref` is the incident it belongs to; None: one of those `offered` is chosen. `about` is mrkdwn on the
    message, `said` its words, `at` when it was written.
    """
    shown: list[Block] = [blocks.section(about)]
    if said:
        shown.append(blocks.context(f"> {text.fit(text.one_line(said), _QUOTED)}"))
    if ref is None:
        choices = [option(f"INC-{each.number}", f"INC-{each.number} {each.title}") for each in offered]
        shown.append(inputs.choice("incident", "Which incident is it about?", choices, None))
    shown += [
        inputs.choice(
            "kind",
            "What is it?",
            [option(kind.value, label) for kind, label in KINDS.items()],
            Kind.PINNED.value,
        ),
        inputs.moment("at", "When was it?", at, hint="When it was written, unless you know better."),
        inputs.ticks(
            "star",
            "Is it worth finding again?",
            [option("starred", "Star it", "Decisions are starred in any case")],
        ),
    ]
    return {
        "type": "modal",
        "callback_id": ADD,
        "private_metadata": json.dumps({"ref": ref, "draft": draft}),
        "title": plain_text(f"Add to {ref or 'a timeline'}"[:24]),
        "submit": plain_text("Add"),
        "close": plain_text("Cancel"),
        "blocks": shown,
    }


def add_words(filled: Filled) -> str:
    """`add_to_timeline INC-12`: the command reads the rest from the form itself."""
    return f"add_to_timeline {Sent.of(filled).ref}".rstrip()
