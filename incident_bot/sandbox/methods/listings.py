"""Which channels there are: conversations.list, users.conversations"""

from __future__ import annotations

from collections.abc import Callable

from ..call import READ, Call, method
from ..errors import SlackError
from ..paging import page
from ..records import JSON, Channel
from ..shapes import channel_shape

_KINDS = {"public_channel": "channel", "private_channel": "group", "mpim": "mpim", "im": "im"}


@method(
    "conversations.list",
    tier=2,
    optional=("types", "exclude_archived", "cursor", "limit", "team_id"),
    errors=("invalid_cursor", "invalid_limit", "invalid_types"),
    on_order=("missing_argument",),
)
def list_(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.list"""
    return _listed(call, lambda channel: channel.kind == "channel" or call.me in channel.members, most=999)


@method(
    "users.conversations",
    tier=3,
    optional=("user", "types", "exclude_archived", "cursor", "limit", "team_id"),
    errors=("invalid_cursor", "invalid_limit", "invalid_types", "user_not_found"),
    on_order=("method_not_supported_for_channel_type", "missing_argument"),
)
def users_conversations(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/users.conversations"""
    user = call.workspace.user(call.text("user") or call.me).id

    def shared(channel: Channel) -> bool:
        # Of somebody's other channels only those are told in which the app is too.
        return user in channel.members and (channel.kind == "channel" or call.me in channel.members)

    answer = _listed(call, shared, most=999)
    for shape in answer["channels"]:
        shape.pop("is_member", None)
    return answer


def _listed(call: Call, seen: Callable[[Channel], bool], *, most: int) -> JSON:
    kinds = _kinds(call)
    channels = [
        channel for channel in call.workspace.channels.values() if channel.kind in kinds and seen(channel)
    ]
    found, metadata = page(call, channels, default=100, most=most, key=lambda channel: channel.id)
    # As in Slack a page is cut first: a page of archived channels is empty, and there are more behind it.
    shown = [channel for channel in found if not (channel.is_archived and call.flag("exclude_archived"))]
    return {"channels": [channel_shape(call.workspace, channel, call.me) for channel in shown], **metadata}


def _kinds(call: Call) -> set[str]:
    kinds = set()
    for named in call.listed("types") or ["public_channel"]:
        if named not in _KINDS:
            raise SlackError("invalid_types")
        kinds.add(_KINDS[named])
        call.need(*READ[_KINDS[named]])
    return kinds
