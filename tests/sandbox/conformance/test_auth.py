"""auth.test and api.test: who am I, and is anybody there?"""

from __future__ import annotations

import aiohttp

from incident_bot.sandbox import Sandbox

from .conftest import Slack
from .documented import documented


@documented("auth.test")
async def test_who_the_app_is(slack: Slack, sandbox: Sandbox) -> None:
    app = sandbox.app
    assert await slack.call("auth_test") == {
        "ok": True,
        "url": f"{sandbox.url}/",
        "team": "Sandbox",
        "user": "incidentbot",
        "team_id": "T0SANDBOX",
        "user_id": app.user,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


async def test_the_token_is_in_the_header_or_the_body(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    address, token = f"{sandbox.api_url}auth.test", sandbox.app.bot_token
    async with http.post(address, data={"token": token}) as answer:
        assert (await answer.json())["ok"]
    async with http.post(address, params={"token": token}) as answer:
        assert (await answer.json())["error"] == "not_authed"


@documented("api.test")
async def test_what_was_said_comes_back(slack: Slack) -> None:
    assert await slack.call("api_test", foo="bar") == {"ok": True, "args": {"foo": "bar"}}
    refused = await slack.refused("api_test", error="my_error", foo="bar")
    assert refused == {"ok": False, "error": "my_error", "args": {"error": "my_error", "foo": "bar"}}
