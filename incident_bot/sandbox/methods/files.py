"""Files in three steps, an address, the bytes, the sharing: files.*"""

from __future__ import annotations

from ..acts.membership import require_open
from ..acts.posting import new_message, post
from ..call import Call, invalid_arguments, method
from ..content import read_blocks
from ..errors import SlackError
from ..records import JSON, Channel, File
from ..shapes import file_shape
from ..text import app_text


@method("files.getUploadURLExternal", tier=4, scope="files:write")
def get_upload_url(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/files.getUploadURLExternal"""
    name, length = call.required("filename"), call.integer("length", 0)
    if length < 1:
        raise SlackError("missing_argument")
    workspace = call.workspace
    file = File(workspace.new_id("F"), name, name, call.me, int(workspace.now()), length)
    workspace.files[file.id] = file
    return {"upload_url": f"{workspace.url}/upload/{file.id}", "file_id": file.id}


@method("files.completeUploadExternal", tier=4, scope="files:write")
def complete_upload(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/files.completeUploadExternal"""
    files = [_uploaded(call, named) for named in _named_files(call)]
    ids = [*call.listed("channels"), *([call.text("channel_id")] if call.text("channel_id") else [])]
    channels = [_shareable(call, channel_id) for channel_id in ids]
    blocks = read_blocks(call.workspace, call.parsed("blocks", "invalid_blocks_format"))
    for file in files:
        file.shared = True
    for channel in channels:
        _share(call, channel, files, blocks)
    return {"files": [file_shape(call.workspace, file) for file in files]}


@method("files.info", tier=4, scope="files:read")
def info(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/files.info"""
    file = call.workspace.files.get(call.required("file"))
    if file is None or not file.shared:
        raise SlackError("file_not_found")
    shape = file_shape(call.workspace, file)
    return {"file": shape, "comments": [], "response_metadata": {"next_cursor": ""}}


def _named_files(call: Call) -> list[JSON]:
    files = call.parsed("files", "invalid_arguments")
    if not isinstance(files, list) or not files:
        raise invalid_arguments("must provide at least 1 items [json-pointer:/files]")
    return files


def _uploaded(call: Call, named: JSON) -> File:
    """The bytes are there and it was not completed before: there is one completion per upload."""
    file = call.workspace.files.get(str(named.get("id")))
    if file is None or file.content is None or file.shared:
        raise SlackError("file_not_found")
    file.title = str(named.get("title") or file.name)
    return file


def _shareable(call: Call, channel_id: str) -> Channel:
    channel = call.workspace.visible_channel(channel_id, call.me)
    require_open(channel)
    if call.me not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _share(call: Call, channel: Channel, files: list[File], blocks: list[JSON] | None) -> None:
    """https://docs.slack.dev/reference/events/message/file_share"""
    workspace = call.workspace
    for file in files:
        file.channels.append(channel.id)
        event: JSON = {
            "type": "file_shared",
            "channel_id": channel.id,
            "file_id": file.id,
            "user_id": call.me,
        }
        shared = {**event, "file": {"id": file.id}, "event_ts": workspace.new_ts()}
        workspace.send_event(shared, channel)
    message = new_message(workspace, channel, call.me, app_text(call.text("initial_comment")), by_app=True)
    message.subtype, message.blocks = "file_share", blocks
    message.files = [file.id for file in files]
    message.thread_ts = call.text("thread_ts") or None
    message.extra = {"upload": False, "display_as_bot": False}
    post(workspace, channel, message)
