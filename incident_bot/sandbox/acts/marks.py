"""Marks on messages: reactions and pins."""

from __future__ import annotations

from ..changes import ChannelChanged, MessageShown
from ..errors import SlackError
from ..records import JSON, Channel, Message, Pin
from ..shapes import message_shape
from ..text.emoji import first_name
from ..workspace import Workspace
from .posting import announce

# Slack has these limits and publishes no numbers. These are the ones that people met.
MOST_PINS = 100
MOST_EMOJI, MOST_REACTIONS_OF_ONE = 50, 23


def react(workspace: Workspace, channel: Channel, message: Message, user: str, name: str) -> None:
    """https://docs.slack.dev/reference/events/reaction_added, which tells an emoji by its first name."""
    name = first_name(name) or name
    users = message.reactions.get(name, [])
    if user in users:
        raise SlackError("already_reacted")
    if not users and len(message.reactions) >= MOST_EMOJI:
        raise SlackError("too_many_emoji")
    if sum(user in reacted for reacted in message.reactions.values()) >= MOST_REACTIONS_OF_ONE:
        raise SlackError("too_many_reactions")
    message.reactions.setdefault(name, []).append(user)
    workspace.tell(MessageShown(message))
    _send_reaction(workspace, channel, message, "reaction_added", user, name)


def unreact(workspace: Workspace, channel: Channel, message: Message, user: str, name: str) -> None:
    """https://docs.slack.dev/reference/events/reaction_removed"""
    name = first_name(name) or name
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
    if _is_a_grey_line(message):
        raise SlackError("not_pinnable")
    if len(channel.pins) >= MOST_PINS:
        raise SlackError("too_many_pins")
    pinned = Pin(message.ts, user, int(workspace.now()))
    channel.pins.append(pinned)
    _tell_pins(workspace, channel, message)
    # https://docs.slack.dev/reference/events/message/pinned_item
    said = f"<@{user}> pinned a message to this channel."
    item = pinned_item(workspace, channel, pinned)
    announce(workspace, channel, "pinned_item", user, said, item_type="C", item=item)
    _send_pin(workspace, channel, message, "pin_added", pinned, user)


def unpin(workspace: Workspace, channel: Channel, message: Message, user: str) -> None:
    """https://docs.slack.dev/reference/events/pin_removed"""
    pinned = next((pin for pin in channel.pins if pin.ts == message.ts), None)
    if pinned is None:
        raise SlackError("no_pin")
    channel.pins.remove(pinned)
    _tell_pins(workspace, channel, message)
    _send_pin(workspace, channel, message, "pin_removed", pinned, user, has_pins=bool(channel.pins))


def pinned_item(workspace: Workspace, channel: Channel, pin: Pin) -> JSON:
    """https://docs.slack.dev/reference/methods/pins.list"""
    pinned = channel.messages[pin.ts]
    message = {**message_shape(workspace, pinned), "permalink": permalink(workspace, channel, pinned)}
    item: JSON = {"type": "message", "channel": channel.id, "created": pin.at, "created_by": pin.by}
    return {**item, "message": message}


def permalink(workspace: Workspace, channel: Channel, message: Message) -> str:
    """https://docs.slack.dev/reference/methods/chat.getPermalink"""
    link = f"{workspace.address or workspace.url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return f"{link}?thread_ts={message.thread_ts}&cid={channel.id}" if message.is_reply else link


def _is_a_grey_line(message: Message) -> bool:
    """What Slack itself says in a channel: joined, set the topic, pinned, …"""
    return (message.subtype or "").startswith(("channel_", "group_", "pinned_item", "tombstone"))


def _tell_pins(workspace: Workspace, channel: Channel, message: Message) -> None:
    workspace.tell(MessageShown(message))
    workspace.tell(ChannelChanged(channel))


def _send_reaction(
    workspace: Workspace, channel: Channel, message: Message, kind: str, user: str, name: str
) -> None:
    event: JSON = {"type": kind, "user": user, "reaction": name}
    event["item"] = {"type": "message", "channel": channel.id, "ts": message.ts}
    if message.user:
        # Messages of webhooks have no author.
        event["item_user"] = message.user
    workspace.send_event({**event, "event_ts": workspace.new_ts()}, channel)


def _send_pin(
    workspace: Workspace,
    channel: Channel,
    message: Message,
    kind: str,
    pinned: Pin,
    user: str,
    **beside: object,
) -> None:
    event: JSON = {"type": kind, "user": user, "channel_id": channel.id, "item_user": message.user}
    event |= {"item": pinned_item(workspace, channel, pinned), "pin_count": len(channel.pins)}
    event["pinned_info"] = {"channel": channel.id, "pinned_by": pinned.by, "pinned_ts": pinned.at}
    workspace.send_event({**event, **beside, "event_ts": workspace.new_ts()}, channel)
