"""Channels: made, named, described, archived (who is in them: members.py; what was said: history.py)"""

from __future__ import annotations

from ..acts.membership import archive as archive_channel
from ..acts.membership import create as create_channel
from ..acts.membership import describe, require_member, require_named, require_open
from ..acts.membership import rename as rename_channel
from ..acts.membership import unarchive as unarchive_channel
from ..acts.naming import NAME_ERRORS, checked_name
from ..call import DESCRIBE, MANAGE, READ, Call, invalid_arguments, method
from ..errors import SlackError
from ..people_shapes import LOCALE
from ..records import JSON, Channel
from ..shapes import channel_shape

_OF_A_CHANNEL = (
    "channel_not_found",
    "is_archived",
    "method_not_supported_for_channel_type",
    "not_in_channel",
)
_DESCRIBING = (*_OF_A_CHANNEL, "too_long")


@method(
    "conversations.create",
    tier=2,
    optional=("name", "is_private", "team_id"),
    errors=NAME_ERRORS,
    on_order=(
        "cannot_create_channel",
        "invalid_name",
        "no_channel",
        "restricted_action",
        "user_is_restricted",
    ),
)
def create(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.create"""
    private = call.flag("is_private")
    call.need(*MANAGE["group" if private else "channel"])
    name = checked_name(call.workspace, call.text("name"))
    channel = create_channel(call.workspace, name, call.me, private=private)
    return {"channel": _shape(call, channel)}


@method(
    "conversations.rename",
    tier=2,
    required=("channel",),
    optional=("name",),
    errors=(*_OF_A_CHANNEL, *NAME_ERRORS, "not_authorized"),
    on_order=("invalid_name", "restricted_action", "user_is_restricted"),
    by_kind=MANAGE,
)
def rename(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.rename"""
    channel = _own_channel(call)
    require_named(channel)
    if channel.creator != call.me:
        raise SlackError("not_authorized")
    rename_channel(call.workspace, channel, call.me, checked_name(call.workspace, call.text("name")))
    return {"channel": _shape(call, channel)}


@method(
    "conversations.setTopic",
    tier=2,
    required=("channel",),
    optional=("topic",),
    errors=_DESCRIBING,
    on_order=("user_is_restricted",),
    by_kind=DESCRIBE,
)
def set_topic(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.setTopic"""
    return _describe(call, "topic")


@method(
    "conversations.setPurpose",
    tier=2,
    required=("channel",),
    optional=("purpose",),
    errors=_DESCRIBING,
    on_order=("user_is_restricted",),
    by_kind=DESCRIBE,
)
def set_purpose(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.setPurpose"""
    return _describe(call, "purpose")


@method(
    "conversations.archive",
    tier=2,
    required=("channel",),
    errors=(
        "already_archived",
        "cant_archive_general",
        "channel_not_found",
        "method_not_supported_for_channel_type",
        "not_in_channel",
    ),
    on_order=("cant_archive_required", "last_ra_channel", "restricted_action", "user_is_restricted"),
    by_kind=MANAGE,
)
def archive(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.archive"""
    channel = call.conversation()
    require_named(channel)
    if channel.is_archived:
        raise SlackError("already_archived")
    if channel.is_general:
        raise SlackError("cant_archive_general")
    require_member(channel, call.me)
    archive_channel(call.workspace, channel, call.me)
    return {}


@method(
    "conversations.unarchive",
    tier=2,
    required=("channel",),
    errors=("channel_not_found", "method_not_supported_for_channel_type", "not_archived", "not_in_channel"),
    on_order=("restricted_action", "user_is_restricted"),
    by_kind=MANAGE,
)
def unarchive(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.unarchive

    Bots were put out when it was archived, and are refused; one that is in it all the same is not.
    """
    channel = call.conversation()
    require_named(channel)
    if not channel.is_archived:
        raise SlackError("not_archived")
    require_member(channel, call.me)
    unarchive_channel(call.workspace, channel, call.me)
    return {}


@method(
    "conversations.info",
    tier=3,
    required=("channel",),
    optional=("include_locale", "include_num_members"),
    errors=("channel_not_found",),
    by_kind=READ,
)
def info(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.info"""
    channel = call.conversation()
    shape = _shape(call, channel)
    if call.me in channel.members:
        shape["last_read"] = channel.last_read.get(call.me) or "0000000000.000000"
    if call.flag("include_num_members"):
        shape["num_members"] = len(channel.members)
    if call.flag("include_locale"):
        shape["locale"] = LOCALE
    return {"channel": shape}


def _describe(call: Call, what: str) -> JSON:
    channel = _own_channel(call)
    # An empty one is how it is taken away.
    if call.args.get(what) is None:
        raise invalid_arguments(f"missing required field: {what}")
    if channel.is_im:
        raise SlackError("method_not_supported_for_channel_type")
    # Whether Slack says so again when nothing changes is not documented; here it does.
    describe(call.workspace, channel, call.me, what=what, value=call.text(what))
    return {"channel": _shape(call, channel)}


def _own_channel(call: Call) -> Channel:
    channel = call.conversation()
    require_open(channel)
    require_member(channel, call.me)
    return channel


def _shape(call: Call, channel: Channel) -> JSON:
    return channel_shape(call.workspace, channel, call.me)
