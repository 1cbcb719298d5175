"""What the page is told beyond Slack's own JSON: what a person may see, what they have not read."""

from __future__ import annotations

from .changes import (
    AppConnected,
    Change,
    ChannelChanged,
    ClockMoved,
    HomeShown,
    MessageGone,
    MessageShown,
    PersonChanged,
    ViewShown,
)
from .people_shapes import user_shape
from .records import JSON, Channel, Message
from .shapes import channel_shape, message_shape, view_shape
from .workspace import Workspace


def sees(channel: Channel, person: str) -> bool:
    return channel.kind == "channel" or person in channel.members


def state_frame(workspace: Workspace, person: str, *, connected: bool) -> JSON:
    app = workspace.app
    channels = [channel for channel in workspace.channels.values() if sees(channel, person)]
    return {
        "type": "state",
        "me": user_shape(workspace, workspace.users[person]),
        "team": {"id": workspace.team_id, "name": workspace.team_name},
        "people": [user_shape(workspace, user) for user in workspace.users.values()],
        "groups": [
            {"id": one.id, "handle": one.handle, "name": one.name} for one in workspace.groups.values()
        ],
        "channels": [page_channel(workspace, channel, person) for channel in channels],
        "commands": [
            {"command": one.command, "description": one.description, "usage_hint": one.usage_hint}
            for one in app.commands
        ],
        "app": {"id": app.user, "name": app.name, "connected": connected},
        "now": workspace.now(),
        "can_skip": workspace.skip is not None,
    }


def messages_frame(workspace: Workspace, channel: Channel, person: str) -> JSON:
    mine = [message for message in channel.ephemerals.values() if message.ephemeral_to == person]
    shown = sorted([*channel.messages.values(), *mine], key=lambda message: message.ts)
    messages = [page_message(workspace, message) for message in shown]
    return {"type": "messages", "channel": channel.id, "messages": messages}


def frame_of(workspace: Workspace, change: Change, person: str) -> JSON | None:
    """The change as this person's page hears of it; None if it is none of their business."""
    return _frame(workspace, change, person) if _concerns(workspace, change, person) else None


def _frame(workspace: Workspace, change: Change, person: str) -> JSON | None:
    frame: JSON | None = None
    match change:
        case MessageShown(message):
            shape = page_message(workspace, message)
            frame = {"type": "message", "channel": message.channel, "message": shape}
        case MessageGone(channel, ts):
            frame = {"type": "gone", "channel": channel, "ts": ts}
        case ChannelChanged(changed):
            frame = {"type": "channel", "channel": page_channel(workspace, changed, person)}
        case PersonChanged(user):
            frame = {"type": "person", "person": user_shape(workspace, user)}
        case ViewShown():
            frame = _view_frame(workspace, change)
        case HomeShown():
            frame = home_frame(workspace, person)
        case AppConnected(connected):
            frame = {"type": "app", "connected": connected}
        case ClockMoved(now):
            frame = {"type": "clock", "now": now}
    return frame


def _view_frame(workspace: Workspace, change: ViewShown) -> JSON:
    shown = view_shape(workspace, change.view) if change.view else None
    return {"type": "view", "view": shown, "errors": change.errors or None, "error": change.error}


def _concerns(workspace: Workspace, change: Change, person: str) -> bool:
    match change:
        case MessageShown(message):
            channel = workspace.channels[message.channel]
            return message.ephemeral_to in (None, person) and sees(channel, person)
        case MessageGone(channel_id, _, ephemeral_to):
            return ephemeral_to in (None, person) and sees(workspace.channels[channel_id], person)
        case ChannelChanged(channel):
            return sees(channel, person)
        case ViewShown(user) | HomeShown(user):
            return user == person
    return True


def home_frame(workspace: Workspace, person: str) -> JSON:
    view = workspace.homes.get(person)
    return {"type": "home", "view": view_shape(workspace, view) if view else None}


def page_channel(workspace: Workspace, channel: Channel, person: str) -> JSON:
    return {
        **channel_shape(workspace, channel, person),
        "is_member": person in channel.members,
        "members": list(channel.members),
        "bookmarks": list(channel.bookmarks),
        "pins": [pin.ts for pin in channel.pins],
        "unread": _unread(channel, person),
    }


def page_message(workspace: Workspace, message: Message) -> JSON:
    shape = message_shape(workspace, message)
    if message.ephemeral_to:
        shape["ephemeral"] = True
    return {**shape, "pinned": "pinned_to" in shape}


def _unread(channel: Channel, person: str) -> int:
    if person not in channel.members:
        return 0
    read, unread = channel.last_read.get(person, ""), 0
    for message in reversed(channel.messages.values()):
        if message.ts <= read:
            break
        unread += message.shows_in_channel and message.user != person
    return unread
