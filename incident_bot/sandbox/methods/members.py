"""Who is in a channel: conversations.invite, join, leave, kick, members, open"""

from __future__ import annotations

from ..acts.membership import add, remove, require_member, require_open
from ..call import INVITE, MANAGE, READ, Call, method
from ..changes import ChannelChanged
from ..errors import SlackError
from ..paging import page
from ..records import JSON, Channel
from ..shapes import channel_shape

_MOST_INVITED, _MOST_IN_DIRECT = 100, 8


@method("conversations.invite", tier=3, by_kind=INVITE)
def invite(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.invite; without `force` it is all or nobody."""
    channel = _open_channel(call)
    require_member(channel, call.me)
    users = call.listed("users")
    if not users:
        raise SlackError("no_user")
    if len(users) > _MOST_INVITED:
        raise SlackError("too_many_users")
    errors = [fault for user in users if (fault := _uninvitable(call, channel, user))]
    refused = {fault["user"] for fault in errors}
    welcome = [user for user in dict.fromkeys(users) if user not in refused]
    if errors and not (call.flag("force") and welcome):
        raise SlackError(errors[0]["error"], errors=errors)
    for user in welcome:
        add(call.workspace, channel, user, inviter=call.me)
    beside: JSON = {"errors": errors} if errors else {}
    return {"channel": channel_shape(call.workspace, channel, call.me), **beside}


@method("conversations.join", tier=3, scope="channels:join")
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


@method("conversations.leave", tier=3, by_kind=MANAGE)
def leave(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.leave"""
    channel = _open_channel(call)
    if channel.is_general:
        raise SlackError("cant_leave_general")
    if call.me not in channel.members:
        return {"ok": False, "not_in_channel": True}
    remove(call.workspace, channel, call.me)
    return {}


@method("conversations.kick", tier=3, by_kind=MANAGE)
def kick(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.kick"""
    channel = _open_channel(call)
    user = call.required("user")
    if user == call.me:
        raise SlackError("cant_kick_self")
    if channel.is_general:
        raise SlackError("cant_kick_from_general")
    require_member(channel, call.me)
    require_member(channel, call.workspace.user(user).id)
    remove(call.workspace, channel, user)
    return {}


@method("conversations.members", tier=4, by_kind=READ)
def members(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.members"""
    channel = call.conversation()
    found, metadata = page(call, channel.members, default=100, most=1000)
    return {"members": list(found), **metadata}


@method("conversations.open", tier=3)
def open_direct(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.open"""
    workspace = call.workspace
    if call.text("channel"):
        channel = workspace.visible_channel(call.text("channel"), call.me)
        return {"channel": {"id": channel.id}, "no_op": True, "already_open": True}
    users = call.listed("users")
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > _MOST_IN_DIRECT:
        raise SlackError("too_many_users")
    call.need("im:write" if len(users) == 1 else "mpim:write")
    for user in users:
        if workspace.user(user).deleted:
            raise SlackError("user_disabled")
    known = len(workspace.channels)
    channel = workspace.direct([call.me, *users])
    if len(workspace.channels) > known:
        workspace.tell(ChannelChanged(channel))
    shape = channel_shape(workspace, channel, call.me) if call.flag("return_im") else {"id": channel.id}
    opened = {} if len(workspace.channels) > known else {"no_op": True, "already_open": True}
    return {"channel": shape, **opened}


def _open_channel(call: Call) -> Channel:
    channel = call.conversation()
    if channel.is_im:
        raise SlackError("method_not_supported_for_channel_type")
    require_open(channel)
    return channel


def _uninvitable(call: Call, channel: Channel, user: str) -> JSON | None:
    known = call.workspace.users.get(user)
    if known is None or known.deleted:
        error = "user_not_found"
    elif user == call.me:
        error = "cant_invite_self"
    elif user in channel.members:
        error = "already_in_channel"
    else:
        return None
    return {"user": user, "ok": False, "error": error}
