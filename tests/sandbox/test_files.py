"""Files."""

from __future__ import annotations

import aiohttp
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
