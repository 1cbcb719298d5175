"""The pieces of Block Kit that messages and forms are made of, within Slack's limits.

https://docs.slack.dev/reference/block-kit/blocks
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from incident_bot.slack.message import Block

SECTION = 3000
HEADER = 150


def mrkdwn(text: str) -> Block:
    """Formatted text. Verbatim: Slack must not make mentions or links of what people typed."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain_text(text: str) -> Block:
    """Text without formatting, for headers, labels and buttons."""
    return {"type": "plain_text", "text": text, "emoji": True}


def header(text: str) -> Block:
    """A large line, cut to what Slack takes."""
    return {
        "type": "header",
        "text": plain_text(text if len(text) <= HEADER else text[: HEADER - 1].rstrip() + "…"),
    }


def section(text: str) -> Block:
    """A paragraph; `text` is mrkdwn of at most 3,000 characters."""
    return {"type": "section", "text": mrkdwn(text)}


def fields(pairs: Sequence[tuple[str, str]]) -> Block:
    """Up to ten labelled values in two columns."""
    return {"type": "section", "fields": [mrkdwn(f"*{label}*\n{value}") for label, value in pairs]}


def context(text: str) -> Block:
    """Small print."""
    return {"type": "context", "elements": [mrkdwn(text)]}


def actions(buttons: Iterable[Block]) -> Block:
    """A row of buttons; each gets its place as its action id, which must be unique in the row."""
    return {
        "type": "actions",
        "elements": [{**button, "action_id": f"command:{n}"} for n, button in enumerate(buttons)],
    }


def button(label: str, words: str, *, style: str | None = None, confirm: Block | None = None) -> Block:
    """A button that types `words` (a command without its slash) for whoever clicks it."""
    made: Block = {"type": "button", "text": plain_text(label), "value": words}
    if style:
        made["style"] = style
    if confirm:
        made["confirm"] = confirm
    return made


def confirm(title: str, text: str, yes: str, no: str) -> Block:
    """The question that Slack asks before a click counts."""
    return {
        "title": plain_text(title),
        "text": plain_text(text),
        "confirm": plain_text(yes),
        "deny": plain_text(no),
    }


def paragraphs(lines: Iterable[str]) -> list[Block]:
    """Lines in as few sections as hold them; a line is at most a section long."""
    blocks: list[Block] = []
    gathered: list[str] = []
    length = 0
    for line in lines:
        if gathered and length + len(line) + 1 > SECTION:
            blocks.append(section("\n".join(gathered)))
            gathered, length = [], 0
        gathered.append(line)
        length += len(line) + 1
    if gathered:
        blocks.append(section("\n".join(gathered)))
    return blocks


def text_input(
    block_id: str, label: str, *, value: str = "", hint: str = "", multiline: bool = False, most: int = 3000
) -> Block:
    """A field of a form to type in."""
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": block_id,
        "multiline": multiline,
        "max_length": most,
    }
    if value:
        element["initial_value"] = value
    made: Block = {"type": "input", "block_id": block_id, "label": plain_text(label), "element": element}
    if hint:
        made["hint"] = plain_text(hint)
    return made


OPTION = 75


def option(value: str, text: str, description: str) -> Block:
    """One thing to choose, with a line on what it means."""
    return {"text": plain_text(_cut(text)), "value": value, "description": plain_text(_cut(description))}


def choice(block_id: str, label: str, options: Sequence[Block], chosen: str) -> Block:
    """A field of a form to choose in."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(label),
        "element": {
            "type": "static_select",
            "action_id": block_id,
            "options": list(options),
            "initial_option": next(option for option in options if option["value"] == chosen),
        },
    }


def _cut(text: str) -> str:
    return text if len(text) <= OPTION else text[: OPTION - 1].rstrip() + "…"
