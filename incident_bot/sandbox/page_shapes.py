"""What the page is told: what a person may see, and have not read; short enough for thousands of people."""

from __future__ import annotations

from .changes import (
    AppConnected,
    Change,
    ClockMoved,
    HomeShown,
    MessageGone,
    MessageShown,
    PersonChanged,
    ViewShown,
)
from .records import JSON, Channel, Message, User
from .shapes import message_shape, view_shape
from .workspace import SLACKBOT, Workspace

# Messages of a channel that are sent at a time.
_AT_ONCE = 200


def sees(channel: Channel, person: str) -> bool:
    return channel.kind == "channel" or person in channel.members


def state_frame(workspace: Workspace, person: str, *, connected: bool) -> JSON:
    app = workspace.app
    shown = (page_channel(workspace, channel, person) for channel in workspace.channels.values())
    return {
        "type": "state",
        "me": person,
        "team": {"id": workspace.team_id, "name": workspace.team_name},
        "people": [person_row(user) for user in workspace.users.values()],
        "groups": [
            {"id": one.id, "handle": one.handle, "name": one.name} for one in workspace.groups.values()
        ],
        "channels": [shape for shape in shown if shape is not None],
        "commands": [
            {"command": one.command, "description": one.description, "usage_hint": one.usage_hint}
            for one in app.commands
        ],
        "shortcuts": [
            {"name": one.name, "type": one.type, "callback_id": one.callback_id, "about": one.description}
            for one in app.shortcuts
        ],
        "app": {
            "id": app.user,
            "name": app.name,
            "connected": connected,
            "home_tab": app.home_tab,
            "messages_tab": app.messages_tab,
        },
        "now": workspace.now(),
        "can_skip": workspace.skip is not None,
    }


def person_row(user: User) -> list[str]:
    """Id, name, real name, time zone, and what is special: "bot", "slackbot", "deleted" or nothing."""
    special = "bot" if user.is_bot else "slackbot" if user.id == SLACKBOT else ""
    return [user.id, user.name, user.real_name, user.tz, "deleted" if user.deleted else special]


def page_channel(workspace: Workspace, channel: Channel, person: str) -> JSON | None:
    """None if the person does not see it; what is false, empty or zero is left out."""
    is_member = person in channel.members
    if not is_member and channel.kind != "channel":
        return None
    shape: JSON = {
        "name": channel.name,
        "is_private": channel.is_private,
        "is_im": channel.is_im,
        "is_mpim": channel.is_mpim,
        "is_archived": channel.is_archived,
        "is_general": channel.is_general,
        "is_member": is_member,
        "user": _other(channel, person) if channel.is_im else None,
        "members": len(channel.members),
        "topic": channel.topic.value,
        "purpose": channel.purpose.value,
        "bookmarks": channel.bookmarks,
        "canvas": channel.canvas,
        "pins": [pin.ts for pin in channel.pins],
    }
    if is_member:
        shape["unread"], shape["mentions"] = _unread(channel, person)
    return {"id": channel.id, **{name: value for name, value in shape.items() if value}}


def messages_frame(workspace: Workspace, channel: Channel, person: str) -> JSON:
    messages, begins = window(workspace, channel, person)
    known = {message["ts"] for message in messages}
    pinned = [channel.messages[pin.ts] for pin in channel.pins if pin.ts in channel.messages]
    beside = [page_message(workspace, message) for message in pinned if message.ts not in known]
    frame: JSON = {"type": "messages", "channel": channel.id, "messages": [*beside, *messages]}
    return {**frame, "from": begins, "read": channel.last_read.get(person, "")}


def window(
    workspace: Workspace, channel: Channel, person: str, before: str | None = None
) -> tuple[list[JSON], str]:
    """The newest messages (before a ts), oldest first, and the ts where they begin, "" for the beginning."""
    mine = [message for message in channel.ephemerals.values() if message.ephemeral_to == person]
    in_channel = [message for message in channel.messages.values() if message.shows_in_channel]
    shown = sorted([*in_channel, *mine], key=lambda message: message.ts)
    if before is not None:
        shown = [message for message in shown if message.ts < before]
    begins = shown[-_AT_ONCE].ts if len(shown) > _AT_ONCE else ""
    return [page_message(workspace, message) for message in shown[-_AT_ONCE:]], begins


def thread_messages(workspace: Workspace, channel: Channel, ts: str, person: str) -> list[JSON]:
    mine = [one for one in channel.ephemerals.values() if one.ephemeral_to == person and one.thread_ts == ts]
    replies = [channel.messages[reply] for reply in channel.threads.get(ts, []) if reply in channel.messages]
    parent = [channel.messages[ts]] if ts in channel.messages else []
    return [page_message(workspace, message) for message in [*parent, *replies, *mine]]


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
        case PersonChanged(user):
            frame = {"type": "person", "person": person_row(user)}
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
        case ViewShown(user) | HomeShown(user):
            return user == person
    return True


def home_frame(workspace: Workspace, person: str) -> JSON:
    view = workspace.homes.get(person)
    return {"type": "home", "view": view_shape(workspace, view) if view else None}


def page_message(workspace: Workspace, message: Message) -> JSON:
    shape = message_shape(workspace, message)
    if message.ephemeral_to:
        shape["ephemeral"] = True
    return {**shape, "pinned": "pinned_to" in shape}


def _other(channel: Channel, person: str) -> str:
    return next((user for user in channel.members if user != person), person)


def _unread(channel: Channel, person: str) -> tuple[int, int]:
    """How many messages the person has not read, and how many of them are meant for them."""
    read, unread, mentions = channel.last_read.get(person, ""), 0, 0
    for message in reversed(channel.messages.values()):
        if message.ts <= read:
            break
        if message.user == person or not message.shows_in_channel:
            continue
        unread += 1
        mentions += channel.is_im or channel.is_mpim or _calls(message, person)
    return unread, mentions


def _calls(message: Message, person: str) -> bool:
    if message.subtype not in (None, "thread_broadcast", "file_share"):
        return False
    return any(word in message.text for word in (f"<@{person}", "<!channel", "<!here", "<!everyone"))
