"""files.*: an address, the bytes, the sharing."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.acts.membership import create
from incident_bot.sandbox.client.uploading import share_file
from incident_bot.sandbox.rooms import Room

from ..bots import section
from .conftest import Slack
from .documented import documented
from .drafts import NEVER
from .heard import heard, hears
from .shapes import EVENTS, FILE, MESSAGE, misfits

JSON = dict[str, Any]
GENERAL, ANN = "C0GENERAL", "U0ANN0000"
FILE_EVENT = "type file_id user_id file event_ts"
RICH: JSON = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Look"}]}],
}


class Uploads:
    """Files whose bytes are there, and nobody has seen."""

    def __init__(self, slack: Slack, http: aiohttp.ClientSession) -> None:
        self._slack = slack
        self._http = http

    async def upload(self, name: str = "a.txt", content: bytes = b"what happened", **about: Any) -> str:
        """The id of a new one."""
        place = await self._slack.call(
            "files_getUploadURLExternal", filename=name, length=len(content), **about
        )
        assert await self.send(place["upload_url"], content) == (200, f"OK - {len(content)}")
        return str(place["file_id"])

    async def send(self, address: str, content: bytes) -> tuple[int, str]:
        async with self._http.post(address, data=content) as response:
            return response.status, await response.text()


@pytest.fixture
def uploads(slack: Slack, http: aiohttp.ClientSession) -> Uploads:
    return Uploads(slack, http)


@documented("files.getUploadURLExternal")
@documented("files.completeUploadExternal")
async def test_a_file_is_uploaded_and_shared(
    slack: Slack, sandbox: Sandbox, room: Room, uploads: Uploads, http: aiohttp.ClientSession
) -> None:
    place = await slack.call("files_getUploadURLExternal", filename="INC-1.md", length=4, alt_txt="notes")
    assert misfits(place, "ok upload_url file_id") == []
    assert await uploads.send(place["upload_url"], b"# It") == (200, "OK - 4")
    answer = await slack.call(
        "files_completeUploadExternal",
        files=[{"id": place["file_id"], "title": "INC-1"}],
        channel_id=room.id,
        initial_comment="Here it is",
    )
    assert misfits(answer, "ok files") == []
    (file,) = answer["files"]
    assert misfits(file, FILE) == []
    assert (file["name"], file["title"], file["size"], file["alt_txt"]) == ("INC-1.md", "INC-1", 4, "notes")
    assert (file["mimetype"], file["filetype"], file["pretty_type"]) == (
        "text/markdown",
        "markdown",
        "Markdown (raw)",
    )
    assert (file["is_public"], file["channels"], file["groups"]) == (True, [room.id], [])
    (share,) = file["shares"]["public"][room.id]
    assert share["ts"] == room.posts[-1].ts
    async with http.get(file["url_private"]) as download:
        assert await download.read() == b"# It"


async def test_it_is_told_of(slack: Slack, sandbox: Sandbox, room: Room, uploads: Uploads) -> None:
    file = await uploads.upload()
    await slack.call("files_completeUploadExternal", files=[{"id": file}], channel_id=room.id)
    created = await hears(sandbox, "file_created")
    assert misfits(created, FILE_EVENT) == []
    shared = await hears(sandbox, "file_shared")
    assert misfits(shared, f"{FILE_EVENT} channel_id") == []
    assert (shared["file_id"], shared["file"], shared["channel_id"]) == (file, {"id": file}, room.id)
    message = await hears(sandbox, "message", subtype="file_share")
    assert misfits(message, EVENTS["message.file_share"]) == []
    assert [misfits(each, FILE) for each in message["files"]] == [[]]


async def test_several_files_in_several_places_are_a_message_each(
    slack: Slack, sandbox: Sandbox, room: Room, private_room: Room, uploads: Uploads
) -> None:
    files = [
        {"id": await uploads.upload("a.png")},
        {"id": await uploads.upload("b.py", snippet_type="python")},
    ]
    answer = await slack.call(
        "files_completeUploadExternal", files=files, channels=[room.id, private_room.id, room.id]
    )
    assert [file["title"] for file in answer["files"]] == ["a.png", "b.py"]
    assert [(file["filetype"], file["mode"]) for file in answer["files"]] == [
        ("png", "hosted"),
        ("python", "snippet"),
    ]
    assert answer["files"][0]["groups"] == [private_room.id]
    for each in (room, private_room):
        (message,) = each.posts
        assert [file.name for file in message.files] == ["a.png", "b.py"]


async def test_a_file_may_be_nobody_elses(slack: Slack, sandbox: Sandbox, uploads: Uploads) -> None:
    answer = await slack.call("files_completeUploadExternal", files=[{"id": await uploads.upload()}])
    assert (answer["files"][0]["channels"], answer["files"][0]["shares"]) == ([], {})
    await hears(sandbox, "file_created")
    assert heard(sandbox, "file_shared") == []


async def test_words_beside_a_file(slack: Slack, room: Room, uploads: Uploads) -> None:
    parent = (await slack.call("chat_postMessage", channel=room.id, text="parent"))["ts"]
    place: JSON = {"channel_id": room.id, "thread_ts": parent}
    for words in ({"blocks": [RICH]}, {"blocks": "nonsense", "initial_comment": "Look"}):
        files = [{"id": await uploads.upload()}]
        await slack.call(
            "api_call", api_method="files.completeUploadExternal", json={"files": files, **place, **words}
        )
    first, second = room.replies(parent)
    assert (first.text, [block["type"] for block in first.blocks]) == ("", ["rich_text"])
    # A comment is instead of the blocks.
    assert (second.text, second.blocks) == ("Look", [])


@documented("files.info")
async def test_a_file_is_described(slack: Slack, room: Room, uploads: Uploads) -> None:
    file = await uploads.upload()
    await slack.call("files_completeUploadExternal", files=[{"id": file}], channel_id=room.id)
    answer = await slack.call("files_info", file=file, count=1, page=1, limit=1)
    assert misfits(answer, "ok file comments response_metadata") == misfits(answer["file"], FILE) == []
    assert (answer["file"]["id"], answer["comments"]) == (file, [])
    assert answer["response_metadata"] == {"next_cursor": ""}


@documented("files.info", "file_not_found", "not_visible")
async def test_files_that_are_not_to_be_seen(
    slack: Slack, sandbox: Sandbox, secret_room: Room, uploads: Uploads
) -> None:
    assert await slack.error("files_info", file="F0NOTHING") == "file_not_found"
    # Not before it is complete.
    assert await slack.error("files_info", file=await uploads.upload()) == "file_not_found"
    hers = share_file(sandbox.workspace, ANN, secret_room.channel, "a.txt", b"hush")
    assert await slack.error("files_info", file=hers.files[0]) == "not_visible"
    hers = share_file(sandbox.workspace, ANN, sandbox.channel("general").channel, "a.txt", b"hi")
    assert (await slack.call("files_info", file=hers.files[0]))["file"]["user"] == ANN


@documented("files.getUploadURLExternal", "missing_argument", "snippet_too_large", "alt_txt_too_large")
@documented("files.getUploadURLExternal", "file_upload_size_restricted")
@pytest.mark.parametrize(
    "args,error",
    [
        ({"length": 0}, "missing_argument"),
        ({"length": 1_000_001, "snippet_type": "python"}, "snippet_too_large"),
        ({"length": 1, "alt_txt": "x" * 1_001}, "alt_txt_too_large"),
        ({"length": 1_000_000_001}, "file_upload_size_restricted"),
        ({"length": "many"}, "invalid_arguments"),
    ],
)
async def test_what_is_not_to_be_uploaded(slack: Slack, args: JSON, error: str) -> None:
    assert await slack.error("files_getUploadURLExternal", filename="a.txt", **args) == error


async def test_as_many_bytes_as_were_announced(slack: Slack, uploads: Uploads) -> None:
    place = await slack.call("files_getUploadURLExternal", filename="a.txt", length=2)
    assert await uploads.send(place["upload_url"], b"x") == (400, "2 bytes were announced")
    files = [{"id": place["file_id"]}]
    assert await slack.error("files_completeUploadExternal", files=files) == "file_not_found"
    assert await uploads.send(place["upload_url"], b"xy") == (200, "OK - 2")
    await slack.call("files_completeUploadExternal", files=files)
    assert await uploads.send(place["upload_url"], b"zz") == (404, "unknown upload")


@documented("files.completeUploadExternal", "file_not_found")
async def test_an_upload_is_completed_once(slack: Slack, uploads: Uploads) -> None:
    place = await slack.call("files_getUploadURLExternal", filename="a.txt", length=1)
    done = [{"id": await uploads.upload()}]
    await slack.call("files_completeUploadExternal", files=done)
    for files in ([{"id": place["file_id"]}], [{"id": "F0NOTHING"}], done):
        assert await slack.error("files_completeUploadExternal", files=files) == "file_not_found"


@pytest.mark.parametrize("files", ["[]", "{", '["F0NOTHING"]', '[{"title": "x"}]', '"F0NOTHING"'])
async def test_files_are_named_in_a_list(slack: Slack, files: str) -> None:
    args = {"files": files}
    error = await slack.error("api_call", api_method="files.completeUploadExternal", params=args)
    assert error == "invalid_arguments"


@documented("files.completeUploadExternal", "channel_not_found", "invalid_channel", "not_in_channel")
@documented("files.completeUploadExternal", "channels_limit_exceeded", "thread_not_found", "invalid_blocks")
async def test_where_nothing_is_shared(
    slack: Slack, sandbox: Sandbox, room: Room, secret_room: Room, uploads: Uploads
) -> None:
    files = [{"id": await uploads.upload()}]
    lounge = create(sandbox.workspace, "lounge", ANN).id

    async def error(**place: Any) -> str:
        return await slack.error("files_completeUploadExternal", files=files, **place)

    for channel in ("C0NOWHERE", secret_room.id):
        assert await error(channel_id=channel) == "channel_not_found"
        assert await error(channels=[room.id, channel]) == "invalid_channel"
    assert await error(channel_id=lounge) == "not_in_channel"
    assert await error(channels=[f"C0{number:07}" for number in range(101)]) == "channels_limit_exceeded"
    assert await error(channel_id=room.id, thread_ts=NEVER) == "thread_not_found"
    assert await error(channels=[room.id, lounge], thread_ts=NEVER) == "not_in_channel"
    assert await error(thread_ts=NEVER) == "invalid_arguments"
    for blocks in ("{", '{"type": "divider"}', '[{"type": "nonsense"}]'):
        assert await error(channel_id=room.id, blocks=blocks) == "invalid_blocks"
    # Nothing of it was done, so the file may still be shared.
    await slack.call("files_completeUploadExternal", files=files, channel_id=room.id)
    assert len(room.posts) == 1


async def test_the_clients_own_way(slack: Slack, room: Room) -> None:
    answer = await slack.call(
        "files_upload_v2", channel=room.id, filename="a.txt", content="x", initial_comment="Look"
    )
    assert misfits(answer["file"], FILE) == []
    history = await slack.call("conversations_history", channel=room.id)
    assert misfits(history["messages"][0], MESSAGE) == []
    assert history["messages"][0]["subtype"] == "file_share"
    message = await slack.call("chat_postMessage", channel=room.id, text="x", blocks=[section("x")])
    assert "files" not in message["message"]


async def test_a_name_with_control_characters_harms_no_download(
    slack: Slack, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    made = await slack.call("files_getUploadURLExternal", filename='a"\r\nb\0.txt', length=2)
    async with http.post(made["upload_url"], data=b"ok") as uploaded:
        assert uploaded.status == 200
    answer = await slack.call("files_completeUploadExternal", files=[{"id": made["file_id"]}])
    async with http.get(answer["files"][0]["url_private"]) as downloaded:
        assert downloaded.headers["Content-Disposition"] == 'attachment; filename="ab.txt"'
        assert await downloaded.read() == b"ok"
