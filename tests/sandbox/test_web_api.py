"""How calls arrive: who calls, with which arguments, page by page."""

from __future__ import annotations

import asyncio
import json
from base64 import b64encode
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox, Seed


async def test_auth_test_says_who_the_bot_is(client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert answer["user_id"] == "U0BOT0000"
    assert answer["bot_id"] == "B0SANDBOX"
    assert "chat:write" in answer.headers["x-oauth-scopes"]


@pytest.mark.parametrize(
    "token,error",
    [
        ("", "not_authed"),
        ("xoxb-somebody-else", "invalid_auth"),
        ("xapp-sandbox-app", "not_allowed_token_type"),
    ],
)
async def test_callers_without_the_right_token_are_refused(
    sandbox: Sandbox, http: aiohttp.ClientSession, token: str, error: str
) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with http.post(sandbox.api_url + "users.list", headers=headers) as response:
        assert await response.json() == {"ok": False, "error": error}


async def test_a_token_in_the_address_is_not_read(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    async with http.post(sandbox.api_url + "auth.test", params={"token": sandbox.app.bot_token}) as response:
        assert (await response.json())["error"] == "not_authed"


async def test_connections_are_opened_with_the_app_token_only(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client.api_call("apps.connections.open")
    answer = await client.apps_connections_open(app_token=sandbox.app.app_token)
    assert answer["url"].startswith("ws://127.0.0.1:")


async def test_an_unknown_method_is_named_so(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="unknown_method"):
        await client.api_call("incidents.resolve")


async def test_arguments_arrive_from_query_form_and_json(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    form = {"b": "2", "token": sandbox.app.bot_token}
    async with http.post(sandbox.api_url + "api.test", params={"a": "1"}, data=form) as response:
        assert (await response.json())["args"].items() >= {"a": "1", "b": "2"}.items()
    headers = {"Content-Type": "application/json; charset=utf-8"}
    body = json.dumps({"b": [1, {"c": None}]})
    async with http.post(sandbox.api_url + "api.test", data=body, headers=headers) as response:
        assert (await response.json())["args"] == {"b": [1, {"c": None}]}


@pytest.mark.parametrize("body,error", [("{", "invalid_json"), ("[1]", "json_not_object")])
async def test_broken_json_is_refused(
    sandbox: Sandbox, http: aiohttp.ClientSession, body: str, error: str
) -> None:
    headers = {"Content-Type": "application/json"}
    async with http.post(sandbox.api_url + "api.test", data=body, headers=headers) as response:
        assert (await response.json())["error"] == error


async def test_lists_come_page_by_page(client: AsyncWebClient) -> None:
    names: list[str] = []
    async for page in await client.users_list(limit=2):
        assert len(page["members"]) <= 2
        names += [member["name"] for member in page["members"]]
    assert names == ["ann", "bo", "chi", "dee", "incidentbot", "slackbot"]


@pytest.mark.parametrize("cursor", ["nonsense", "bmV4dDp4"])
async def test_a_made_up_cursor_is_refused(client: AsyncWebClient, cursor: str) -> None:
    with pytest.raises(SlackApiError, match="invalid_cursor"):
        await client.users_list(limit=2, cursor=cursor)


async def test_a_scope_that_the_manifest_lacks_is_missing(
    tmp_path: Path, http: aiohttp.ClientSession
) -> None:
    manifest = tmp_path / "manifest.yaml"
    manifest.write_text(
        "display_information: {name: Small}\noauth_config: {scopes: {bot: [channels:read]}}\n",
        encoding="utf-8",
    )
    sandbox = Sandbox(Seed.example(manifest))
    await sandbox.start()
    client = AsyncWebClient(token=sandbox.app.bot_token, base_url=sandbox.api_url, session=http)
    with pytest.raises(SlackApiError) as refused:
        await client.conversations_create(name="incident-1")
    assert refused.value.response["needed"] == "channels:manage"
    assert refused.value.response["provided"] == "channels:read"
    assert (await client.conversations_list())["channels"]
    await sandbox.stop()


async def test_headers_are_those_of_slack(sandbox: Sandbox, client: AsyncWebClient) -> None:
    await client.conversations_join(channel="C0GENERAL")
    first, second = (
        await client.pins_list(channel="C0GENERAL"),
        await client.conversations_info(channel="C0GENERAL"),
    )
    assert first.headers["content-type"] == "application/json; charset=utf-8"
    assert first.headers["x-accepted-oauth-scopes"] == "pins:read"
    assert "channels:read" in second.headers["x-accepted-oauth-scopes"].split(",")
    assert first.headers["x-slack-req-id"] != second.headers["x-slack-req-id"]


async def test_strangers_are_not_told_of_scopes(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    async with http.post(sandbox.api_url + "auth.test") as response:
        assert "x-oauth-scopes" not in response.headers
        assert response.headers["x-slack-req-id"]


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=utf-8"])
async def test_json_needs_no_charset(
    sandbox: Sandbox, http: aiohttp.ClientSession, content_type: str
) -> None:
    headers = {"Content-Type": content_type, "Authorization": f"bearer {sandbox.app.bot_token}"}
    body = '{"channel": "C0GENERAL", "text": "x"}'
    async with http.post(sandbox.api_url + "chat.postMessage", data=body, headers=headers) as response:
        assert (await response.json())["ok"]


async def test_a_client_that_signs_in_may_say_who_it_is_in_the_header(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    known = b64encode(f"{sandbox.app.client_id}:{sandbox.app.client_secret}".encode()).decode()
    headers = {"Authorization": f"Basic {known}"}
    async with http.post(sandbox.api_url + "api.test", headers=headers) as response:
        assert (await response.json())["ok"]
    assert sandbox.journal[-1]["args"] == {"client_id": sandbox.app.client_id}


@pytest.mark.parametrize(
    "content_type,body,error",
    [
        ("application/json", b"[" * 100_000, "invalid_json"),
        ("application/json", b'"\xff"', "invalid_json"),
        ("application/x-www-form-urlencoded", b"a=\xff\xfe", "invalid_charset"),
    ],
)
async def test_no_body_makes_it_stumble(
    sandbox: Sandbox, http: aiohttp.ClientSession, content_type: str, body: bytes, error: str
) -> None:
    headers = {"Content-Type": content_type}
    async with http.post(sandbox.api_url + "api.test", data=body, headers=headers) as response:
        assert (response.status, (await response.json())["error"]) == (200, error)


async def test_a_token_that_is_revoked_while_a_call_is_held_is_refused(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    gate = sandbox.faults.hold("auth.test")
    held = asyncio.create_task(client.auth_test())
    await gate.reached()
    sandbox.faults.revoke("bot")
    gate.release()
    with pytest.raises(SlackApiError, match="token_revoked"):
        await held
