"""How calls arrive: who calls, with which arguments, page by page."""

from __future__ import annotations

import json
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


async def test_everything_is_in_the_journal(sandbox: Sandbox, client: AsyncWebClient) -> None:
    await client.users_info(user="U0ANN0000")
    with pytest.raises(SlackApiError, match="user_not_found"):
        await client.users_info(user="U0NOBODY0")
    first, second = sandbox.journal.calls("users.info")
    assert first["args"] == {"user": "U0ANN0000"}
    assert first["answer"]["user"]["name"] == "ann"
    assert second["answer"] == {"ok": False, "error": "user_not_found"}
