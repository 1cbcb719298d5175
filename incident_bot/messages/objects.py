"""Composition objects: the small parts of Block Kit that blocks and form elements share.

https://docs.slack.dev/reference/block-kit/composition-objects
"""

from __future__ import annotations

from incident_bot.slack.message import Block

OPTION = 75


def mrkdwn(text: str) -> Block:
    """Formatted text. Verbatim: Slack must not make mentions or links of what people typed."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain_text(text: str) -> Block:
    """Text without formatting, for headers, labels and buttons."""
    return {"type": "plain_text", "text": text, "emoji": True}


def option(value: str, text: str, description: str = "") -> Block:
    """One thing to choose, with a line on what it means. `value` has at most 150 characters."""
    made: Block = {"text": plain_text(cut(text, OPTION)), "value": value}
    if description:
        made["description"] = plain_text(cut(description, OPTION))
    return made


def confirm(title: str, text: str, yes: str, no: str) -> Block:
    """The question that Slack asks before a click counts."""
    return {
        "title": plain_text(title),
        "text": plain_text(text),
        "confirm": plain_text(yes),
        "deny": plain_text(no),
    }


def cut(text: str, most: int) -> str:
    """Text that is shown as it is, of at most so many characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
