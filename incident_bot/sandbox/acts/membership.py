"""Channels: created, joined, left, renamed, described, archived; people who come to the team."""

from __future__ import annotations

from ..changes import ChannelChanged, PersonChanged
from ..errors import SlackError
from ..people_shapes import team_of, user_shape
from ..records import JSON, Channel, Note, User
from ..shapes import channel_shape
from ..workspace import Workspace
from .posting import announce

# https://docs.slack.dev/reference/methods/conversations.setTopic and …/conversations.setPurpose
_MOST_TOPIC = 250
# What https://docs.slack.dev/reference/events/channel_created tells of the channel.
_OF_A_NEW_ONE = (
    "id",
    "name",
    "name_normalized",
    "is_channel",
    "is_shared",
    "is_org_shared",
    "created",
    "creator",
    "context_team_id",
)


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
        shape = channel_shape(workspace, channel, creator)
        told = {field: shape[field] for field in _OF_A_NEW_ONE}
        workspace.send_event(event(workspace, "channel_created", channel=told), None)
    add(workspace, channel, creator)
    return channel


def add(workspace: Workspace, channel: Channel, user: str, inviter: str | None = None) -> None:
    """https://docs.slack.dev/reference/events/member_joined_channel"""
    channel.members.append(user)
    channel.last_read[user] = next(reversed(channel.messages), "")
    workspace.tell(ChannelChanged(channel))
    by: JSON = {"inviter": inviter} if inviter else {}
    # Whether Slack says so of a new channel's creator too is not documented; here it does.
    announce(workspace, channel, "channel_join", user, f"<@{user}> has joined the channel", **by)
    _send_membership(workspace, channel, "member_joined_channel", user, **by)


def remove(workspace: Workspace, channel: Channel, user: str, by: str | None = None) -> None:
    """`by` somebody else, or by themselves: https://docs.slack.dev/reference/events/member_left_channel"""
    # What Slack says of those who were put out is not documented; here it is the same.
    announce(workspace, channel, "channel_leave", user, f"<@{user}> has left the channel")
    _send_membership(workspace, channel, "member_left_channel", user)
    channel.members.remove(user)
    workspace.tell(ChannelChanged(channel))
    if user == workspace.app.user:
        # https://docs.slack.dev/reference/events/channel_left and …/group_left
        left = event(workspace, _by_kind(channel, "left"), channel=channel.id, actor_id=by or user)
        workspace.send_event(left, channel)


def describe(workspace: Workspace, channel: Channel, by: str, *, what: str, value: str) -> None:
    """Sets the topic or the purpose; each leaves a line in the channel, also when nothing changes.

    Raises SlackError for one that is too long.
    """
    if len(value) > _MOST_TOPIC:
        raise SlackError("too_long")
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
    told: JSON = {"id": channel.id, "name": name, "name_normalized": name, "created": channel.created}
    told |= {"is_channel": not channel.is_private, "is_mpim": channel.is_mpim}
    workspace.send_event(event(workspace, _by_kind(channel, "rename"), channel=told), channel)


def archive(workspace: Workspace, channel: Channel, by: str) -> None:
    """https://docs.slack.dev/reference/methods/conversations.archive; apps are put out of the channel."""
    announce(workspace, channel, "channel_archive", by, "archived the channel")
    archived = event(workspace, _by_kind(channel, "archive"), channel=channel.id, user=by, is_moved=0)
    workspace.send_event(archived, channel)
    channel.is_archived = True
    channel.members = [user for user in channel.members if not workspace.users[user].is_bot]
    workspace.tell(ChannelChanged(channel))


def unarchive(workspace: Workspace, channel: Channel, by: str) -> None:
    """https://docs.slack.dev/reference/events/channel_unarchive"""
    channel.is_archived = False
    workspace.tell(ChannelChanged(channel))
    announce(workspace, channel, "channel_unarchive", by, "un-archived the channel")
    unarchived = event(workspace, _by_kind(channel, "unarchive"), channel=channel.id, user=by)
    workspace.send_event(unarchived, channel)


def welcome(workspace: Workspace, user: User) -> None:
    """Somebody new: https://docs.slack.dev/reference/events/team_join

    People of other companies join no team: of them https://docs.slack.dev/reference/events/user_change tells.
    """
    user.updated = int(workspace.now())
    workspace.users[user.id] = user
    workspace.tell(PersonChanged(user))
    kind = "user_change" if user.team_id else "team_join"
    workspace.send_event(event(workspace, kind, user=user_shape(workspace, user)), None)
    if user.team_id or user.is_restricted or user.is_ultra_restricted:
        # Guests are where they were invited to: https://slack.com/help/articles/202518103
        return
    for channel in workspace.channels.values():
        if channel.is_general:
            add(workspace, channel, user.id)


def change_person(workspace: Workspace, user: User, **fields: object) -> None:
    """https://docs.slack.dev/reference/events/user_change"""
    for name, value in fields.items():
        setattr(user, name, value)
    user.updated = int(workspace.now())
    workspace.tell(PersonChanged(user))
    workspace.send_event(event(workspace, "user_change", user=user_shape(workspace, user)), None)


def require_open(channel: Channel) -> None:
    if channel.is_archived:
        raise SlackError("is_archived")


def require_member(channel: Channel, user: str) -> None:
    if user not in channel.members:
        raise SlackError("not_in_channel")


def require_named(channel: Channel) -> None:
    """Direct conversations, of two or of a few, have no name, and nobody comes or goes."""
    if channel.is_im or channel.is_mpim:
        raise SlackError("method_not_supported_for_channel_type")


def event(workspace: Workspace, kind: str, **fields: object) -> JSON:
    """https://docs.slack.dev/apis/events-api/#event-type-structure"""
    return {"type": kind, **fields, "event_ts": workspace.new_ts()}


def _send_membership(workspace: Workspace, channel: Channel, kind: str, user: str, **by: object) -> None:
    told: JSON = {"user": user, "channel": channel.id, "channel_type": "G" if channel.is_private else "C"}
    team = team_of(workspace, workspace.users[user])
    workspace.send_event(event(workspace, kind, **told, team=team, **by), channel)


def _by_kind(channel: Channel, what: str) -> str:
    """Of private channels other events tell: https://docs.slack.dev/reference/events/group_archive"""
    return f"group_{what}" if channel.is_private else f"channel_{what}"
