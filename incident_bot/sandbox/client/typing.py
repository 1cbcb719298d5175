"""What people write, and the app's home that they open."""

from __future__ import annotations

import uuid

from ..acts.membership import require_member, require_open
from ..acts.posting import delete, edit, new_message, post
from ..changes import HomeShown
from ..errors import SlackError
from ..records import JSON, Channel, Message
from ..shapes import view_shape
from ..text import rich_text, typed_text
from ..workspace import Workspace


def write(
    workspace: Workspace,
    user: str,
    channel: Channel,
    typed: str,
    thread_ts: str | None = None,
    broadcast: bool = False,
) -> Message:
    """A message, or a reply; `broadcast` shows the reply in the channel too. Raises SlackError."""
    require_open(channel)
    require_member(channel, user)
    require_messages_tab(workspace, channel)
    if not typed.strip():
        raise SlackError("no_text")
    text = typed_text(workspace, typed)
    message = new_message(workspace, channel, user, text, blocks=[rich_text(text, "typed")])
    message.client_msg_id = str(uuid.UUID(int=workspace.number("client_msg")))
    message.thread_ts = thread_of(workspace, channel, thread_ts)
    if broadcast and message.thread_ts is not None:
        message.subtype = "thread_broadcast"
    return post(workspace, channel, message)


def rewrite(workspace: Workspace, user: str, channel: Channel, message: Message, typed: str) -> None:
    """One's own message, written anew. Raises SlackError for somebody else's."""
    require_open(channel)
    if message.user != user:
        raise SlackError("not_yours")
    if not typed.strip():
        raise SlackError("no_text")
    text = typed_text(workspace, typed)
    edit(workspace, channel, message, user, text=text, blocks=[rich_text(text, "typed")])


def erase(workspace: Workspace, user: str, channel: Channel, message: Message) -> None:
    """One's own message, or for an admin anybody's. Raises SlackError for somebody else's."""
    require_open(channel)
    eraser = workspace.users[user]
    if message.user != user and not (eraser.is_admin or eraser.is_owner):
        raise SlackError("not_yours")
    delete(workspace, channel, message)


def thread_of(workspace: Workspace, channel: Channel, ts: str | None) -> str | None:
    """A reply has no thread of its own: what answers it goes to its parent's."""
    if ts is None:
        return None
    parent = workspace.message(channel, ts)
    return parent.thread_ts if parent.is_reply else parent.ts


def require_messages_tab(workspace: Workspace, channel: Channel) -> None:
    """https://docs.slack.dev/surfaces/app-home#messages-tab; Slack shows no field to write in."""
    app = workspace.app
    with_app = channel.is_im and app.user in channel.members
    if with_app and (app.messages_tab_read_only or not app.messages_tab):
        raise SlackError("messages_tab_disabled")


def open_home(workspace: Workspace, user: str, tab: str = "home") -> None:
    """Looks at the "home" or the "messages" tab: https://docs.slack.dev/reference/events/app_home_opened"""
    app = workspace.app
    if tab == "home" and not app.home_tab:
        # Whoever looks at an app without a Home sees its messages.
        tab = "messages"
    if tab == "messages" and not app.messages_tab:
        raise SlackError("not_enabled")
    direct = workspace.direct([user, app.user])
    event: JSON = {"type": "app_home_opened", "user": user, "channel": direct.id, "tab": tab}
    home = workspace.homes.get(user)
    if tab == "home" and home is not None:
        event["view"] = view_shape(workspace, home)
    workspace.send_event({**event, "event_ts": workspace.new_ts()}, None)
    workspace.tell(HomeShown(user))
