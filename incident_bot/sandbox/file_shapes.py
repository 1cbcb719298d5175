"""Slack's JSON for a file: https://docs.slack.dev/reference/objects/file-object"""

from __future__ import annotations

import mimetypes

from .records import JSON, Canvas, Channel, File
from .workspace import Workspace

# Where Slack's word for a type is not the ending of the name, and what people read of it.
_TYPES = {"txt": "text", "md": "markdown", "jpeg": "jpg", "py": "python", "js": "javascript", "yml": "yaml"}
_PRETTY = {
    "binary": "Binary",
    "javascript": "JavaScript/JSON",
    "jpg": "JPEG",
    "markdown": "Markdown (raw)",
    "python": "Python",
    "text": "Plain Text",
    "zip": "Zip",
}


def file_shape(workspace: Workspace, file: File) -> JSON:
    """Without thumbnails: the sandbox makes none."""
    path = f"files/{file.id}/{file.name}"
    private = f"{workspace.url}/{path}"
    filetype = _filetype(file)
    where = [workspace.channels[channel] for channel in file.channels]
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        "filetype": filetype,
        "pretty_type": _PRETTY.get(filetype, filetype.upper()),
        "user": file.user,
        "user_team": workspace.team_id,
        "editable": bool(file.snippet_type),
        "size": len(file.content or b""),
        "mode": "snippet" if file.snippet_type else "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": any(channel.kind == "channel" for channel in where),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": private,
        "url_private_download": private,
        "permalink": f"{workspace.address or workspace.url}/{path}",
        "comments_count": 0,
        "has_rich_preview": False,
        "file_access": "visible",
        "alt_txt": file.alt_txt,
        "channels": [channel.id for channel in where if channel.kind == "channel"],
        "groups": [channel.id for channel in where if channel.kind in ("group", "mpim")],
        "ims": [channel.id for channel in where if channel.is_im],
        "shares": _shares(workspace, file),
    }


def _filetype(file: File) -> str:
    ending = file.name.rpartition(".")[2].lower() if "." in file.name else "binary"
    return file.snippet_type or _TYPES.get(ending, ending)


def canvas_shape(workspace: Workspace, canvas: Canvas) -> JSON:
    """A canvas, which is a file too; as much of it as tells whose it is."""
    return {
        "id": canvas.id,
        "name": canvas.title,
        "title": canvas.title,
        "mimetype": "application/vnd.slack-docs",
        "filetype": "quip",
        "pretty_type": "Canvas",
        "user": canvas.owner,
        "user_team": workspace.team_id,
        "size": len(canvas.markdown.encode()),
        "mode": "quip",
        "channels": [canvas.channel] if canvas.channel else [],
    }


def _shares(workspace: Workspace, file: File) -> JSON:
    """The messages that it came with, by kind of channel and by channel."""
    shares: JSON = {}
    for channel_id, stamps in file.shares.items():
        channel = workspace.channels[channel_id]
        kind = "public" if channel.kind == "channel" else "private"
        shares.setdefault(kind, {})[channel_id] = [_share(workspace, channel, ts) for ts in stamps]
    return shares


def _share(workspace: Workspace, channel: Channel, ts: str) -> JSON:
    share: JSON = {"ts": ts, "channel_name": channel.name, "team_id": workspace.team_id}
    share |= {"reply_users": [], "reply_users_count": 0, "reply_count": 0}
    message = channel.messages.get(ts)
    if message is not None and message.is_reply:
        share["thread_ts"] = message.thread_ts
    return share
