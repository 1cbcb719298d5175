"""A message as an app hands it in, to be said now, later, or to one person: its place, words and looks."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from ..acts.membership import require_open
from ..acts.posting import new_message
from ..call import Call
from ..content import Content, named_blocks, read_content
from ..errors import SlackError
from ..records import JSON, Channel, Message
from ..text import app_text, typed_text
from ..workspace import Workspace

MOST_TEXT = 40_000
_MOST_MARKDOWN = 12_000
# Bytes of JSON. Slack has a limit and publishes no number.
_MOST_METADATA = 8_000
_BROADCASTS = ("here", "channel", "everyone")
_NAME = re.compile(r"(<[^<>]*>)|(?<![\w@#&/.])([@#])([\w][\w.-]*)")

WORDS = ("text", "blocks", "attachments", "markdown_text", "parse", "link_names", "as_user")
# What may be wrong with it, by whatever method it comes.
ERRORS = (
    "channel_not_found",
    "invalid_attachments",
    "invalid_blocks",
    "invalid_blocks_format",
    "is_archived",
    "markdown_text_conflict",
    "messages_tab_disabled",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_text",
    "not_in_channel",
    "thread_not_found",
    "cannot_reply_to_message",
    "too_many_attachments",
)
METADATA_ERRORS = ("invalid_metadata_format", "invalid_metadata_schema", "metadata_too_large")


def addressed(call: Call) -> Channel:
    """By id or, loosely, by name; the app may speak there. Raises SlackError."""
    workspace, wanted = call.workspace, call.required("channel")
    named = workspace.channel_named(wanted.removeprefix("#"))
    channel = workspace.visible_channel(named.id if named else wanted, call.me)
    require_open(channel)
    if channel.is_im and not workspace.app.messages_tab:
        # https://docs.slack.dev/surfaces/app-home#messages-tab
        raise SlackError("messages_tab_disabled")
    if call.me not in channel.members and not call.has_scope("chat:write.public"):
        raise SlackError("not_in_channel")
    return channel


def drafted(call: Call, channel: Channel) -> Message:
    """The message, complete but not said. Raises SlackError for what is in none, or too much."""
    content = read_words(call)
    content.require()
    message = new_message(call.workspace, channel, call.me, as_kept(call, content.text), by_app=True)
    message.blocks, message.attachments = content.blocks, content.attachments
    message.extra = _looks(call)
    if call.text("thread_ts"):
        message.thread_ts = thread_of(channel, call.text("thread_ts"))
    return message


def read_words(call: Call) -> Content:
    """Text, blocks and attachments, or markdown, which is kept as a block of it."""
    content = read_content(call.workspace, call.args)
    markdown = call.text("markdown_text")
    if not markdown:
        return content
    if len(markdown) > _MOST_MARKDOWN:
        # With which code it is refused is not documented.
        raise SlackError("msg_too_long")
    return replace(content, blocks=named_blocks(call.workspace, [{"type": "markdown", "text": markdown}]))


def as_kept(call: Call, text: str) -> str:
    """https://docs.slack.dev/reference/methods/chat.postMessage#formatting"""
    if call.text("parse") == "full":
        return typed_text(call.workspace, text)
    kept = app_text(text)
    return _linked(call.workspace, kept) if call.flag("link_names") else kept


def thread_of(channel: Channel, ts: str) -> str:
    """A reply has no thread of its own: what answers it goes to its parent's. Raises SlackError."""
    parent = channel.messages.get(ts)
    if parent is None:
        # What one person sees has no thread. For what is not there at all no code is documented.
        raise SlackError("cannot_reply_to_message" if ts in channel.ephemerals else "thread_not_found")
    return str(parent.thread_ts) if parent.is_reply else ts


def read_metadata(call: Call) -> JSON | None:
    """None for none, or for an empty one: https://docs.slack.dev/messaging/message-metadata"""
    metadata = call.parsed("metadata", "invalid_metadata_format")
    if metadata is None or metadata == {}:
        return None
    if not isinstance(metadata, dict):
        raise SlackError("invalid_metadata_format")
    kind, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(kind, str) or not kind or not isinstance(payload, dict):
        raise SlackError("invalid_metadata_schema")
    if len(json.dumps(metadata).encode()) > _MOST_METADATA:
        raise SlackError("metadata_too_large")
    return {"event_type": kind, "event_payload": payload}


def _looks(call: Call) -> JSON:
    """Another name or picture; whether the subtype is bot_message then is not documented, and here it is not.

    https://docs.slack.dev/reference/methods/chat.postMessage#authorship
    """
    name, emoji, picture = (call.text(each) for each in ("username", "icon_emoji", "icon_url"))
    if not (name or emoji or picture):
        return {}
    call.need("chat:write.customize")
    looks: JSON = {"username": name} if name else {}
    if emoji or picture:
        looks["icons"] = {"emoji": emoji} if emoji else {"image_48": picture}
    return looks


def _linked(workspace: Workspace, text: str) -> str:
    """Groups, channels and broadcasts by their ids; people are named by id only."""

    def link(match: re.Match[str]) -> str:
        markup, sign, name = match.groups()
        if markup:
            return str(markup)
        if sign == "#":
            channel = workspace.channel_named(name)
            return f"<#{channel.id}|{'' if channel.is_private else name}>" if channel else match.group()
        group = workspace.group_named(name)
        if group is None:
            return f"<!{name}>" if name in _BROADCASTS else match.group()
        return f"<!subteam^{group.id}|@{group.handle}>"

    return _NAME.sub(link, text)
