"""Pinned messages: pins.*"""

from __future__ import annotations

from ..acts.marks import pin, pinned_item, unpin
from ..acts.membership import require_member, require_open
from ..call import Call, method
from ..errors import SlackError
from ..records import JSON, Channel, Message


@method("pins.add", tier=2, scope="pins:write")
def add(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/pins.add"""
    channel, message = _pinnable(call)
    pin(call.workspace, channel, message, call.me)
    return {}


@method("pins.remove", tier=2, scope="pins:write")
def remove(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/pins.remove"""
    channel, message = _pinnable(call)
    unpin(call.workspace, channel, message, call.me)
    return {}


@method("pins.list", tier=2, scope="pins:read")
def list_(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/pins.list"""
    channel = call.conversation()
    require_member(channel, call.me)
    return {"items": [pinned_item(call.workspace, channel, pin) for pin in reversed(channel.pins)]}


def _pinnable(call: Call) -> tuple[Channel, Message]:
    channel = call.conversation()
    require_open(channel)
    require_member(channel, call.me)
    if not call.text("timestamp"):
        raise SlackError("no_item_specified")
    return channel, call.message(channel, "timestamp")
