"""Files that people bring: https://slack.com/help/articles/201330736"""

from __future__ import annotations

from ..acts.membership import require_member, require_open
from ..acts.posting import new_message, post
from ..errors import SlackError
from ..records import Channel, File, Message
from ..text import rich_text, typed_text
from ..workspace import Workspace
from .typing import thread_of


def share_file(
    workspace: Workspace,
    user: str,
    channel: Channel,
    name: str,
    content: bytes,
    comment: str = "",
    thread_ts: str | None = None,
) -> Message:
    """A file with a word beside it, in a channel or a thread. Raises SlackError where that cannot be."""
    require_open(channel)
    require_member(channel, user)
    if not name or not content:
        raise SlackError("no_file_data")
    thread = thread_of(workspace, channel, thread_ts)
    file = _new_file(workspace, user, channel, name, content)
    text = typed_text(workspace, comment)
    blocks = [rich_text(text, "typed")] if text.strip() else None
    message = new_message(workspace, channel, user, text, blocks=blocks, files=[file.id], thread_ts=thread)
    message.subtype, message.extra = "file_share", {"upload": False, "display_as_bot": False}
    return post(workspace, channel, message)


def _new_file(workspace: Workspace, user: str, channel: Channel, name: str, content: bytes) -> File:
    now = int(workspace.now())
    file = File(workspace.new_id("F"), name, name, user, now, len(content), content=content, shared=True)
    workspace.files[file.id] = file
    file.channels.append(channel.id)
    told = {"user_id": user, "file_id": file.id, "file": {"id": file.id}}
    # Of a file as such an app hears when it can see where the file is.
    workspace.send_event({"type": "file_created", **told, "event_ts": workspace.new_ts()}, channel)
    shared = {"type": "file_shared", "channel_id": channel.id, **told}
    workspace.send_event({**shared, "event_ts": workspace.new_ts()}, channel)
    return file
