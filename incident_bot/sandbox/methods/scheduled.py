"""Messages for later: chat.scheduleMessage and its family."""

from __future__ import annotations

from ..acts.scheduling import post_due, schedule
from ..call import Call, invalid_arguments, method
from ..errors import SlackError
from ..paging import page
from ..records import JSON, Channel, Scheduled
from ..shapes import message_shape
from .draft import ERRORS, METADATA_ERRORS, MOST_TEXT, WORDS, addressed, drafted, read_metadata

_FURTHEST = 120 * 24 * 60 * 60
# How Slack lays its periods of five minutes is not documented; here they begin with the hour.
_PERIOD, _MOST_IN_PERIOD = 5 * 60, 30


@method(
    "chat.scheduleMessage",
    tier=3,
    required=("channel", "post_at"),
    optional=(
        *WORDS,
        "thread_ts",
        "reply_broadcast",
        "metadata",
        "unfurl_links",
        "unfurl_media",
    ),
    errors=(
        *ERRORS,
        *METADATA_ERRORS,
        "invalid_time",
        "restricted_too_many",
        "time_in_past",
        "time_too_far",
    ),
    on_order=(
        "invalid_token",
        "message_limit_exceeded",
        "metadata_must_be_sent_from_app",
        "rate_limited",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "slack_connect_file_link_sharing_blocked",
    ),
    scope="chat:write",
)
def schedule_message(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/chat.scheduleMessage"""
    post_due(call.workspace)
    channel = addressed(call)
    post_at = _time(call)
    message = drafted(call, channel)
    if len(message.text) > MOST_TEXT:
        # Documented are both this and a text that is cut, with a warning; here it is always this.
        raise SlackError("msg_too_long")
    message.metadata = read_metadata(call)
    if message.is_reply and call.flag("reply_broadcast"):
        message.subtype = "thread_broadcast"
    _require_room(call, channel, post_at)
    made = schedule(call.workspace, message, post_at)
    shape = {**message_shape(call.workspace, message), "type": "delayed_message"}
    # It has no ts before it is posted.
    del shape["ts"]
    answer: JSON = {"channel": channel.id, "scheduled_message_id": made.id}
    # A number, as the reference says; its example has a string.
    return {**answer, "post_at": post_at, "message": shape}


@method(
    "chat.deleteScheduledMessage",
    tier=3,
    required=("channel", "scheduled_message_id"),
    optional=("as_user",),
    errors=("channel_not_found", "invalid_scheduled_message_id"),
    on_order=("bad_token",),
    scope="chat:write",
)
def delete_scheduled(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/chat.deleteScheduledMessage"""
    post_due(call.workspace)
    channel = call.conversation()
    scheduled = call.workspace.app.scheduled.get(call.required("scheduled_message_id"))
    if scheduled is None or scheduled.message.channel != channel.id:
        raise SlackError("invalid_scheduled_message_id")
    del call.workspace.app.scheduled[scheduled.id]
    return {}


@method(
    "chat.scheduledMessages.list",
    tier=3,
    optional=("channel", "latest", "oldest", "cursor", "limit", "team_id"),
    errors=("invalid_channel", "invalid_cursor"),
    on_order=("invalid_token",),
)
def list_scheduled(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/chat.scheduledMessages.list; the earliest first."""
    post_due(call.workspace)
    waiting = sorted(_wanted(call), key=lambda one: one.post_at)
    found, metadata = page(call, waiting, default=100, most=1000, key=lambda one: one.id, wrong_limit=None)
    return {"scheduled_messages": [_shape(one) for one in found], **metadata}


def _time(call: Call) -> int:
    given = call.text("post_at")
    if not given.isdecimal():
        raise SlackError("invalid_time")
    post_at, now = int(given), call.workspace.now()
    if post_at <= now:
        raise SlackError("time_in_past")
    if post_at > now + _FURTHEST:
        raise SlackError("time_too_far")
    return post_at


def _require_room(call: Call, channel: Channel, post_at: int) -> None:
    """https://docs.slack.dev/reference/methods/chat.scheduleMessage#restrictions"""
    period = post_at // _PERIOD
    scheduled = call.workspace.app.scheduled.values()
    there = (one for one in scheduled if one.message.channel == channel.id)
    if sum(one.post_at // _PERIOD == period for one in there) >= _MOST_IN_PERIOD:
        raise SlackError("restricted_too_many")


def _wanted(call: Call) -> list[Scheduled]:
    oldest, latest = _bound(call, "oldest", 0.0), _bound(call, "latest", float("inf"))
    channel = _channel(call) if call.text("channel") else None
    return [
        one
        for one in call.workspace.app.scheduled.values()
        if oldest <= one.post_at <= latest and channel in (None, one.message.channel)
    ]


def _channel(call: Call) -> str:
    try:
        return call.conversation().id
    except SlackError:
        raise SlackError("invalid_channel") from None


def _bound(call: Call, name: str, default: float) -> float:
    try:
        return float(call.text(name) or default)
    except ValueError:
        raise invalid_arguments(f"invalid {name} [json-pointer:/{name}]") from None


def _shape(scheduled: Scheduled) -> JSON:
    message = scheduled.message
    shape: JSON = {"id": scheduled.id, "channel_id": message.channel, "post_at": scheduled.post_at}
    return {**shape, "date_created": scheduled.created, "text": message.text}
