"""apps.*: what app-level tokens are for."""

from __future__ import annotations

import aiohttp

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.records import Token

from .conftest import Slack
from .documented import documented
from .heard import hears


@documented("apps.connections.open")
async def test_where_to_connect(slack: Slack, sandbox: Sandbox) -> None:
    first = (await slack.call("apps_connections_open", app_token=sandbox.app.app_token))["url"]
    second = (await slack.call("apps_connections_open", app_token=sandbox.app.app_token))["url"]
    assert first.startswith(sandbox.url.replace("http", "ws") + "/link/?ticket=")
    assert first.endswith(f"&app_id={sandbox.app.id}")
    assert first != second


@documented("apps.connections.open", "insecure_request")
async def test_it_is_asked_for_by_post(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    headers = {"Authorization": f"Bearer {sandbox.app.app_token}"}
    async with http.get(f"{sandbox.api_url}apps.connections.open", headers=headers) as answer:
        assert (await answer.json())["error"] == "insecure_request"


async def test_bots_do_not_connect(slack: Slack, sandbox: Sandbox) -> None:
    error = await slack.error("apps_connections_open", app_token=sandbox.app.bot_token)
    assert error == "not_allowed_token_type"


async def test_app_tokens_have_scopes_too(slack: Slack, sandbox: Sandbox) -> None:
    token = Token("xapp-other", "app", sandbox.app.user, frozenset({"connections:write"}))
    sandbox.workspace.tokens[token.value] = token
    await slack.call("apps_connections_open", app_token=token.value)
    about = {"token": token.value, "event_context": "4-1"}
    refused = await slack.refused("apps_event_authorizations_list", **about)
    assert (refused["error"], refused["needed"]) == ("missing_scope", "authorizations:read")
    assert refused["provided"] == "connections:write"


@documented("apps.event.authorizations.list")
async def test_for_whom_an_event_is_visible(slack: Slack, sandbox: Sandbox) -> None:
    made = await slack.call("conversations_create", name="war-room")
    await hears(sandbox, "member_joined_channel", channel=made["channel"]["id"])
    context = sandbox.journal.sent("events_api")[-1]["args"]["event_context"]
    answer = await slack.call(
        "apps_event_authorizations_list", event_context=context, token=sandbox.app.app_token
    )
    assert answer["authorizations"] == [
        {
            "enterprise_id": None,
            "team_id": "T0SANDBOX",
            "user_id": sandbox.app.user,
            "is_bot": True,
            "is_enterprise_install": False,
        }
    ]


@documented("apps.event.authorizations.list", "invalid_event_context", "invalid_cursor")
async def test_no_such_event(slack: Slack, sandbox: Sandbox) -> None:
    verb, token = "apps_event_authorizations_list", sandbox.app.app_token
    for context in ("Ev0000000001", "4-", "5-1"):
        assert await slack.error(verb, event_context=context, token=token) == "invalid_event_context"
    error = await slack.error(verb, event_context="4-1", cursor="next", token=token)
    assert error == "invalid_cursor"
