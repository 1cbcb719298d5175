"""Files."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox

GENERAL = "C0GENERAL"


async def test_a_file_is_uploaded_and_shared(
    sandbox: Sandbox, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    await client.conversations_join(channel=GENERAL)
    answer = await client.files_upload_v2(
        channel=GENERAL,
        filename="INC-1.md",
        title="INC-1",
        content="# What happened",
        initial_comment="Here it is",
    )
    message = sandbox.channel("general").posts[-1]
    assert (message.subtype, message.text) == ("file_share", "Here it is")
    (file,) = message.files
    assert (file.name, file.title, file.content) == ("INC-1.md", "INC-1", b"# What happened")
    assert (await client.files_info(file=file.id))["file"]["size"] == 15
    async with http.get(answer["file"]["url_private"]) as download:
        assert await download.text() == "# What happened"
        assert download.headers["Content-Disposition"].startswith("attachment")


async def test_an_upload_is_completed_once_and_only_with_its_bytes(
    client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    place = await client.files_getUploadURLExternal(filename="a.txt", length=1)
    files = [{"id": place["file_id"]}]
    with pytest.raises(SlackApiError, match="file_not_found"):
        await client.files_completeUploadExternal(files=files)
    async with http.post(place["upload_url"], data=b"x") as response:
        assert await response.text() == "OK - 1"
    await client.files_completeUploadExternal(files=files)
    with pytest.raises(SlackApiError, match="file_not_found"):
        await client.files_completeUploadExternal(files=files)


async def test_files_go_only_where_the_bot_is(client: AsyncWebClient, http: aiohttp.ClientSession) -> None:
    place = await client.files_getUploadURLExternal(filename="a.txt", length=1)
    async with http.post(place["upload_url"], data=b"x"):
        pass
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client.files_completeUploadExternal(files=[{"id": place["file_id"]}], channel_id=GENERAL)
    with pytest.raises(SlackApiError, match="missing_argument"):
        await client.files_getUploadURLExternal(filename="a.txt", length=0)
