"""What the app says: chat.postMessage, chat.postEphemeral; chat.getPermalink"""

from __future__ import annotations

from ..acts.marks import permalink
from ..acts.membership import require_member
from ..acts.posting import post, whisper
from ..call import Call, method
from ..errors import SlackError
from ..records import JSON, Channel, Message
from ..shapes import message_shape
from .draft import ERRORS, METADATA_ERRORS, MOST_TEXT, WORDS, addressed, drafted, read_metadata

_LOOKS = ("username", "icon_emoji", "icon_url")
_CUT: JSON = {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}}


@method(
    "chat.postMessage",
    tier="special",
    required=("channel",),
    optional=(
        *WORDS,
        *_LOOKS,
        "thread_ts",
        "reply_broadcast",
        "metadata",
        # The sandbox shows no previews, and takes markup for what it is.
        "unfurl_links",
        "unfurl_media",
        "mrkdwn",
        # Not among the documented arguments, though the errors name it.
        "client_msg_id",
    ),
    errors=(
        *ERRORS,
        *METADATA_ERRORS,
        "as_user_not_supported",
        "duplicate_channel_not_found",
        "duplicate_message_not_found",
    ),
    on_order=(
        "attachment_payload_limit_exceeded",
        "message_limit_exceeded",
        "metadata_must_be_sent_from_app",
        "missing_file_data",
        "rate_limited",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_thread_only_channel",
        "slack_connect_canvas_sharing_blocked",
        "slack_connect_file_link_sharing_blocked",
        "slack_connect_lists_sharing_blocked",
        "team_not_found",
        "too_many_contact_cards",
    ),
    scope="chat:write",
)
def post_message(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/chat.postMessage"""
    if call.flag("as_user"):
        # For classic apps only.
        raise SlackError("as_user_not_supported")
    if (said := _said_before(call)) is not None:
        return {**_posted(call, said), "is_duplicate": True}
    channel = _addressed(call)
    message = drafted(call, channel)
    message.metadata = read_metadata(call)
    if message.is_reply and call.flag("reply_broadcast"):
        message.subtype = "thread_broadcast"
    cut = len(message.text) > MOST_TEXT
    message.text = message.text[:MOST_TEXT]
    _remember(call, post(call.workspace, channel, message))
    return {**_posted(call, message), **(_CUT if cut else {})}


@method(
    "chat.postEphemeral",
    tier=4,
    required=("channel", "user"),
    optional=(*WORDS, *_LOOKS, "thread_ts"),
    errors=(*ERRORS, "user_not_in_channel"),
    on_order=("message_limit_exceeded", "restricted_action"),
    scope="chat:write",
)
def post_ephemeral(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/chat.postEphemeral"""
    channel = addressed(call)
    require_member(channel, call.me)
    user = call.required("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    message = drafted(call, channel)
    if len(message.text) > MOST_TEXT:
        raise SlackError("msg_too_long")
    message.ephemeral_to = user
    # "Ephemeral messages in threads are only shown if there is already an active thread."
    if message.thread_ts is None or channel.threads.get(message.thread_ts):
        whisper(call.workspace, channel, message)
    return {"message_ts": message.ts}


@method(
    "chat.getPermalink",
    tier="special",
    required=("channel", "message_ts"),
    errors=("channel_not_found", "message_not_found"),
)
def get_permalink(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/chat.getPermalink"""
    channel = call.conversation()
    message = call.message(channel, "message_ts")
    return {"channel": channel.id, "permalink": permalink(call.workspace, channel, message)}


def _addressed(call: Call) -> Channel:
    """A person too: their direct messages with the app are opened."""
    workspace, wanted = call.workspace, call.required("channel")
    if wanted not in workspace.users:
        return addressed(call)
    if not workspace.app.messages_tab:
        raise SlackError("messages_tab_disabled")
    return workspace.direct([call.me, wanted])


def _posted(call: Call, message: Message) -> JSON:
    shape = message_shape(call.workspace, message)
    return {"channel": message.channel, "ts": message.ts, "message": shape}


def _said_before(call: Call) -> Message | None:
    """What came with the same client_msg_id, where that is looked at. Raises SlackError when it is gone."""
    ids, wanted = call.workspace.app.client_msg_ids, call.text("client_msg_id")
    if not ids or wanted not in ids:
        return None
    channel_id, ts = ids[wanted]
    channel = call.workspace.channels[channel_id]
    if channel.kind != "channel" and call.me not in channel.members:
        raise SlackError("duplicate_channel_not_found")
    if ts not in channel.messages:
        raise SlackError("duplicate_message_not_found")
    return channel.messages[ts]


def _remember(call: Call, message: Message) -> None:
    ids, given = call.workspace.app.client_msg_ids, call.text("client_msg_id")
    if ids is not None and given:
        ids[given] = (message.channel, message.ts)
