"""An app that loses its tokens, a scope, its triggers."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.acts.modals import new_trigger

from .bots import modal, question

GENERAL = "C0GENERAL"


async def test_a_revoked_token_is_refused_and_told_of(sandbox: Sandbox, client: AsyncWebClient) -> None:
    told: list[dict[str, Any]] = []
    sandbox.workspace.send_event = lambda event, channel: told.append(event)
    sandbox.faults.revoke("bot")
    with pytest.raises(SlackApiError, match="token_revoked"):
        await client.auth_test()
    assert told == [{"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [sandbox.app.user]}}]
    await client.apps_connections_open(app_token=sandbox.app.app_token)
    sandbox.faults.revoke("app")
    with pytest.raises(SlackApiError, match="token_revoked"):
        await client.apps_connections_open(app_token=sandbox.app.app_token)
    sandbox.faults.clear()
    await client.auth_test()
    with pytest.raises(ValueError, match="revoke takes bot or app"):
        sandbox.faults.revoke("user")


async def test_a_scope_can_be_taken_away(sandbox: Sandbox, client: AsyncWebClient) -> None:
    await client.conversations_join(channel=GENERAL)
    sandbox.faults.remove_scope("pins:read")
    with pytest.raises(SlackApiError) as refused:
        await client.pins_list(channel=GENERAL)
    assert refused.value.response["needed"] == "pins:read"
    assert "pins:read" not in (await client.auth_test()).headers["x-oauth-scopes"]
    with pytest.raises(ValueError, match="remove_scope takes one of"):
        sandbox.faults.remove_scope("pins:read")
    sandbox.faults.clear()
    await client.pins_list(channel=GENERAL)


async def test_an_app_without_a_manifest_loses_one_scope_and_no_other(sandbox: Sandbox) -> None:
    sandbox.faults.remove_scope("pins:write")
    assert sandbox.app.scopes is not None
    assert {"commands", "app_mentions:read", "chat:write.customize", "pins:read"} <= sandbox.app.scopes
    assert "pins:write" not in sandbox.app.scopes


async def test_triggers_can_be_too_old(sandbox: Sandbox, client: AsyncWebClient) -> None:
    view = modal(question("Name", {"type": "plain_text_input", "action_id": "name"}))
    ann = sandbox.person("ann").id
    sandbox.faults.expire_triggers()
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await client.views_open(trigger_id=new_trigger(sandbox.workspace, ann), view=view)
    sandbox.faults.clear()
    await client.views_open(trigger_id=new_trigger(sandbox.workspace, ann), view=view)
