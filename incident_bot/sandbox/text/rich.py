"""The rich_text block that Slack's editor makes of what a person types.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from ..records import JSON
from .mrkdwn import emoji_named
from .rich_words import elements, link_or_text

_FENCE = re.compile(r"```(.+?)```", re.DOTALL)
_LINE = re.compile(
    r"(?P<quote>&gt;(?!&gt;&gt;)) ?(?P<quoted>.*)"
    r"|(?P<indent>[ \t]*)(?:(?P<bullet>[•◦▪*-])|(?P<number>\d{1,9})\.) +(?P<item>\S.*)"
)
# Three of them quote everything that follows.
_QUOTE_REST = re.compile(r"^&gt;&gt;&gt; ?", re.MULTILINE)
_SPACES_A_LEVEL, _DEEPEST = 4, 8


def rich_text(text: str, block_id: str) -> JSON:
    """Of mrkdwn with ids, as the message's text has it."""
    parts: list[JSON] = []
    position = 0
    for fence in _FENCE.finditer(text):
        parts += _written(text[position : fence.start()])
        code = list(link_or_text(fence.group(1).strip("\n")))
        parts.append({"type": "rich_text_preformatted", "elements": code})
        position = fence.end()
    parts += _written(text[position:])
    return {"type": "rich_text", "block_id": block_id, "elements": parts}


def _written(text: str) -> Iterator[JSON]:
    before, *rest = _QUOTE_REST.split(emoji_named(text), maxsplit=1)
    for kind, lines in groupby(map(_Line, before.strip("\n").split("\n")), key=lambda line: line.kind):
        yield from _part(kind, list(lines))
    for quoted in rest:
        yield {"type": "rich_text_quote", "elements": list(elements(quoted.strip("\n")))}


class _Line:
    """One line and what it begins as: `kind` is what neighbours of the same part have in common."""

    def __init__(self, line: str) -> None:
        match = _LINE.fullmatch(line)
        self.number = int(match["number"]) if match and match["number"] else 1
        if match is None:
            self.kind, self.text = ("section", 0), line
        elif match["quote"]:
            self.kind, self.text = ("quote", 0), match["quoted"]
        else:
            depth = len(match["indent"].replace("\t", " " * _SPACES_A_LEVEL)) // _SPACES_A_LEVEL
            self.kind = ("bullet" if match["bullet"] else "ordered", min(depth, _DEEPEST))
            self.text = match["item"]


def _part(kind: tuple[str, int], lines: list[_Line]) -> Iterator[JSON]:
    style, indent = kind
    if style in ("bullet", "ordered"):
        items = [{"type": "rich_text_section", "elements": list(elements(line.text))} for line in lines]
        made: JSON = {"type": "rich_text_list", "style": style, "indent": indent, "border": 0}
        if lines[0].number > 1:
            made["offset"] = lines[0].number - 1
        yield {**made, "elements": items}
    elif inside := list(elements("\n".join(line.text for line in lines).strip("\n"))):
        yield {"type": f"rich_text_{style}", "elements": inside}
