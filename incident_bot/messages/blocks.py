"""The pieces of Block Kit that messages and forms are made of, within Slack's limits.

https://docs.slack.dev/reference/block-kit/blocks
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from incident_bot.messages.inputs import choice, text_input
from incident_bot.messages.objects import confirm, cut, mrkdwn, option, plain_text
from incident_bot.slack.message import Block

__all__ = [
    "actions",
    "button",
    "choice",
    "confirm",
    "context",
    "divider",
    "fields",
    "header",
    "mrkdwn",
    "option",
    "paragraphs",
    "plain_text",
    "section",
    "text_input",
]

SECTION = 3000
HEADER = 150


def header(text: str) -> Block:
    """A large line, cut to what Slack takes."""
    return {"type": "header", "text": plain_text(cut(text, HEADER))}


def section(text: str) -> Block:
    """A paragraph; `text` is mrkdwn of at most 3,000 characters."""
    return {"type": "section", "text": mrkdwn(text)}


def fields(pairs: Sequence[tuple[str, str]]) -> Block:
    """Up to ten labelled values in two columns."""
    return {"type": "section", "fields": [mrkdwn(f"*{label}*\n{value}") for label, value in pairs]}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


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
