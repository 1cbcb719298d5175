"""Pinned messages: pins.*"""

from __future__ import annotations

from ..acts.marks import pin, pinned_item, unpin
from ..acts.membership import require_member, require_open
from ..call import Call, method
from ..errors import SlackError
from ..records import JSON, Channel, Message
from ..timestamps import checked_ts

_OF_BOTH = (
    "bad_timestamp",
    "channel_not_found",
    "is_archived",
    "message_not_found",
    "no_item_specified",
    "not_in_channel",
)


@method(
    "pins.add",
    tier=2,
    required=("channel",),
    optional=("timestamp",),
    errors=(*_OF_BOTH, "already_pinned", "not_pinnable", "too_many_pins"),
    on_order=("external_channel_migrating", "file_not_found", "file_not_shared", "restricted_action"),
    scope="pins:write",
)
def add(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/pins.add"""
    channel, message = _pinnable(call)
    pin(call.workspace, channel, message, call.me)
    return {}


@method(
    "pins.remove",
    tier=2,
    required=("channel",),
    optional=("timestamp",),
    errors=(*_OF_BOTH, "no_pin"),
    on_order=(
        "external_channel_migrating",
        "file_comment_not_found",
        "file_not_found",
        "not_pinned",
        "restricted_action",
    ),
    scope="pins:write",
)
def remove(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/pins.remove"""
    channel, message = _pinnable(call)
    unpin(call.workspace, channel, message, call.me)
    return {}


@method(
    "pins.list",
    tier=2,
    required=("channel",),
    errors=("channel_not_found", "not_in_channel"),
    on_order=("external_channel_migrating",),
    scope="pins:read",
)
def list_(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/pins.list; the newest first."""
    channel = call.conversation()
    require_member(channel, call.me)
    return {"items": [pinned_item(call.workspace, channel, pin) for pin in reversed(channel.pins)]}


def _pinnable(call: Call) -> tuple[Channel, Message]:
    channel = call.conversation()
    require_open(channel)
    require_member(channel, call.me)
    if not call.text("timestamp"):
        raise SlackError("no_item_specified")
    return channel, call.workspace.message(channel, checked_ts(call.text("timestamp")))
