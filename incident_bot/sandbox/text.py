"""Text as Slack keeps it: what people type becomes mrkdwn with ids. https://docs.slack.dev/messaging/formatting-message-text"""

from __future__ import annotations

import re
from collections.abc import Callable

from .workspace import Workspace

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
    """What a person typed, with names and links resolved; `named` keeps the name beside each id."""
    return _outside_links(escaped(text), lambda plain: _resolve_names(workspace, plain, named))


def app_text(text: str) -> str:
    """What an app sent: its markup is kept, stray brackets and ampersands escaped, bare links marked."""
    kept: list[str] = []
    position = 0
    for match in _MARKUP.finditer(text):
        kept += [_app_plain(text[position : match.start()]), match.group()]
        position = match.end()
    return "".join([*kept, _app_plain(text[position:])])


def _app_plain(text: str) -> str:
    safe = _ENTITY.sub("&amp;", text).replace("<", "&lt;")
    return _URL.sub(lambda url: f"<{url.group()}>", safe)


def _outside_links(text: str, resolve: Callable[[str], str]) -> str:
    done: list[str] = []
    position = 0
    for match in _URL.finditer(text):
        done += [resolve(text[position : match.start()]), f"<{match.group()}>"]
        position = match.end()
    return "".join([*done, resolve(text[position:])])


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
