"""What the app said, changed or taken away: chat.update, chat.delete"""

from __future__ import annotations

from ..acts.posting import delete, edit
from ..call import Call, invalid_arguments, method
from ..content import Content
from ..errors import SlackError
from ..records import JSON, Channel, Message
from ..shapes import message_shape
from .draft import METADATA_ERRORS, WORDS, as_kept, read_metadata, read_words

_MOST_TEXT = 4_000


@method(
    "chat.update",
    tier=3,
    required=("channel", "ts"),
    optional=(*WORDS, "metadata", "reply_broadcast", "file_ids"),
    errors=(
        "block_mismatch",
        "cant_broadcast_message",
        "cant_update_message",
        "channel_not_found",
        "invalid_attachments",
        "invalid_blocks",
        "invalid_blocks_format",
        "is_inactive",
        "markdown_text_conflict",
        "message_not_found",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_dual_broadcast_content_update",
        "no_text",
        "too_many_attachments",
        *METADATA_ERRORS,
    ),
    on_order=(
        "as_user_not_supported",
        "edit_window_closed",
        "external_channel_migrating",
        "metadata_must_be_sent_from_app",
        "slack_connect_file_link_sharing_blocked",
        "streaming_state_conflict",
        "team_not_found",
        "update_failed",
    ),
    scope="chat:write",
)
def update(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/chat.update"""
    channel = call.conversation()
    message = _own(call, channel, "cant_update_message")
    if channel.is_archived:
        raise SlackError("is_inactive")
    changes = _changes(call, read_words(call))
    if call.flag("reply_broadcast") and message.subtype != "thread_broadcast":
        _require_broadcast(message, changes)
        changes["subtype"] = "thread_broadcast"
    _require_change(message, changes)
    edit(call.workspace, channel, message, call.me, **changes)
    shape = message_shape(call.workspace, message)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shape}


@method(
    "chat.delete",
    tier=3,
    required=("channel", "ts"),
    optional=("as_user",),
    errors=("cant_delete_message", "channel_not_found", "message_not_found"),
    scope="chat:write",
)
def delete_message(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/chat.delete"""
    channel = call.conversation()
    message = _own(call, channel, "cant_delete_message")
    delete(call.workspace, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def _own(call: Call, channel: Channel, refusal: str) -> Message:
    """A message that the app said; what Slack said about the app is not its own."""
    message = call.message(channel, "ts")
    if message.user != call.me or not message.by_app:
        raise SlackError(refusal)
    return message


def _changes(call: Call, content: Content) -> JSON:
    """Text alone takes blocks and attachments away; whatever else is not given stays."""
    if len(content.text) > _MOST_TEXT and not call.text("markdown_text"):
        raise SlackError("msg_too_long")
    says = bool(content.text)
    changes: JSON = {"text": as_kept(call, content.text)} if says else {}
    if says or _is_given(call, "blocks"):
        changes["blocks"] = content.blocks
    if says or _is_given(call, "attachments"):
        changes["attachments"] = content.attachments
    if _is_given(call, "file_ids"):
        changes["files"] = _files(call)
    if _is_given(call, "metadata"):
        # An empty one takes it away.
        changes["metadata"] = read_metadata(call)
    return changes


def _require_broadcast(message: Message, changes: JSON) -> None:
    if not message.is_reply:
        raise SlackError("cant_broadcast_message")
    if changes:
        raise SlackError("no_dual_broadcast_content_update")


def _require_change(message: Message, changes: JSON) -> None:
    """Something was given, something is left to read, and rich text stays rich text."""
    if not changes.keys() - {"metadata"}:
        raise SlackError("no_text")
    if not any(
        changes.get(part, getattr(message, part)) for part in ("text", "blocks", "attachments", "files")
    ):
        raise SlackError("no_text")
    if changes.get("blocks") and _is_rich(message.blocks or []) and not _is_rich(changes["blocks"]):
        raise SlackError("block_mismatch")


def _is_rich(blocks: list[JSON]) -> bool:
    return any(block["type"] == "rich_text" for block in blocks)


def _files(call: Call) -> list[str]:
    files = call.listed("file_ids")
    if any(file not in call.workspace.files for file in files):
        raise invalid_arguments("invalid file id [json-pointer:/file_ids]")
    return files


def _is_given(call: Call, name: str) -> bool:
    """null counts as left out."""
    return call.args.get(name) is not None
