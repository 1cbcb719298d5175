"""What people do with channels: make, join, leave, name, describe, archive them. Refusals are SlackErrors."""

from __future__ import annotations

from ..acts import direct, membership
from ..acts.membership import require_member, require_named, require_open
from ..acts.naming import checked_name
from ..errors import SlackError
from ..records import Channel
from ..workspace import Workspace


def create_channel(workspace: Workspace, user: str, name: str, *, private: bool = False) -> Channel:
    return membership.create(workspace, checked_name(workspace, name), user, private=private)


def join(workspace: Workspace, user: str, channel: Channel) -> None:
    require_open(channel)
    if channel.kind != "channel":
        raise SlackError("channel_not_found")
    if user not in channel.members:
        membership.add(workspace, channel, user)


def invite(workspace: Workspace, user: str, channel: Channel, others: list[str]) -> None:
    """Brings people, or the app, into a channel; whoever is there already stays."""
    _require_inside(channel, user)
    for other in others:
        if workspace.user(other).deleted:
            raise SlackError("user_not_found")
    for other in dict.fromkeys(others):
        if other not in channel.members:
            membership.add(workspace, channel, other, inviter=user)


def leave(workspace: Workspace, user: str, channel: Channel) -> None:
    _require_inside(channel, user)
    if channel.is_general:
        raise SlackError("cant_leave_general")
    membership.remove(workspace, channel, user)


def remove(workspace: Workspace, user: str, channel: Channel, other: str) -> None:
    """Puts somebody else, or the app, out of a channel."""
    _require_inside(channel, user)
    if other == user:
        raise SlackError("cant_kick_self")
    if channel.is_general:
        raise SlackError("cant_kick_from_general")
    require_member(channel, workspace.user(other).id)
    membership.remove(workspace, channel, other, by=user)


def rename(workspace: Workspace, user: str, channel: Channel, name: str) -> None:
    """For its creator and for admins: https://slack.com/help/articles/201401987"""
    _require_inside(channel, user)
    if user != channel.creator and not (workspace.users[user].is_admin or workspace.users[user].is_owner):
        raise SlackError("not_authorized")
    membership.rename(workspace, channel, user, checked_name(workspace, name))


def set_topic(workspace: Workspace, user: str, channel: Channel, topic: str) -> None:
    _describe(workspace, user, channel, "topic", topic)


def set_purpose(workspace: Workspace, user: str, channel: Channel, purpose: str) -> None:
    _describe(workspace, user, channel, "purpose", purpose)


def archive(workspace: Workspace, user: str, channel: Channel) -> None:
    if channel.is_archived:
        raise SlackError("already_archived")
    _require_inside(channel, user)
    if channel.is_general:
        raise SlackError("cant_archive_general")
    membership.archive(workspace, channel, user)


def unarchive(workspace: Workspace, user: str, channel: Channel) -> None:
    """People can, other than bots: https://docs.slack.dev/reference/methods/conversations.unarchive"""
    if not channel.is_archived:
        raise SlackError("not_archived")
    if channel.is_private:
        require_member(channel, user)
    membership.unarchive(workspace, channel, user)


def open_direct(workspace: Workspace, user: str, others: list[str]) -> Channel:
    """The conversation with these people, or with the app, opened if need be."""
    people = [workspace.user(other).id for other in others]
    if not people:
        raise SlackError("users_list_not_supplied")
    if len({user, *people}) > direct.MOST_OTHERS + 1:
        raise SlackError("too_many_users")
    channel, _ = direct.open_direct(workspace, [user, *people])
    return channel


def _describe(workspace: Workspace, user: str, channel: Channel, what: str, value: str) -> None:
    _require_inside(channel, user)
    membership.describe(workspace, channel, user, what=what, value=value)


def _require_inside(channel: Channel, user: str) -> None:
    require_open(channel)
    require_named(channel)
    require_member(channel, user)
