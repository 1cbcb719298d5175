"""Files in three steps, an address, the bytes, the sharing: files.*"""

from __future__ import annotations

from ..acts.posting import new_message, post
from ..call import Call, invalid_arguments, method
from ..content import read_blocks
from ..errors import SlackError
from ..file_shapes import canvas_shape, file_shape
from ..records import JSON, Channel, File
from ..text import app_text
from .draft import thread_of

# Bytes. The first is documented, "1 MB"; the second is what people read of in the help pages.
_MOST_SNIPPET, _MOST = 1_000_000, 1_000_000_000
_MOST_ALT_TXT, _MOST_CHANNELS = 1_000, 100


@method(
    "files.getUploadURLExternal",
    tier=4,
    required=("filename", "length"),
    optional=("alt_txt", "snippet_type"),
    errors=("alt_txt_too_large", "file_upload_size_restricted", "missing_argument", "snippet_too_large"),
    on_order=(
        "file_type_not_allowed",
        "file_uploads_disabled",
        "storage_limit_reached",
        "unknown_snippet_type",
        "unknown_subtype",
    ),
    scope="files:write",
)
def get_upload_url(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/files.getUploadURLExternal"""
    length = _length(call)
    alt_txt = call.text("alt_txt")
    if len(alt_txt) > _MOST_ALT_TXT:
        raise SlackError("alt_txt_too_large")
    workspace, name = call.workspace, call.required("filename")
    file = File(workspace.new_id("F"), name, name, call.me, int(workspace.now()), length)
    file.alt_txt, file.snippet_type = alt_txt, call.text("snippet_type")
    workspace.files[file.id] = file
    return {"upload_url": f"{workspace.url}/upload/{file.id}", "file_id": file.id}


@method(
    "files.completeUploadExternal",
    tier=4,
    required=("files",),
    optional=("channel_id", "channels", "thread_ts", "initial_comment", "blocks"),
    errors=(
        "channel_not_found",
        "channels_limit_exceeded",
        "file_not_found",
        "invalid_blocks",
        "invalid_channel",
        "not_in_channel",
        "thread_not_found",
    ),
    on_order=("file_update_failed", "posting_to_channel_denied"),
    scope="files:write",
)
def complete_upload(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/files.completeUploadExternal"""
    named = _named_files(call)
    files = [_uploaded(call, each["id"]) for each in named]
    channels = _channels(call)
    thread_ts = _thread(call, channels)
    blocks = _blocks(call)
    for file, each in zip(files, named, strict=True):
        file.shared, file.title = True, str(each.get("title") or file.name)
        _send(call, "file_created", file, None)
    for channel in channels:
        _share(call, channel, files, blocks, thread_ts)
    return {"files": [file_shape(call.workspace, file) for file in files]}


@method(
    "files.info",
    tier=4,
    required=("file",),
    # Of comments there are none, so there is one page of them.
    optional=("count", "cursor", "limit", "page"),
    errors=("file_not_found", "not_visible"),
    on_order=(
        "canvas_disabled_file_team",
        "canvas_disabled_user_team",
        "canvas_globally_disabled",
        "channel_canvas_deleted",
        "file_deleted",
        "slack_connect_canvas_sharing_blocked",
        "template_not_visible",
    ),
    scope="files:read",
)
def info(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/files.info"""
    if (canvas := call.workspace.canvases.get(call.required("file"))) is not None:
        return {"file": canvas_shape(call.workspace, canvas)}
    file = call.workspace.files.get(call.required("file"))
    if file is None or not file.shared:
        raise SlackError("file_not_found")
    if file.user != call.me and not any(_sees(call, channel) for channel in file.channels):
        raise SlackError("not_visible")
    shape = file_shape(call.workspace, file)
    return {"file": shape, "comments": [], "response_metadata": {"next_cursor": ""}}


def _length(call: Call) -> int:
    length = call.integer("length", 0)
    if length < 1:
        raise SlackError("missing_argument")
    if call.text("snippet_type") and length > _MOST_SNIPPET:
        raise SlackError("snippet_too_large")
    if length > _MOST:
        raise SlackError("file_upload_size_restricted")
    return length


def _named_files(call: Call) -> list[JSON]:
    files = call.parsed("files", "invalid_arguments")
    if not isinstance(files, list) or not files:
        raise invalid_arguments("must provide at least 1 items [json-pointer:/files]")
    for number, each in enumerate(files):
        if not isinstance(each, dict) or not isinstance(each.get("id"), str):
            raise invalid_arguments(f"missing required field: id [json-pointer:/files/{number}]")
    return files


def _uploaded(call: Call, file_id: str) -> File:
    """The bytes are there and it was not completed before: there is one completion per upload."""
    file = call.workspace.files.get(file_id)
    if file is None or file.content is None or file.shared:
        raise SlackError("file_not_found")
    return file


def _channels(call: Call) -> list[Channel]:
    """From either argument. Of a channel that cannot be shared to, each has a code of its own."""
    several = call.listed("channels")
    if len(several) > _MOST_CHANNELS:
        raise SlackError("channels_limit_exceeded")
    channels = [_shareable(call, channel, "invalid_channel") for channel in several]
    if call.text("channel_id"):
        channels.append(_shareable(call, call.text("channel_id"), "channel_not_found"))
    return list({channel.id: channel for channel in channels}.values())


def _shareable(call: Call, channel_id: str, unknown: str) -> Channel:
    if channel_id not in call.workspace.channels:
        raise SlackError(unknown)
    channel = call.workspace.channels[channel_id]
    if call.me not in channel.members:
        # Archived channels are among these: apps are put out of them.
        raise SlackError("not_in_channel" if channel.kind == "channel" else unknown)
    return channel


def _thread(call: Call, channels: list[Channel]) -> str | None:
    thread_ts = call.text("thread_ts")
    if not thread_ts:
        return None
    if len(channels) != 1:
        raise invalid_arguments("must provide one channel to use a `thread_ts` [json-pointer:/thread_ts]")
    return thread_of(channels[0], thread_ts)


def _blocks(call: Call) -> list[JSON] | None:
    if call.text("initial_comment"):
        # "If the `initial_comment` field is provided, the `blocks` field is ignored."
        return None
    blocks = call.parsed("blocks", "invalid_blocks")
    if not isinstance(blocks, list | None):
        raise SlackError("invalid_blocks")
    return read_blocks(call.workspace, blocks)


def _share(
    call: Call, channel: Channel, files: list[File], blocks: list[JSON] | None, thread_ts: str | None
) -> None:
    """https://docs.slack.dev/reference/events/message/file_share"""
    workspace = call.workspace
    for file in files:
        file.channels.append(channel.id)
        _send(call, "file_shared", file, channel, channel_id=channel.id)
    message = new_message(workspace, channel, call.me, app_text(call.text("initial_comment")), by_app=True)
    message.subtype, message.blocks, message.thread_ts = "file_share", blocks, thread_ts
    message.files = [file.id for file in files]
    message.extra = {"upload": False, "display_as_bot": False}
    post(workspace, channel, message)


def _send(call: Call, kind: str, file: File, channel: Channel | None, **beside: str) -> None:
    """https://docs.slack.dev/reference/events/file_created and …/file_shared"""
    event: JSON = {"type": kind, **beside, "file_id": file.id, "user_id": call.me, "file": {"id": file.id}}
    call.workspace.send_event({**event, "event_ts": call.workspace.new_ts()}, channel)


def _sees(call: Call, channel_id: str) -> bool:
    channel = call.workspace.channels[channel_id]
    return channel.kind == "channel" or call.me in channel.members
