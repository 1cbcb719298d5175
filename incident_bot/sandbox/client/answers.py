"""Answers of the app to a person's act: in the acknowledgement, or later through the response_url."""

from __future__ import annotations

from ..acts.posting import delete, edit, new_message, post, unwhisper, whisper
from ..changes import MessageShown
from ..content import read_content
from ..errors import SlackError
from ..records import JSON, Channel, Message, ResponseUrl
from ..text import app_text, escaped
from ..workspace import Workspace

MOST_USES, OPEN_SECONDS = 5, 30 * 60


def place_answer(
    workspace: Workspace, channel: Channel, user: str, body: JSON, typed: str | None = None
) -> Message | None:
    """Shows an answer to the person alone or to the channel, then with the command that they typed.

    https://docs.slack.dev/interactivity/implementing-slash-commands#responding_to_commands
    """
    content = read_content(workspace, body)
    in_channel = body.get("response_type") == "in_channel"
    if in_channel and typed is not None:
        _show_typed(workspace, channel, user, typed)
    if not (content.text or content.blocks or content.attachments):
        return None
    message = new_message(workspace, channel, workspace.app.user, app_text(content.text), by_app=True)
    message.blocks, message.attachments = content.blocks, content.attachments
    message.thread_ts = _thread(channel, body)
    if in_channel:
        return post(workspace, channel, message)
    message.ephemeral_to = user
    return whisper(workspace, channel, message)


def use_response_url(workspace: Workspace, url: ResponseUrl, body: JSON) -> None:
    """https://docs.slack.dev/interactivity/handling-user-interaction#message_responses"""
    if url.uses >= MOST_USES or workspace.now() - url.issued > OPEN_SECONDS:
        raise SlackError("Expired url")
    url.uses += 1
    channel = workspace.channels[url.channel]
    original = _original(channel, url)
    if original is not None and body.get("replace_original") is True:
        _replace(workspace, channel, original, body)
        return
    if original is not None and body.get("delete_original") is True:
        _remove(workspace, channel, original)
        if not any(body.get(part) for part in ("text", "blocks", "attachments")):
            return
    if place_answer(workspace, channel, url.user, body) is None:
        raise SlackError("no_text")


def _thread(channel: Channel, body: JSON) -> str | None:
    """A reply has no thread of its own, and a message that is not there has none."""
    parent = channel.messages.get(str(body.get("thread_ts")))
    if parent is None:
        return None
    return parent.thread_ts if parent.is_reply else parent.ts


def _original(channel: Channel, url: ResponseUrl) -> Message | None:
    if url.message_ts is None:
        return None
    return channel.messages.get(url.message_ts) or channel.ephemerals.get(url.message_ts)


def _replace(workspace: Workspace, channel: Channel, original: Message, body: JSON) -> None:
    content = read_content(workspace, body)
    content.require()
    fields: JSON = {
        "text": app_text(content.text),
        "blocks": content.blocks,
        "attachments": content.attachments,
    }
    if original.ephemeral_to is None:
        edit(workspace, channel, original, workspace.app.user, **fields)
        return
    for name, value in fields.items():
        setattr(original, name, value)
    workspace.tell(MessageShown(original))


def _remove(workspace: Workspace, channel: Channel, original: Message) -> None:
    if original.ephemeral_to is None:
        delete(workspace, channel, original)
    else:
        unwhisper(workspace, channel, original)


def _show_typed(workspace: Workspace, channel: Channel, user: str, typed: str) -> None:
    """The command line itself; apps are sent no event for it."""
    message = new_message(workspace, channel, user, escaped(typed))
    channel.messages[message.ts] = message
    workspace.tell(MessageShown(message))
