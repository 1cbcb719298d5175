"""Slack's text: mentions, moments, and people's words made harmless and short enough.

What people typed is kept plain (`plain`) and escaped when it is shown (`escape`, `fit`).
https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

_TOKEN = re.compile(r"<([^<>]*)>")
_PERSON = re.compile(r"^@([UW]\w+)(?:\|(.*))?$")
_CHANNEL = re.compile(r"^#([CG]\w+)(?:\|(.*))?$")
_GROUP = re.compile(r"^!subteam\^(S\w+)(?:\|@?(.*))?$")
_MOMENT = re.compile(r"^!date\^[^|]*\|(.*)$")
_BROADCAST = re.compile(r"^!(here|channel|everyone)(?:\|.*)?$")
_LINK = re.compile(r"^((?:https?|mailto):[^|]+)(?:\|(.*))?$")
# Neither database keeps NUL, and other control characters only hide things from readers.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

MENTION = re.compile(r"^<@([UW]\w+)(?:\|([^>]*))?>$")
"""A mention that stands alone, as Slack sends it for a command with `should_escape`."""


def escape(text: str) -> str:
    """The three characters that mean something to Slack, made harmless."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def fit(text: str, most: int) -> str:
    """The text escaped, cut to `most` characters with an ellipsis, never in the middle of an entity."""
    escaped = escape(text)
    if len(escaped) <= most:
        return escaped
    kept, length = [], 1
    for character in text:
        length += len(escape(character))
        if length > most:
            break
        kept.append(character)
    return escape("".join(kept).rstrip()) + "…"


def one_line(text: str) -> str:
    """The text without line breaks and doubled spaces."""
    return " ".join(text.split())


def mention(person: str) -> str:
    """A person, by id: everybody sees the name, the person is notified."""
    return f"<@{person}>"


def mention_any(whom: str) -> str:
    """Calls a person (U…, W…) or everybody in a user group (S…)."""
    return f"<!subteam^{whom}>" if whom.startswith("S") else mention(whom)


def channel(channel_id: str) -> str:
    """A channel, by id, as a link that only those who may see it can follow."""
    return f"<#{channel_id}>"


def moment(at: datetime, style: str = "{date_short_pretty} at {time}") -> str:
    """A moment that every reader sees in their own zone; clients that cannot show UTC, and say so."""
    return f"<!date^{int(at.timestamp())}^{style}|{at:%Y-%m-%d %H:%M} UTC>"


def people_in(text: str) -> list[str]:
    """The ids of people mentioned in text that Slack sent."""
    return [match[1] for token in _TOKEN.findall(text) if (match := _PERSON.match(token))]


def mentioned_in(text: str) -> dict[str, str]:
    """The ids of people, channels and groups mentioned in text that Slack sent, with the labels it gave."""
    tokens = _TOKEN.findall(text)
    found = (each.match(token) for token in tokens for each in (_PERSON, _CHANNEL, _GROUP))
    return {match[1]: match[2] or "" for match in found if match}


def plain(text: str, names: Mapping[str, str] | None = None) -> str:
    """Text that Slack sent, as a person would read it: names for ids, no entities, no control characters.

    `names` has the names of people, channels and groups by id; without one the label that Slack sent is used,
    else the id.
    """
    shown = _TOKEN.sub(lambda token: _shown(token[1], names or {}), text)
    shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return clean(shown)


def clean(text: str) -> str:
    """Text without what no database keeps, and without what only hides things from readers."""
    # A lone surrogate is half a character: no database takes it.
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return _CONTROL.sub("", whole.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _shown(token: str, names: Mapping[str, str]) -> str:
    if match := _PERSON.match(token):
        return "@" + (names.get(match[1]) or match[2] or match[1])
    if match := _CHANNEL.match(token):
        return "#" + (names.get(match[1]) or match[2] or match[1])
    if match := _GROUP.match(token):
        return "@" + (names.get(match[1]) or match[2] or match[1])
    if match := _MOMENT.match(token):
        return match[1]
    if match := _BROADCAST.match(token):
        return "@" + match[1]
    if match := _LINK.match(token):
        address, label = match[1], match[2]
        return address if label is None or label in address else f"{label} ({address})"
    return f"&lt;{token}&gt;"
