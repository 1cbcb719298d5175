"""Marks on messages: reactions and pins."""

from __future__ import annotations

from ..changes import ChannelChanged, MessageShown
from ..errors import SlackError
from ..records import JSON, Channel, Message, Pin
from ..shapes import message_shape
from ..workspace import Workspace


def react(workspace: Workspace, channel: Channel, message: Message, user: str, name: str) -> None:
    """https://docs.slack.dev/reference/events/reaction_added"""
    users = message.reactions.setdefault(name, [])
    if user in users:
        raise SlackError("already_reacted")
    users.append(user)
    workspace.tell(MessageShown(message))
    _send_reaction(workspace, channel, message, "reaction_added", user, name)


def unreact(workspace: Workspace, channel: Channel, message: Message, user: str, name: str) -> None:
    """https://docs.slack.dev/reference/events/reaction_removed"""
    users = message.reactions.get(name, [])
    if user not in users:
        raise SlackError("no_reaction")
    users.remove(user)
    if not users:
        del message.reactions[name]
    workspace.tell(MessageShown(message))
    _send_reaction(workspace, channel, message, "reaction_removed", user, name)


def pin(workspace: Workspace, channel: Channel, message: Message, user: str) -> None:
    """https://docs.slack.dev/reference/events/pin_added"""
    if any(pin.ts == message.ts for pin in channel.pins):
        raise SlackError("already_pinned")
    channel.pins.append(Pin(message.ts, user, int(workspace.now())))
    _tell_pins(workspace, channel, message)
    _send_pin(workspace, channel, message, "pin_added", user)


def unpin(workspace: Workspace, channel: Channel, message: Message, user: str) -> None:
    """https://docs.slack.dev/reference/events/pin_removed"""
    if all(pin.ts != message.ts for pin in channel.pins):
        raise SlackError("no_pin")
    channel.pins = [pin for pin in channel.pins if pin.ts != message.ts]
    _tell_pins(workspace, channel, message)
    _send_pin(workspace, channel, message, "pin_removed", user)


def pinned_item(workspace: Workspace, channel: Channel, pin: Pin) -> JSON:
    message = message_shape(workspace, channel.messages[pin.ts])
    item: JSON = {"type": "message", "channel": channel.id, "created": pin.at, "created_by": pin.by}
    return {
        **item,
        "message": {**message, "permalink": permalink(workspace, channel, channel.messages[pin.ts])},
    }


def permalink(workspace: Workspace, channel: Channel, message: Message) -> str:
    """https://docs.slack.dev/reference/methods/chat.getPermalink"""
    link = f"{workspace.url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return f"{link}?thread_ts={message.thread_ts}&cid={channel.id}" if message.is_reply else link


def _tell_pins(workspace: Workspace, channel: Channel, message: Message) -> None:
    workspace.tell(MessageShown(message))
    workspace.tell(ChannelChanged(channel))


def _send_reaction(
    workspace: Workspace, channel: Channel, message: Message, kind: str, user: str, name: str
) -> None:
    event: JSON = {"type": kind, "user": user, "reaction": name, "item_user": message.user}
    event["item"] = {"type": "message", "channel": channel.id, "ts": message.ts}
    workspace.send_event({**event, "event_ts": workspace.new_ts()}, channel)


def _send_pin(workspace: Workspace, channel: Channel, message: Message, kind: str, user: str) -> None:
    pins = [pin for pin in channel.pins if pin.ts == message.ts] or [
        Pin(message.ts, user, int(workspace.now()))
    ]
    event: JSON = {"type": kind, "user": user, "channel_id": channel.id, "item_user": message.user}
    event |= {"item": pinned_item(workspace, channel, pins[0]), "pin_count": len(channel.pins)}
    if kind == "pin_removed":
        event["has_pins"] = bool(channel.pins)
    workspace.send_event({**event, "event_ts": workspace.new_ts()}, channel)
