"""Channels and what was said in them: conversations.* (who is in them: members.py)"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..acts.membership import archive as archive_channel
from ..acts.membership import create as create_channel
from ..acts.membership import describe, require_member, require_open
from ..acts.membership import rename as rename_channel
from ..call import DESCRIBE, HISTORY, MANAGE, READ, Call, method
from ..errors import SlackError
from ..paging import page
from ..records import JSON, Channel, Message
from ..shapes import channel_shape, message_shape

_MOST_NAME, _MOST_TOPIC = 80, 250
_KINDS = {"public_channel": "channel", "private_channel": "group", "mpim": "mpim", "im": "im"}


@method("conversations.create", tier=2)
def create(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.create"""
    private = call.flag("is_private")
    call.need(*MANAGE["group" if private else "channel"])
    name = _new_name(call)
    channel = create_channel(call.workspace, name, call.me, private=private)
    return {"channel": _shape(call, channel)}


@method("conversations.rename", tier=2, by_kind=MANAGE)
def rename(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.rename"""
    channel = _own_channel(call)
    if channel.creator != call.me:
        raise SlackError("not_authorized")
    rename_channel(call.workspace, channel, call.me, _new_name(call))
    return {"channel": _shape(call, channel)}


@method("conversations.setTopic", tier=2, by_kind=DESCRIBE)
def set_topic(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.setTopic"""
    return _describe(call, "topic")


@method("conversations.setPurpose", tier=2, by_kind=DESCRIBE)
def set_purpose(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.setPurpose"""
    return _describe(call, "purpose")


@method("conversations.archive", tier=2, by_kind=MANAGE)
def archive(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.archive"""
    channel = call.conversation()
    if channel.is_archived:
        raise SlackError("already_archived")
    if channel.is_general:
        raise SlackError("cant_archive_general")
    require_member(channel, call.me)
    archive_channel(call.workspace, channel, call.me)
    return {}


@method("conversations.unarchive", tier=2, by_kind=MANAGE)
def unarchive(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.unarchive; bots were put out on archiving."""
    channel = call.conversation()
    raise SlackError("not_in_channel" if channel.is_archived else "not_archived")


@method("conversations.info", tier=3, by_kind=READ)
def info(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.info"""
    channel = call.conversation()
    shape = _shape(call, channel)
    if call.flag("include_num_members"):
        shape["num_members"] = len(channel.members)
    return {"channel": shape}


@method("conversations.list", tier=2)
def list_(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.list"""
    channels = [
        channel for channel in _listed(call) if channel.kind == "channel" or call.me in channel.members
    ]
    found, metadata = page(call, channels, default=100, most=1000)
    return {"channels": [_shape(call, channel) for channel in found], **metadata}


@method("users.conversations", tier=3)
def users_conversations(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/users.conversations"""
    user = call.text("user", call.me)
    channels = [channel for channel in _listed(call) if user in channel.members]
    found, metadata = page(call, channels, default=100, most=999)
    return {"channels": [_shape(call, channel) for channel in found], **metadata}


@method("conversations.history", tier=3, by_kind=HISTORY)
def history(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.history"""
    channel = call.conversation()
    require_member(channel, call.me)
    shown = [message for message in reversed(channel.messages.values()) if message.shows_in_channel]
    found, metadata = page(call, _between(call, shown), default=100, most=999)
    answer: JSON = {"messages": _shapes(call, found), "pin_count": len(channel.pins), **metadata}
    return {**answer, "has_more": bool(metadata["response_metadata"]["next_cursor"])}


@method("conversations.replies", tier=3, by_kind=HISTORY)
def replies(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.replies"""
    channel = call.conversation()
    require_member(channel, call.me)
    parent = channel.messages.get(call.required("ts"))
    if parent is None:
        raise SlackError("thread_not_found")
    thread = [channel.messages[ts] for ts in channel.threads.get(parent.ts, [])]
    found, metadata = page(call, [parent, *_between(call, thread)], default=1000, most=1000)
    more = bool(metadata["response_metadata"]["next_cursor"])
    return {"messages": _shapes(call, found), "has_more": more, **metadata}


def _new_name(call: Call) -> str:
    """https://docs.slack.dev/reference/methods/conversations.create#naming"""
    name = call.text("name")
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > _MOST_NAME:
        raise SlackError("invalid_name_maxlength")
    if not re.fullmatch(r"[\w-]+", name) or name != name.lower():
        raise SlackError("invalid_name_specials")
    if not re.search(r"[^\W_]", name):
        raise SlackError("invalid_name_punctuation")
    # Archived channels keep their names.
    if call.workspace.channel_named(name):
        raise SlackError("name_taken")
    return name


def _describe(call: Call, what: str) -> JSON:
    channel = _own_channel(call)
    value = call.text(what)
    if len(value) > _MOST_TOPIC:
        raise SlackError("too_long")
    if channel.is_im:
        raise SlackError("method_not_supported_for_channel_type")
    describe(call.workspace, channel, call.me, what=what, value=value)
    return {"channel": _shape(call, channel)}


def _own_channel(call: Call) -> Channel:
    channel = call.conversation()
    require_open(channel)
    require_member(channel, call.me)
    return channel


def _listed(call: Call) -> list[Channel]:
    kinds = set()
    for named in call.listed("types") or ["public_channel"]:
        if named not in _KINDS:
            raise SlackError("invalid_types")
        kinds.add(_KINDS[named])
        call.need(*READ[_KINDS[named]])
    hidden = call.flag("exclude_archived")
    channels = call.workspace.channels.values()
    return [channel for channel in channels if channel.kind in kinds and not (hidden and channel.is_archived)]


def _between(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = _timestamp(call, "oldest"), _timestamp(call, "latest")
    inclusive = call.flag("inclusive")

    def inside(ts: float) -> bool:
        if inclusive:
            return (oldest is None or ts >= oldest) and (latest is None or ts <= latest)
        return (oldest is None or ts > oldest) and (latest is None or ts < latest)

    return [message for message in messages if inside(float(message.ts))]


def _timestamp(call: Call, name: str) -> float | None:
    try:
        return float(call.text(name)) if call.text(name) else None
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def _shape(call: Call, channel: Channel) -> JSON:
    return channel_shape(call.workspace, channel, call.me)


def _shapes(call: Call, messages: Sequence[Message]) -> list[JSON]:
    metadata = call.flag("include_all_metadata")
    return [message_shape(call.workspace, message, metadata=metadata) for message in messages]
