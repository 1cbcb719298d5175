"""Conversations of two, or of a few: opened."""

from __future__ import annotations

from collections.abc import Sequence

from ..changes import ChannelChanged
from ..records import Channel, Note
from ..shapes import channel_shape
from ..workspace import Workspace
from .membership import event

# Beside the one who opens it: https://docs.slack.dev/reference/methods/conversations.open
MOST_OTHERS = 8


def known_direct(workspace: Workspace, users: Sequence[str]) -> Channel | None:
    """The conversation of exactly these people, if there is one."""
    wanted = set(users)
    for channel in workspace.channels.values():
        if (channel.is_im or channel.is_mpim) and wanted == set(channel.members):
            return channel
    return None


def open_direct(workspace: Workspace, users: Sequence[str]) -> tuple[Channel, bool]:
    """The conversation of these people, of whom the first opens it, and whether it is new."""
    known = len(workspace.channels)
    channel = workspace.direct(list(users))
    is_new = len(workspace.channels) > known
    if is_new:
        if channel.is_mpim:
            _describe(workspace, channel, users)
        workspace.tell(ChannelChanged(channel))
        _send(workspace, channel, users)
    return channel, is_new


def _send(workspace: Workspace, channel: Channel, users: Sequence[str]) -> None:
    """https://docs.slack.dev/reference/events/im_created and …/im_open, which tell of two people only."""
    if not channel.is_im:
        return
    shape = channel_shape(workspace, channel, users[0])
    for told in (
        event(workspace, "im_created", user=users[-1], channel=shape),
        event(workspace, "im_open", user=users[-1], channel=channel.id),
    ):
        workspace.send_event(told, channel)


def _describe(workspace: Workspace, channel: Channel, users: Sequence[str]) -> None:
    who = " ".join(f"@{workspace.users[user].name}" for user in users)
    opener, now = users[0], int(workspace.now())
    channel.creator = opener
    channel.topic = Note("Group messaging", opener, now)
    channel.purpose = Note(f"Group messaging with: {who}", opener, now)
