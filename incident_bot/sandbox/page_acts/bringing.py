"""Files that a person brings, into a conversation or into a form."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from ..client.uploading import share_file
from ..errors import SlackError
from ..file_shapes import file_shape
from ..records import File, View
from ..workspace import Workspace
from .act import Act, Outcome


async def share(act: Act) -> Outcome:
    """`files`: name and content (base64) each; the words go with the first of them."""
    comment = str(act.command.get("comment") or "")
    for number, (name, content) in enumerate(_brought(act)):
        said = comment if number == 0 else ""
        share_file(act.workspace, act.person, act.channel, name, content, said, act.thread_ts)
    return None


async def attach(act: Act) -> Outcome:
    """For a form's file_input: the files are there, and shared nowhere.

    https://docs.slack.dev/reference/block-kit/block-elements/file-input-element
    """
    made = [_kept(act, name, content) for name, content in _brought(act)]
    return {"files": [{"id": file.id, "name": file.name, "size": file.length} for file in made]}


def with_files(workspace: Workspace, view: View, value: Any) -> Any:
    """Ids of files the person attached become the files; everything else stays as it is."""
    ids = value if isinstance(value, list) else []
    files = [workspace.files[one] for one in ids if isinstance(one, str) and one in workspace.files]
    if not files or len(files) < len(ids) or any(file.user != view.user for file in files):
        return value
    return [file_shape(workspace, file) for file in files]


def _brought(act: Act) -> list[tuple[str, bytes]]:
    files = act.command["files"]
    if not isinstance(files, list) or not files:
        raise SlackError("no_file_data")
    try:
        return [(str(one["name"]), base64.b64decode(one["content"], validate=True)) for one in files]
    except binascii.Error:
        raise ValueError("content is written in base64") from None


def _kept(act: Act, name: str, content: bytes) -> File:
    if not name or not content:
        raise SlackError("no_file_data")
    workspace = act.workspace
    now = int(workspace.now())
    file = File(
        workspace.new_id("F"), name, name, act.person, now, len(content), content=content, shared=True
    )
    workspace.files[file.id] = file
    return file
