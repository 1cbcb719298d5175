"""Who may use what is not for the app: programs, and our own page."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox


@pytest.mark.parametrize("path", ["/control/state", "/control/journal", "/control", "/", "/page/app.js"])
async def test_what_is_known_is_not_told_to_other_sites(
    sandbox: Sandbox, http: aiohttp.ClientSession, path: str
) -> None:
    port = sandbox.url.rpartition(":")[2]
    for headers, status in [
        ({"Origin": "https://example.com"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "rebound.example.com"}, 403),
        ({"Host": f"rebound.example.com:{port}", "Origin": f"http://rebound.example.com:{port}"}, 403),
        ({"Origin": sandbox.url}, 200),
        ({"Host": f"localhost:{port}"}, 200),
        ({"Host": f"[::1]:{port}"}, 200),
    ]:
        async with http.get(sandbox.url + path, headers=headers) as response:
            assert response.status == status or (path.startswith("/page") and response.status == 404), headers


async def test_another_site_does_not_play_the_app(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    # As a form does it, which browsers send anywhere without asking first.
    form = {"token": sandbox.app.bot_token, "channel": "C0GENERAL", "text": "buy this"}
    for origin, status in [("https://example.com", 403), ("null", 403), (sandbox.url, 200)]:
        async with http.post(
            sandbox.api_url + "chat.postMessage", data=form, headers={"Origin": origin}
        ) as response:
            assert response.status == status, origin
    assert len(sandbox.channel("general").posts) == 1


async def test_the_app_may_call_by_another_name(client: AsyncWebClient, sandbox: Sandbox) -> None:
    # As from a container, where the sandbox's machine has a name.
    answer = await client.api_call("auth.test", headers={"Host": "sandbox.internal"})
    assert answer["ok"]
