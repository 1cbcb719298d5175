"""Who is in a channel: conversations.invite, join, leave, kick, members (direct ones: direct.py)"""

from __future__ import annotations

from ..acts.membership import add, remove, require_member, require_named, require_open
from ..call import INVITE, MANAGE, READ, Call, method
from ..errors import SlackError
from ..paging import page
from ..records import JSON, Channel
from ..shapes import channel_shape
from ..workspace import SLACKBOT

_MOST_INVITED = 100


@method(
    "conversations.invite",
    tier=3,
    required=("channel",),
    optional=("users", "force"),
    errors=(
        "already_in_channel",
        "cant_invite",
        "cant_invite_self",
        "channel_not_found",
        "is_archived",
        "method_not_supported_for_channel_type",
        "no_user",
        "not_in_channel",
        "too_many_users",
        "ura_max_channels",
        "user_is_restricted",
        "user_not_found",
    ),
    on_order=(
        "app_cannot_join_channel",
        "external_channel_migrating",
        "invitee_cant_see_channel",
        "no_external_invite_permission",
        "org_user_not_in_team",
    ),
    by_kind=INVITE,
)
def invite(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.invite; without `force` it is all or nobody."""
    channel = _open_channel(call)
    require_member(channel, call.me)
    users = list(dict.fromkeys(call.listed("users")))
    if not users:
        raise SlackError("no_user")
    if len(users) > _MOST_INVITED:
        raise SlackError("too_many_users")
    errors = [fault for user in users if (fault := _uninvitable(call, channel, user))]
    refused = {fault["user"] for fault in errors}
    welcome = [user for user in users if user not in refused and not call.workspace.users[user].deleted]
    if errors and not (call.flag("force") and welcome):
        raise SlackError(errors[0]["error"], errors=errors)
    for user in welcome:
        add(call.workspace, channel, user, inviter=call.me)
    beside: JSON = {"errors": errors} if errors else {}
    return {"channel": channel_shape(call.workspace, channel, call.me), **beside}


@method(
    "conversations.join",
    tier=3,
    required=("channel",),
    errors=("channel_not_found", "is_archived", "method_not_supported_for_channel_type"),
    on_order=("channel_is_limited_access", "too_many_members"),
    scope="channels:join",
)
def join(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.join"""
    channel = call.conversation()
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    require_open(channel)
    warned: JSON = {}
    if call.me in channel.members:
        warned = {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    else:
        add(call.workspace, channel, call.me)
    return {"channel": channel_shape(call.workspace, channel, call.me), **warned}


@method(
    "conversations.leave",
    tier=3,
    required=("channel",),
    errors=(
        "cant_leave_general",
        "channel_not_found",
        "is_archived",
        "last_member",
        "method_not_supported_for_channel_type",
    ),
    on_order=("user_is_restricted",),
    by_kind=MANAGE,
)
def leave(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.leave; outside it is no error."""
    channel = _open_channel(call)
    if channel.is_general:
        raise SlackError("cant_leave_general")
    if call.me not in channel.members:
        return {"ok": False, "not_in_channel": True}
    if channel.members == [call.me]:
        raise SlackError("last_member")
    remove(call.workspace, channel, call.me)
    return {}


@method(
    "conversations.kick",
    tier=3,
    required=("channel",),
    optional=("user",),
    errors=(
        "cant_kick_from_general",
        "cant_kick_self",
        "channel_not_found",
        "method_not_supported_for_channel_type",
        "not_in_channel",
        "user_not_found",
    ),
    on_order=("not_supported", "restricted_action"),
    by_kind=MANAGE,
)
def kick(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.kick"""
    channel = call.conversation()
    require_named(channel)
    user = call.workspace.user(call.text("user")).id
    if user == call.me:
        raise SlackError("cant_kick_self")
    if channel.is_general:
        raise SlackError("cant_kick_from_general")
    require_member(channel, call.me)
    require_member(channel, user)
    remove(call.workspace, channel, user, by=call.me)
    return {"errors": {}}


@method(
    "conversations.members",
    tier=4,
    required=("channel",),
    optional=("cursor", "limit"),
    errors=("channel_not_found", "invalid_cursor", "invalid_limit"),
    on_order=("fetch_members_failed",),
    by_kind=READ,
)
def members(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.members"""
    channel = call.conversation()
    found, metadata = page(call, channel.members, default=100, most=1000, key=str)
    return {"members": list(found), **metadata}


def _open_channel(call: Call) -> Channel:
    channel = call.conversation()
    require_named(channel)
    require_open(channel)
    return channel


def _uninvitable(call: Call, channel: Channel, user: str) -> JSON | None:
    known = call.workspace.users.get(user)
    error = None
    if known is None:
        error = "user_not_found"
    elif user == call.me:
        error = "cant_invite_self"
    elif user in channel.members:
        error = "already_in_channel"
    elif user == SLACKBOT:
        error = "cant_invite"
    elif known.is_ultra_restricted and _is_somewhere(call, user):
        error = "ura_max_channels"
    elif known.is_restricted or known.is_ultra_restricted:
        # Only owners and admins bring guests into a channel: https://slack.com/help/articles/202518103
        error = "user_is_restricted"
    return {"user": user, "ok": False, "error": error} if error else None


def _is_somewhere(call: Call, user: str) -> bool:
    channels = call.workspace.channels.values()
    return any(user in channel.members for channel in channels if channel.kind in ("channel", "group"))
