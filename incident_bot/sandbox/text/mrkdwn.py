"""Text as Slack keeps it: escaped, links marked, names as ids, emoji by name.

https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..workspace import Workspace
from .emoji import with_names

_MARKUP = re.compile(r"<(?:[@#!][^<>\s][^<>]*|(?:https?://|mailto:)[^<>\s|]+(?:\|[^<>]*)?)>")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")
_URL = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"]")
_NAME = re.compile(r"(?<![\w@#&/.])([@#])([\w][\w.-]*)")
_BROADCASTS = ("here", "channel", "everyone")


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed_text(workspace: Workspace, text: str, *, named: bool = False) -> str:
    """What a person typed, with names and links resolved; `named` keeps the name beside each id.

    That is how commands have it, and of them nothing is known to turn emoji into names.
    """
    resolved = _around_links(text, escaped, lambda plain: _resolve_names(workspace, escaped(plain), named))
    return resolved if named else emoji_named(resolved)


def app_text(text: str) -> str:
    """What an app sent: its markup is kept; the rest is escaped unless it is already, links are marked."""
    kept = _between(text, _MARKUP, str, lambda plain: _around_links(plain, _safe, _safe))
    return emoji_named(kept)


def emoji_named(text: str) -> str:
    """Emoji by name, but not in addresses; dates are kept as they came."""
    return _between(text, _MARKUP, _label_named, with_names)


def _label_named(markup: str) -> str:
    target, bar, label = markup.partition("|")
    return markup if target.startswith("<!date^") else target + bar + with_names(label)


def _safe(text: str) -> str:
    """Escaped, but never twice."""
    return _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def _around_links(text: str, link: Callable[[str], str], plain: Callable[[str], str]) -> str:
    return _between(text, _URL, lambda url: f"<{link(url)}>", plain)


def _between(
    text: str, found: re.Pattern[str], inside: Callable[[str], str], outside: Callable[[str], str]
) -> str:
    done: list[str] = []
    position = 0
    for match in found.finditer(text):
        done += [outside(text[position : match.start()]), inside(match.group())]
        position = match.end()
    return "".join([*done, outside(text[position:])])


def _resolve_names(workspace: Workspace, text: str, named: bool) -> str:
    def replaced(match: re.Match[str]) -> str:
        name = match.group(2).rstrip(".-")
        rest = match.group(2)[len(name) :]
        found = _mention(workspace, name, named) if match.group(1) == "@" else _channel_link(workspace, name)
        return found + rest if found else match.group()

    return _NAME.sub(replaced, text)


def _mention(workspace: Workspace, name: str, named: bool) -> str | None:
    if user := workspace.user_named(name):
        return f"<@{user.id}|{user.name}>" if named else f"<@{user.id}>"
    if group := workspace.group_named(name):
        return f"<!subteam^{group.id}|@{group.handle}>"
    return f"<!{name}>" if name in _BROADCASTS else None


def _channel_link(workspace: Workspace, name: str) -> str | None:
    channel = workspace.channel_named(name)
    if channel is None:
        return None
    # A private channel's name is not told: https://docs.slack.dev/interactivity/implementing-slash-commands
    return f"<#{channel.id}|{'' if channel.is_private else channel.name}>"
