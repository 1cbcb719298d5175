"""What was said in a channel: conversations.history, conversations.replies"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from ..acts.membership import require_member
from ..call import HISTORY, Call, method
from ..errors import SlackError
from ..paging import page
from ..records import JSON, Message
from ..shapes import message_shape

_BETWEEN = ("latest", "oldest", "inclusive", "include_all_metadata", "cursor", "limit")
_OF_BOTH = ("channel_not_found", "invalid_cursor", "invalid_ts_latest", "invalid_ts_oldest", "not_in_channel")


@method(
    "conversations.history",
    tier=3,
    required=("channel",),
    optional=_BETWEEN,
    errors=_OF_BOTH,
    on_order=("channel_is_limited_access", "invalid_metadata_filter_keys", "restricted_action"),
    by_kind=HISTORY,
)
def history(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.history; the newest first."""
    channel = call.conversation()
    require_member(channel, call.me)
    shown = [message for message in reversed(channel.messages.values()) if message.shows_in_channel]
    found, metadata = page(
        call, _between(call, shown), default=100, most=999, key=_ts, reached=operator.le, wrong_limit=None
    )
    answer: JSON = {"messages": _shapes(call, found), "has_more": _has_more(metadata)}
    answer |= {"pin_count": len(channel.pins), "channel_actions_ts": None, "channel_actions_count": 0}
    if call.text("latest"):
        answer["latest"] = call.text("latest")
    if call.text("oldest"):
        answer["oldest"] = call.text("oldest")
    return {**answer, **metadata}


@method(
    "conversations.replies",
    tier=3,
    required=("channel", "ts"),
    optional=_BETWEEN,
    errors=(*_OF_BOTH, "thread_not_found"),
    on_order=("invalid_metadata_filter_keys", "method_not_supported_for_channel_type"),
    by_kind=HISTORY,
)
def replies(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.replies; the message itself, then the oldest."""
    channel = call.conversation()
    require_member(channel, call.me)
    first = channel.messages.get(call.required("ts"))
    if first is None:
        raise SlackError("thread_not_found")
    # What Slack gives for the ts of a reply is not documented; here it is that message alone.
    thread = [channel.messages[ts] for ts in channel.threads.get(first.ts, [])]
    found, metadata = page(
        call,
        [first, *_between(call, thread)],
        default=1000,
        most=1000,
        key=_ts,
        reached=operator.ge,
        wrong_limit=None,
    )
    return {"messages": _shapes(call, found), "has_more": _has_more(metadata), **metadata}


def _between(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = _timestamp(call, "oldest"), _timestamp(call, "latest")
    inclusive = call.flag("inclusive")

    def inside(ts: Decimal) -> bool:
        if inclusive:
            return (oldest is None or ts >= oldest) and (latest is None or ts <= latest)
        return (oldest is None or ts > oldest) and (latest is None or ts < latest)

    if oldest is None and latest is None:
        return messages
    return [message for message in messages if inside(Decimal(message.ts))]


def _timestamp(call: Call, name: str) -> Decimal | None:
    given = call.text(name)
    try:
        value = Decimal(given) if given else None
    except InvalidOperation:
        raise SlackError(f"invalid_ts_{name}") from None
    if value is not None and not (value.is_finite() and value >= 0):
        raise SlackError(f"invalid_ts_{name}")
    return value


def _ts(message: Message) -> str:
    return message.ts


def _has_more(metadata: JSON) -> bool:
    return bool(metadata["response_metadata"]["next_cursor"])


def _shapes(call: Call, messages: Sequence[Message]) -> list[JSON]:
    metadata = call.flag("include_all_metadata")
    return [message_shape(call.workspace, message, metadata=metadata) for message in messages]
