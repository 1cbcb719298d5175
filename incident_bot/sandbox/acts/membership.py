"""Channels: created, joined, left, renamed, described, archived."""

from __future__ import annotations

from ..changes import ChannelChanged, PersonChanged
from ..errors import SlackError
from ..people_shapes import user_shape
from ..records import JSON, Channel, Note, User
from ..shapes import channel_shape
from ..workspace import Workspace
from .posting import announce


def create(workspace: Workspace, name: str, creator: str, *, private: bool = False) -> Channel:
    channel = Channel(
        id=workspace.new_id("C"),
        name=name,
        creator=creator,
        created=int(workspace.now()),
        is_private=private,
    )
    workspace.channels[channel.id] = channel
    if not private:
        fields = ("id", "name", "created", "creator", "is_channel", "name_normalized", "context_team_id")
        shape = channel_shape(workspace, channel, creator)
        told = {name: shape[name] for name in fields}
        workspace.send_event(_event(workspace, "channel_created", channel=told), None)
    add(workspace, channel, creator)
    return channel


def add(workspace: Workspace, channel: Channel, user: str, inviter: str | None = None) -> None:
    """https://docs.slack.dev/reference/events/member_joined_channel"""
    channel.members.append(user)
    channel.last_read[user] = next(reversed(channel.messages), "")
    workspace.tell(ChannelChanged(channel))
    by: JSON = {"inviter": inviter} if inviter else {}
    announce(workspace, channel, "channel_join", user, f"<@{user}> has joined the channel", **by)
    letter = "G" if channel.is_private else "C"
    joined = _event(workspace, "member_joined_channel", user=user, channel=channel.id, channel_type=letter)
    workspace.send_event({**joined, "team": workspace.team_id, **by}, channel)


def remove(workspace: Workspace, channel: Channel, user: str) -> None:
    """https://docs.slack.dev/reference/events/member_left_channel"""
    announce(workspace, channel, "channel_leave", user, f"<@{user}> has left the channel")
    letter = "G" if channel.is_private else "C"
    left = _event(workspace, "member_left_channel", user=user, channel=channel.id, channel_type=letter)
    workspace.send_event({**left, "team": workspace.team_id}, channel)
    channel.members.remove(user)
    workspace.tell(ChannelChanged(channel))


def describe(workspace: Workspace, channel: Channel, by: str, *, what: str, value: str) -> None:
    """Sets the topic or the purpose; each leaves a line in the channel."""
    note = Note(value, by, int(workspace.now()))
    setattr(channel, what, note)
    workspace.tell(ChannelChanged(channel))
    said = f"set the channel {'topic' if what == 'topic' else 'description'}: {value}"
    announce(workspace, channel, f"channel_{what}", by, said, **{what: value})


def rename(workspace: Workspace, channel: Channel, by: str, name: str) -> None:
    """https://docs.slack.dev/reference/events/channel_rename"""
    old = channel.name
    channel.previous_names.insert(0, old)
    channel.name = name
    workspace.tell(ChannelChanged(channel))
    said = f'has renamed the channel from "{old}" to "{name}"'
    announce(workspace, channel, "channel_name", by, said, name=name, old_name=old)
    told = {"id": channel.id, "name": name, "name_normalized": name, "created": channel.created}
    kind = "group_rename" if channel.is_private else "channel_rename"
    workspace.send_event(
        _event(workspace, kind, channel={**told, "is_channel": not channel.is_private}), channel
    )


def archive(workspace: Workspace, channel: Channel, by: str) -> None:
    """https://docs.slack.dev/reference/methods/conversations.archive; apps are put out of the channel."""
    announce(workspace, channel, "channel_archive", by, "archived the channel")
    kind = "group_archive" if channel.is_private else "channel_archive"
    workspace.send_event(_event(workspace, kind, channel=channel.id, user=by), channel)
    channel.is_archived = True
    channel.members = [user for user in channel.members if not workspace.users[user].is_bot]
    workspace.tell(ChannelChanged(channel))


def unarchive(workspace: Workspace, channel: Channel, by: str) -> None:
    """https://docs.slack.dev/reference/events/channel_unarchive"""
    channel.is_archived = False
    workspace.tell(ChannelChanged(channel))
    announce(workspace, channel, "channel_unarchive", by, "un-archived the channel")
    kind = "group_unarchive" if channel.is_private else "channel_unarchive"
    workspace.send_event(_event(workspace, kind, channel=channel.id, user=by), channel)


def require_open(channel: Channel) -> None:
    if channel.is_archived:
        raise SlackError("is_archived")


def require_member(channel: Channel, user: str) -> None:
    if user not in channel.members:
        raise SlackError("not_in_channel")


def welcome(workspace: Workspace, user: User) -> None:
    """Somebody new: https://docs.slack.dev/reference/events/team_join"""
    workspace.users[user.id] = user
    workspace.tell(PersonChanged(user))
    workspace.send_event(_event(workspace, "team_join", user=user_shape(workspace, user)), None)
    for channel in workspace.channels.values():
        if channel.is_general:
            add(workspace, channel, user.id)


def change_person(workspace: Workspace, user: User, **fields: object) -> None:
    """https://docs.slack.dev/reference/events/user_change"""
    for name, value in fields.items():
        setattr(user, name, value)
    workspace.tell(PersonChanged(user))
    workspace.send_event(_event(workspace, "user_change", user=user_shape(workspace, user)), None)


def _event(workspace: Workspace, kind: str, **fields: object) -> JSON:
    return {"type": kind, **fields, "event_ts": workspace.new_ts()}
