"""What stands in a line of rich text: words and their styles, links, mentions, emoji, dates.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block#element-types
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import JSON
from .emoji import unicode_of
from .mrkdwn import unescaped

_TOKEN = re.compile(
    r"<(?P<link>[^<>]+)>"
    r"|:(?P<emoji>[a-z0-9_+'-]+)(?:::skin-tone-(?P<tone>[2-6]))?:"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?<!\w)\*(?P<bold>[^*\s](?:[^*\n]*[^*\s])?)\*(?!\w)"
    r"|(?<!\w)_(?P<italic>[^_\s](?:[^_\n]*[^_\s])?)_(?!\w)"
    r"|(?<!\w)~(?P<strike>[^~\s](?:[^~\n]*[^~\s])?)~(?!\w)"
)
_LINK = re.compile(r"<(?P<link>(?:https?://|mailto:)[^<>]+)>")
_DATE = re.compile(
    r"!date\^(?P<timestamp>\d+)\^(?P<format>[^^|]*)(?:\^(?P<url>[^|]*))?(?:\|(?P<fallback>.*))?"
)


def elements(text: str, *styles: str) -> Iterator[JSON]:
    """Of mrkdwn with ids; `styles` are those of the words around it."""
    position = 0
    for token in _TOKEN.finditer(text):
        made = list(_made(token, styles))
        if made:
            yield from _text(text[position : token.start()], styles)
            yield from made
            position = token.end()
    yield from _text(text[position:], styles)


def link_or_text(text: str) -> Iterator[JSON]:
    """In code nothing else means anything."""
    position = 0
    for token in _LINK.finditer(text):
        yield from _text(text[position : token.start()], ())
        yield _reference(token["link"])
        position = token.end()
    yield from _text(text[position:], ())


def _made(token: re.Match[str], styles: tuple[str, ...]) -> Iterator[JSON]:
    """Nothing for an emoji that is none: `10:30:45` is a time."""
    if token["link"]:
        yield _styled(_reference(token["link"]), styles)
    elif name := token["emoji"]:
        tone = int(token["tone"]) if token["tone"] else None
        if characters := unicode_of(name, tone):
            known = {"type": "emoji", "name": name, "unicode": characters}
            yield _styled({**known, "skin_tone": tone} if tone else known, styles)
    elif token["code"]:
        yield from _text(token["code"], (*styles, "code"))
    else:
        style = str(token.lastgroup)
        yield from elements(token[style], *styles, style)


def _reference(found: str) -> JSON:
    if date := _DATE.fullmatch(found):
        told = {name: unescaped(value) for name, value in date.groupdict().items() if value}
        return {"type": "date", **told, "timestamp": int(date["timestamp"])}
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


def _text(text: str, styles: tuple[str, ...]) -> Iterator[JSON]:
    if text:
        yield _styled({"type": "text", "text": unescaped(text)}, styles)


def _styled(element: JSON, styles: tuple[str, ...]) -> JSON:
    return {**element, "style": dict.fromkeys(styles, True)} if styles else element
