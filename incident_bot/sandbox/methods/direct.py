"""Conversations of two, or of a few: conversations.open"""

from __future__ import annotations

from collections.abc import Sequence

from ..acts.direct import MOST_OTHERS, known_direct, open_direct
from ..call import MANAGE, Call, method
from ..errors import SlackError
from ..records import JSON, Channel
from ..shapes import channel_shape


@method(
    "conversations.open",
    tier=3,
    optional=("users", "channel", "return_im", "prevent_creation"),
    errors=(
        "channel_not_found",
        "method_not_supported_for_channel_type",
        "not_enough_users",
        "too_many_users",
        "user_disabled",
        "user_not_found",
        "users_list_not_supplied",
    ),
    on_order=(
        "app_cannot_join_channel",
        "invalid_user_combination",
        "restricted_action",
        "user_not_visible",
    ),
)
def open_(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.open"""
    if call.text("channel"):
        return _opened(call, _resumed(call), is_new=False)
    everybody = [call.me, *_others(call)]
    call.need(*MANAGE["im" if len(everybody) == 2 else "mpim"])
    if call.flag("prevent_creation") and known_direct(call.workspace, everybody) is None:
        # What Slack answers then is not documented.
        raise SlackError("channel_not_found")
    channel, is_new = open_direct(call.workspace, everybody)
    return _opened(call, channel, is_new=is_new)


def _resumed(call: Call) -> Channel:
    channel = call.workspace.visible_channel(call.text("channel"), call.me)
    if channel.kind not in ("im", "mpim"):
        raise SlackError("method_not_supported_for_channel_type")
    call.need(*MANAGE[channel.kind])
    return channel


def _others(call: Call) -> Sequence[str]:
    named = list(dict.fromkeys(call.listed("users")))
    if not named:
        raise SlackError("users_list_not_supplied")
    if len(named) > MOST_OTHERS:
        raise SlackError("too_many_users")
    if any(call.workspace.user(user).deleted for user in named):
        raise SlackError("user_disabled")
    others = [user for user in named if user != call.me]
    if not others:
        raise SlackError("not_enough_users")
    return others


def _opened(call: Call, channel: Channel, *, is_new: bool) -> JSON:
    shape = {"id": channel.id}
    if call.flag("return_im"):
        shape = channel_shape(call.workspace, channel, call.me)
    return {"channel": shape} if is_new else {"no_op": True, "already_open": True, "channel": shape}
