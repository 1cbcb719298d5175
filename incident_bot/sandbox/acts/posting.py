"""Messages: posted, edited, deleted, whispered to one person."""

from __future__ import annotations

from ..changes import ChannelChanged, MessageGone, MessageShown
from ..records import JSON, Channel, Message
from ..shapes import message_shape
from ..workspace import SLACKBOT, Workspace


def post(workspace: Workspace, channel: Channel, message: Message) -> Message:
    """Appends a message that is already complete and sends its events."""
    channel.messages[message.ts] = message
    channel.last_read[message.user] = message.ts
    if message.is_reply:
        _count_reply(workspace, channel, message)
    workspace.tell(MessageShown(message))
    if channel.is_im:
        workspace.tell(ChannelChanged(channel))
    _send(workspace, channel, message_shape(workspace, message))
    _mention(workspace, channel, message)
    return message


def new_message(workspace: Workspace, channel: Channel, user: str, text: str, **fields: object) -> Message:
    made = Message(channel=channel.id, ts=workspace.new_ts(), user=user, text=text)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def announce(
    workspace: Workspace, channel: Channel, subtype: str, user: str, text: str, **extra: object
) -> None:
    """The grey lines in a channel: joined, set the topic, archived, …"""
    message = new_message(workspace, channel, user, text, subtype=subtype, extra=dict(extra))
    post(workspace, channel, message)


def edit(workspace: Workspace, channel: Channel, message: Message, by: str, **fields: object) -> None:
    """https://docs.slack.dev/reference/events/message/message_changed"""
    before = message_shape(workspace, message)
    for name, value in fields.items():
        setattr(message, name, value)
    message.edited = {"user": by, "ts": workspace.new_ts()}
    workspace.tell(MessageShown(message))
    changed: JSON = {"subtype": "message_changed", "hidden": True, "ts": message.edited["ts"]}
    changed |= {"message": message_shape(workspace, message), "previous_message": before}
    _send(workspace, channel, changed)


def delete(workspace: Workspace, channel: Channel, message: Message) -> None:
    """https://docs.slack.dev/reference/events/message/message_deleted"""
    before = message_shape(workspace, message)
    del channel.messages[message.ts]
    channel.pins = [pin for pin in channel.pins if pin.ts != message.ts]
    if message.is_reply and message.thread_ts in channel.threads:
        channel.threads[message.thread_ts].remove(message.ts)
        _show_parent(workspace, channel, message.thread_ts)
    workspace.tell(MessageGone(channel.id, message.ts))
    deleted: JSON = {"subtype": "message_deleted", "hidden": True, "ts": workspace.new_ts()}
    deleted |= {"deleted_ts": message.ts, "previous_message": before}
    _send(workspace, channel, deleted)


def whisper(workspace: Workspace, channel: Channel, message: Message) -> Message:
    """A message that one person sees, for now: https://docs.slack.dev/reference/methods/chat.postEphemeral"""
    channel.ephemerals[message.ts] = message
    workspace.tell(MessageShown(message))
    return message


def unwhisper(workspace: Workspace, channel: Channel, message: Message) -> None:
    del channel.ephemerals[message.ts]
    workspace.tell(MessageGone(channel.id, message.ts, message.ephemeral_to))


def slackbot_says(workspace: Workspace, channel: Channel, user: str, text: str) -> Message:
    """Slack's own word to one person."""
    return whisper(workspace, channel, new_message(workspace, channel, SLACKBOT, text, ephemeral_to=user))


def _count_reply(workspace: Workspace, channel: Channel, message: Message) -> None:
    parent_ts = str(message.thread_ts)
    channel.threads.setdefault(parent_ts, []).append(message.ts)
    if parent_ts in channel.messages:
        channel.messages[parent_ts].thread_ts = parent_ts
    _show_parent(workspace, channel, parent_ts)


def _show_parent(workspace: Workspace, channel: Channel, ts: str) -> None:
    if ts in channel.messages:
        workspace.tell(MessageShown(channel.messages[ts]))


def _send(workspace: Workspace, channel: Channel, shape: JSON) -> None:
    event = {**shape, "type": "message", "channel": channel.id, "channel_type": channel.kind}
    workspace.send_event({**event, "event_ts": shape["ts"]}, channel)


def _mention(workspace: Workspace, channel: Channel, message: Message) -> None:
    """https://docs.slack.dev/reference/events/app_mention (never in direct messages)"""
    mention = f"<@{workspace.app.user}"
    if (
        channel.is_im
        or message.subtype
        or (f"{mention}>" not in message.text and f"{mention}|" not in message.text)
    ):
        return
    shape = message_shape(workspace, message)
    event = {**shape, "type": "app_mention", "channel": channel.id, "event_ts": message.ts}
    workspace.send_event(event, channel)
