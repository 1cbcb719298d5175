"""What people do in channels: write, edit, react, join, open the app's home."""

from __future__ import annotations

import uuid

from ..acts.membership import add, require_member, require_open
from ..acts.posting import new_message, post
from ..changes import HomeShown
from ..errors import SlackError
from ..records import JSON, Channel, Message
from ..rich_text import rich_text
from ..shapes import view_shape
from ..text import typed_text
from ..workspace import Workspace


def write(
    workspace: Workspace, user: str, channel: Channel, typed: str, thread_ts: str | None = None
) -> Message:
    require_open(channel)
    require_member(channel, user)
    if not typed.strip():
        raise SlackError("no_text")
    text = typed_text(workspace, typed)
    message = new_message(workspace, channel, user, text, blocks=[rich_text(text, "typed")])
    message.client_msg_id = str(uuid.UUID(int=workspace.number("client_msg")))
    if thread_ts is not None:
        parent = workspace.message(channel, thread_ts)
        message.thread_ts = parent.thread_ts if parent.is_reply else parent.ts
    return post(workspace, channel, message)


def join(workspace: Workspace, user: str, channel: Channel) -> None:
    require_open(channel)
    if channel.kind != "channel":
        raise SlackError("channel_not_found")
    if user not in channel.members:
        add(workspace, channel, user)


def open_home(workspace: Workspace, user: str) -> None:
    """https://docs.slack.dev/reference/events/app_home_opened"""
    direct = workspace.direct([user, workspace.app.user])
    event: JSON = {"type": "app_home_opened", "user": user, "channel": direct.id, "tab": "home"}
    if home := workspace.homes.get(user):
        event["view"] = view_shape(workspace, home)
    workspace.send_event({**event, "event_ts": workspace.new_ts()}, None)
    workspace.tell(HomeShown(user))
