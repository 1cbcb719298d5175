"""Reactions of the app: reactions.*"""

from __future__ import annotations

import re

from ..acts.marks import permalink, react, unreact
from ..acts.membership import require_member, require_open
from ..call import Call, method
from ..errors import SlackError
from ..records import JSON, Channel, Message
from ..shapes import message_shape


@method("reactions.add", tier=3, scope="reactions:write")
def add(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/reactions.add"""
    channel, message = _target(call)
    require_open(channel)
    react(call.workspace, channel, message, call.me, _name(call))
    return {}


@method("reactions.remove", tier=2, scope="reactions:write")
def remove(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/reactions.remove"""
    channel, message = _target(call)
    unreact(call.workspace, channel, message, call.me, _name(call))
    return {}


@method("reactions.get", tier=3, scope="reactions:read")
def get(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/reactions.get"""
    channel, message = _target(call)
    link = permalink(call.workspace, channel, message)
    shape = {**message_shape(call.workspace, message), "permalink": link}
    return {"type": "message", "channel": channel.id, "message": shape}


def _target(call: Call) -> tuple[Channel, Message]:
    channel = call.conversation()
    require_member(channel, call.me)
    if not call.text("timestamp"):
        raise SlackError("no_item_specified")
    return channel, call.message(channel, "timestamp")


def _name(call: Call) -> str:
    name = call.required("name")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise SlackError("invalid_name")
    return name
