"""The rich_text block that Slack's editor makes of what a person types.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .records import JSON
from .text import unescaped

_TOKEN = re.compile(
    r"<(?P<link>[^<>]+)>"
    r"|:(?P<emoji>[a-z0-9_+'-]+):"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?<!\w)\*(?P<bold>[^*\n]+)\*(?!\w)"
    r"|(?<!\w)_(?P<italic>[^_\n]+)_(?!\w)"
    r"|(?<!\w)~(?P<strike>[^~\n]+)~(?!\w)"
)
_FENCE = re.compile(r"```(.+?)```", re.DOTALL)


def rich_text(text: str, block_id: str) -> JSON:
    """Of mrkdwn with ids, as the message's text has it."""
    parts: list[JSON] = []
    position = 0
    for fence in _FENCE.finditer(text):
        parts += _section(text[position : fence.start()])
        code = {"type": "text", "text": unescaped(fence.group(1)).strip("\n")}
        parts.append({"type": "rich_text_preformatted", "elements": [code]})
        position = fence.end()
    parts += _section(text[position:])
    return {"type": "rich_text", "block_id": block_id, "elements": parts}


def _section(text: str) -> list[JSON]:
    elements = list(_elements(text.strip("\n")))
    return [{"type": "rich_text_section", "elements": elements}] if elements else []


def _elements(text: str) -> Iterator[JSON]:
    position = 0
    for token in _TOKEN.finditer(text):
        if token.start() > position:
            yield _text(text[position : token.start()])
        yield _element(token)
        position = token.end()
    if position < len(text):
        yield _text(text[position:])


def _element(token: re.Match[str]) -> JSON:
    kind, found = str(token.lastgroup), str(token[str(token.lastgroup)])
    if kind == "link":
        return _link(found)
    if kind == "emoji":
        return {"type": "emoji", "name": found}
    return {**_text(found), "style": {kind: True}}


def _link(found: str) -> JSON:
    target, _, label = found.partition("|")
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target.startswith("!subteam^"):
        return {"type": "usergroup", "usergroup_id": target.removeprefix("!subteam^")}
    if target.startswith("!"):
        return {"type": "broadcast", "range": target[1:]}
    link = {"type": "link", "url": unescaped(target)}
    return {**link, "text": unescaped(label)} if label else link


def _text(text: str) -> JSON:
    return {"type": "text", "text": unescaped(text)}
