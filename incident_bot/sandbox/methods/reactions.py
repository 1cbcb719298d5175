"""Reactions of the app: reactions.*"""

from __future__ import annotations

import re

from ..acts.marks import permalink, react, unreact
from ..acts.membership import require_member, require_open
from ..call import Call, method
from ..errors import SlackError
from ..file_shapes import file_shape
from ..records import JSON, Channel, Message
from ..shapes import message_shape
from ..text.emoji import first_name
from ..timestamps import checked_ts

_NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")

_OF_ALL = ("bad_timestamp", "channel_not_found", "message_not_found", "not_in_channel")


@method(
    "reactions.add",
    tier=3,
    required=("channel", "name", "timestamp"),
    errors=(
        *_OF_ALL,
        "already_reacted",
        "invalid_name",
        "is_archived",
        "too_many_emoji",
        "too_many_reactions",
    ),
    on_order=(
        "external_channel_migrating",
        "no_access",
        "no_item_specified",
        "not_reactable",
        "thread_locked",
    ),
    scope="reactions:write",
)
def add(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/reactions.add"""
    name = _name(call)
    channel, message = _message(call, opened=True)
    # People have emoji of their own, and an app may follow them.
    if first_name(name) is None and name not in message.reactions:
        raise SlackError("invalid_name")
    react(call.workspace, channel, message, call.me, name)
    return {}


@method(
    "reactions.remove",
    tier=2,
    required=("name",),
    optional=("channel", "timestamp", "file", "file_comment"),
    errors=(
        *_OF_ALL,
        "file_comment_not_found",
        "file_not_found",
        "invalid_name",
        "is_archived",
        "no_item_specified",
        "no_reaction",
    ),
    on_order=("external_channel_migrating", "thread_locked"),
    scope="reactions:write",
)
def remove(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/reactions.remove"""
    name = _name(call)
    if _file(call):
        # Files cannot be reacted to any more.
        raise SlackError("no_reaction")
    channel, message = _message(call, opened=True)
    unreact(call.workspace, channel, message, call.me, name)
    return {}


@method(
    "reactions.get",
    tier=3,
    optional=("channel", "timestamp", "file", "file_comment", "full"),
    errors=(*_OF_ALL, "file_comment_not_found", "file_not_found", "no_item_specified"),
    scope="reactions:read",
)
def get(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/reactions.get"""
    if file := _file(call):
        return {"type": "file", "file": file_shape(call.workspace, call.workspace.files[file])}
    channel, message = _message(call)
    link = permalink(call.workspace, channel, message)
    shape = {**message_shape(call.workspace, message), "permalink": link}
    return {"type": "message", "channel": channel.id, "message": shape}


def _message(call: Call, *, opened: bool = False) -> tuple[Channel, Message]:
    if not (call.text("channel") and call.text("timestamp")):
        raise SlackError("no_item_specified")
    channel = call.conversation()
    if opened:
        require_open(channel)
    require_member(channel, call.me)
    return channel, call.workspace.message(channel, checked_ts(call.text("timestamp")))


def _file(call: Call) -> str:
    """The file that is named, if one is: the older way to react."""
    if call.text("file_comment"):
        raise SlackError("file_comment_not_found")
    file = call.text("file")
    if file and file not in call.workspace.files:
        raise SlackError("file_not_found")
    return file


def _name(call: Call) -> str:
    name = call.text("name")
    if not _NAME.fullmatch(name):
        raise SlackError("invalid_name")
    return name
