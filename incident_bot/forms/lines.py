"""The forms of pasted lines: one to paste into, and one that shows how each line is understood."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from incident_bot.forms.filled import Filled
from incident_bot.incidents.convention import Line
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.pasted import Pasted
from incident_bot.messages import blocks, inputs
from incident_bot.messages.objects import option, plain_text
from incident_bot.slack import text
from incident_bot.slack.message import Block

LINES = "lines"
CHANGE = "change"
"""What the button types that leads back to the lines as they were pasted."""
FIELDS = ("lines", *(f"lines_{n}" for n in range(2, 11)))
"""A field takes three thousand characters. What is longer stands in several."""
MENDED = inputs.TYPED
"""Characters of lines that can be mended in the form."""
_SHOWN = 160
"""Characters of each line in the preview: two hundred of them stay far below Slack's 100 blocks of a view.
https://docs.slack.dev/reference/views/modal-views"""


@dataclass(frozen=True)
class Sent:
    """What stands in the form."""

    ref: str = ""
    draft: str = ""
    """Where the lines are kept that were looked at; empty in the form to paste into."""
    lines: str = ""
    mended: str = ""
    as_one: bool = False
    kind: str = ""
    """Of lines that say none."""

    @classmethod
    def of(cls, filled: Filled) -> Sent:
        """The form as it was sent."""
        about = json.loads(filled.about) if filled.about.startswith("{") else {}
        return cls(
            str(about.get("ref", "")),
            str(about.get("draft", "")),
            "\n".join(filter(None, (filled.text(name) for name in FIELDS))),
            filled.text("mend"),
            filled.text("as") == "one",
            str(about.get("kind", "")),
        )


def paste_form(incident: Incident, said: str = "", kind: str = "") -> dict[str, Any]:
    """The view to paste into, or to change in what was pasted, when that `fits`.

    https://docs.slack.dev/reference/views/modal-views
    """
    hint = (
        "One entry for each line, like “14:35 Decision: roll back”. Times are read in your own zone; a line "
        "with only a date, like 2026-03-29, gives it to the lines below. More than fits here can be "
        "typed after the command itself."
    )
    fields = [
        inputs.text_input(
            name,
            "Your lines" if n == 0 else "and the lines after them",
            value=part,
            hint=hint if n == 0 else "",
            multiline=True,
            optional=n > 0,
        )
        for n, (name, part) in enumerate(zip(FIELDS, _parts(said), strict=False))
    ]
    return _view(incident, "", "Preview", fields, kind)


def fits(said: str) -> bool:
    """Whether all of it can stand in the fields of the form."""
    parts = _parts(said)
    return len(parts) <= len(FIELDS) and all(len(part) <= inputs.TYPED for part in parts)


def _parts(said: str) -> list[str]:
    """The lines in as few pieces as fields hold them; a line stays whole."""
    parts = [""]
    for line in said.splitlines():
        longer = f"{parts[-1]}\n{line}" if parts[-1] else line
        if parts[-1] and len(longer) > inputs.TYPED:
            parts.append(line)
        else:
            parts[-1] = longer
    return parts


def lines_form(
    incident: Incident,
    draft: str,
    lines: Sequence[Line],
    wrong: Sequence[Pasted],
    left_out: Sequence[str] = (),
) -> dict[str, Any]:
    """The view that shows each line as it would stand on the timeline, and those that cannot.

    `left_out` are lines of which there is nothing to put anywhere.
    """
    shown: list[Block] = [blocks.section(_heading(incident, lines, wrong))]
    shown += blocks.paragraphs([_shown(each) for each in lines])
    if left_out:
        like = text.fit(text.one_line(left_out[0]), 40)
        shown.append(blocks.context(f"{_lines(left_out)} without a word left out, like “{like}”."))
    shown.append(blocks.actions([blocks.button("Change the lines", f"paste {incident.ref} {CHANGE}")]))
    if wrong:
        why = " ".join(dict.fromkeys(each.line.problem for each in wrong))
        shown.append(
            inputs.text_input(
                "mend",
                f"{_lines(wrong)} I cannot take",
                value="\n".join(each.written for each in wrong),
                hint=f"Correct them here; what you delete is left out. {why}"[: inputs.LABEL],
                multiline=True,
                optional=True,
            )
        )
    if len(lines) + len(wrong) > 1:
        several = [option("lines", "An entry for each line"), option("one", "One entry with all the lines")]
        shown.append(inputs.radio("as", "How shall they stand there?", several, "lines"))
    return _view(incident, draft, "Put on the timeline", shown)


def lines_words(filled: Filled) -> str:
    """`paste INC-12`: the command reads the rest from the form itself."""
    return f"paste {Sent.of(filled).ref}".rstrip()


def _view(incident: Incident, draft: str, submit: str, shown: list[Block], kind: str = "") -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": LINES,
        "private_metadata": json.dumps({"ref": incident.ref, "draft": draft, "kind": kind}),
        "title": plain_text(f"Lines for {incident.ref}"[:24]),
        "submit": plain_text(submit),
        "close": plain_text("Cancel"),
        "blocks": shown,
    }


def _heading(incident: Incident, lines: Sequence[Line], wrong: Sequence[Pasted]) -> str:
    if not lines:
        return f"None of these lines can be put on the timeline of *{incident.ref}* as it is."
    left = ", and the rest is below" if wrong else ""
    whose = f"*{_lines(lines)} for the timeline of {incident.ref}*"
    return f"{whose}, as I understand them{left}. Nothing is saved yet."


def _lines(lines: Sequence[object]) -> str:
    return "1 line" if len(lines) == 1 else f"{len(lines)} lines"


def _shown(line: Line) -> str:
    assert line.at is not None, "only lines that have a time are shown"
    remark = f" _({text.fit(line.remark.rstrip('.'), 200)})_" if line.remark else ""
    return f"• {text.moment(line.at)} · *{line.kind}*: {text.fit(text.one_line(line.text), _SHOWN)}{remark}"
