"""Messages: posted, edited, deleted, whispered to one person."""

from __future__ import annotations

from ..changes import ChannelChanged, MessageGone, MessageShown
from ..records import JSON, Channel, Message
from ..shapes import message_shape
from ..workspace import SLACKBOT, Workspace

# In Slack they are gone with the next reload; here a person may look back at the newest of a channel.
_MOST_WHISPERS = 1_000


def post(workspace: Workspace, channel: Channel, message: Message) -> Message:
    """Appends a message that is already complete and sends its events."""
    channel.messages[message.ts] = message
    channel.last_read[message.user] = message.ts
    for file in message.files:
        workspace.files[file].shares.setdefault(channel.id, []).append(message.ts)
    if message.is_reply:
        _count_reply(workspace, channel, message)
    workspace.tell(MessageShown(message))
    if channel.is_im:
        workspace.tell(ChannelChanged(channel))
    _send(workspace, channel, message_shape(workspace, message))
    _mention(workspace, channel, message)
    if message.metadata:
        _send_metadata(workspace, channel, message, "message_metadata_posted")
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
    before, metadata = message_shape(workspace, message), message.metadata
    for name, value in fields.items():
        setattr(message, name, value)
    message.edited = {"user": by, "ts": workspace.new_ts()}
    workspace.tell(MessageShown(message))
    changed: JSON = {"subtype": "message_changed", "hidden": True, "ts": message.edited["ts"]}
    changed |= {"message": message_shape(workspace, message), "previous_message": before}
    _send(workspace, channel, changed)
    if message.metadata and message.metadata != metadata:
        _send_metadata(
            workspace, channel, message, "message_metadata_updated", previous_metadata=metadata or {}
        )


def delete(workspace: Workspace, channel: Channel, message: Message) -> None:
    """https://docs.slack.dev/reference/events/message/message_deleted"""
    before = message_shape(workspace, message)
    channel.pins = [pin for pin in channel.pins if pin.ts != message.ts]
    if channel.threads.get(message.ts):
        _leave_tombstone(workspace, channel, message.ts)
    else:
        _take_away(workspace, channel, message)
    deleted: JSON = {"subtype": "message_deleted", "hidden": True, "ts": workspace.new_ts()}
    deleted |= {"deleted_ts": message.ts, "previous_message": before}
    _send(workspace, channel, deleted)


def whisper(workspace: Workspace, channel: Channel, message: Message) -> Message:
    """A message that one person sees, for now: https://docs.slack.dev/reference/methods/chat.postEphemeral"""
    channel.ephemerals[message.ts] = message
    if len(channel.ephemerals) > _MOST_WHISPERS:
        del channel.ephemerals[next(iter(channel.ephemerals))]
    workspace.tell(MessageShown(message))
    return message


def unwhisper(workspace: Workspace, channel: Channel, message: Message) -> None:
    del channel.ephemerals[message.ts]
    workspace.tell(MessageGone(channel.id, message.ts, message.ephemeral_to))


def slackbot_says(workspace: Workspace, channel: Channel, user: str, text: str) -> Message:
    """Slack's own word to one person."""
    return whisper(workspace, channel, new_message(workspace, channel, SLACKBOT, text, ephemeral_to=user))


def _leave_tombstone(workspace: Workspace, channel: Channel, ts: str) -> None:
    """What replies hang on stays, with nothing of what it said; what Slack shows there is not documented."""
    stone = Message(channel.id, ts, SLACKBOT, "This message was deleted.", thread_ts=ts)
    stone.subtype, stone.extra = "tombstone", {"hidden": True}
    channel.messages[ts] = stone
    workspace.tell(MessageShown(stone))


def _take_away(workspace: Workspace, channel: Channel, message: Message) -> None:
    del channel.messages[message.ts]
    if message.is_reply and message.thread_ts in channel.threads:
        channel.threads[message.thread_ts].remove(message.ts)
        _show_parent(workspace, channel, message.thread_ts)
    workspace.tell(MessageGone(channel.id, message.ts))


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
        or message.subtype not in (None, "thread_broadcast", "file_share")
        or (f"{mention}>" not in message.text and f"{mention}|" not in message.text)
    ):
        return
    shape = message_shape(workspace, message)
    event = {**shape, "type": "app_mention", "channel": channel.id, "event_ts": message.ts}
    workspace.send_event(event, channel)


def _send_metadata(
    workspace: Workspace, channel: Channel, message: Message, kind: str, **beside: object
) -> None:
    """https://docs.slack.dev/reference/events/message_metadata_posted and …/message_metadata_updated"""
    app = workspace.app
    event: JSON = {"type": kind, "app_id": app.id, "bot_id": app.bot_id, "user_id": message.user}
    event |= {"team_id": workspace.team_id, "channel_id": channel.id, "message_ts": message.ts, **beside}
    event |= {"metadata": message.metadata, "event_ts": workspace.new_ts()}
    workspace.send_event(event, channel)
