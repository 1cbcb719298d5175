"""Messages of the app: chat.*"""

from __future__ import annotations

from ..acts.marks import permalink
from ..acts.membership import require_member, require_open
from ..acts.posting import delete, edit, new_message, post, whisper
from ..call import Call, method
from ..content import read_content
from ..errors import SlackError
from ..records import JSON, Channel, Message
from ..shapes import message_shape
from ..text import app_text

_MOST_TEXT, _MOST_UPDATED_TEXT = 40_000, 4_000


@method("chat.postMessage", tier="special", scope="chat:write")
def post_message(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/chat.postMessage"""
    channel = _addressed(call)
    content = read_content(call.workspace, call.args)
    content.require()
    truncated = len(content.text) > _MOST_TEXT
    message = new_message(call.workspace, channel, call.me, app_text(content.text[:_MOST_TEXT]), by_app=True)
    message.blocks, message.attachments = content.blocks, content.attachments
    message.metadata = _metadata(call)
    _put_in_thread(call, channel, message)
    post(call.workspace, channel, message)
    warned: JSON = {"warning": "message_truncated"} if truncated else {}
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": message_shape(call.workspace, message),
        **warned,
    }


@method("chat.update", tier=3, scope="chat:write")
def update(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/chat.update"""
    channel = call.conversation()
    message = _own(call, channel, "cant_update_message")
    if channel.is_archived:
        raise SlackError("is_inactive")
    content = read_content(call.workspace, call.args)
    if len(content.text) > _MOST_UPDATED_TEXT:
        raise SlackError("msg_too_long")
    if not content.text and "blocks" not in call.args:
        content.require()
    # Text alone takes the blocks away; blocks alone leave the text.
    fields: JSON = {"blocks": content.blocks, "attachments": content.attachments}
    if "text" in call.args:
        fields["text"] = app_text(content.text)
    if "metadata" in call.args:
        fields["metadata"] = _metadata(call)
    edit(call.workspace, channel, message, call.me, **fields)
    shape = message_shape(call.workspace, message)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shape}


@method("chat.delete", tier=3, scope="chat:write")
def delete_message(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/chat.delete"""
    channel = call.conversation()
    message = _own(call, channel, "cant_delete_message")
    delete(call.workspace, channel, message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.postEphemeral", tier=4, scope="chat:write")
def post_ephemeral(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/chat.postEphemeral"""
    channel = call.conversation()
    require_open(channel)
    require_member(channel, call.me)
    user = call.required("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    content = read_content(call.workspace, call.args)
    content.require()
    if len(content.text) > _MOST_TEXT:
        raise SlackError("msg_too_long")
    fields: JSON = {"blocks": content.blocks, "attachments": content.attachments, "by_app": True}
    fields |= {"ephemeral_to": user, "thread_ts": call.text("thread_ts") or None}
    message = new_message(call.workspace, channel, call.me, app_text(content.text), **fields)
    return {"message_ts": whisper(call.workspace, channel, message).ts}


@method("chat.getPermalink", tier="special")
def get_permalink(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/chat.getPermalink"""
    channel = call.conversation()
    message = call.message(channel, "message_ts")
    return {"channel": channel.id, "permalink": permalink(call.workspace, channel, message)}


def _addressed(call: Call) -> Channel:
    """An id, a person (their direct messages are opened) or, loosely, a name."""
    workspace, wanted = call.workspace, call.required("channel")
    if wanted in workspace.users:
        call.need("im:write", "chat:write")
        return workspace.direct([call.me, wanted])
    named = workspace.channel_named(wanted.removeprefix("#"))
    channel = workspace.visible_channel(named.id if named else wanted, call.me)
    require_open(channel)
    if call.me not in channel.members and not call.has_scope("chat:write.public"):
        raise SlackError("not_in_channel")
    return channel


def _put_in_thread(call: Call, channel: Channel, message: Message) -> None:
    thread_ts = call.text("thread_ts")
    if not thread_ts:
        return
    parent = channel.messages.get(thread_ts)
    if parent is None:
        raise SlackError("thread_not_found")
    # A reply has no thread of its own: what answers it goes to its parent's.
    message.thread_ts = parent.thread_ts if parent.is_reply else parent.ts
    if call.flag("reply_broadcast"):
        message.subtype = "thread_broadcast"


def _own(call: Call, channel: Channel, refusal: str) -> Message:
    message = call.message(channel, "ts")
    if message.user != call.me:
        raise SlackError(refusal)
    return message


def _metadata(call: Call) -> JSON | None:
    """https://docs.slack.dev/messaging/message-metadata"""
    metadata = call.parsed("metadata", "invalid_metadata_format")
    if not metadata:
        return None
    if not isinstance(metadata, dict):
        raise SlackError("invalid_metadata_format")
    if not metadata.get("event_type") or not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_schema")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}
