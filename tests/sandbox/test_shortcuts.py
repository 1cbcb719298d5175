"""Shortcuts, global and on messages; over Socket Mode and over HTTP alike."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.errors import SlackError
from incident_bot.sandbox.records import Shortcut

from .bots import Bot, modal, section

GENERAL = "C0GENERAL"
Body = dict[str, Any]


@pytest.fixture(autouse=True)
def _shortcuts(sandbox: Sandbox) -> None:
    sandbox.app.shortcuts = [
        Shortcut("Declare an incident", "global", "declare"),
        Shortcut("Add to timeline", "message", "note"),
    ]


async def test_a_global_shortcut_can_open_a_modal(sandbox: Sandbox, bot: Bot) -> None:
    bodies: list[Body] = []

    @bot.app.global_shortcut("declare")
    async def declare(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        bodies.append(body)
        await client.views_open(trigger_id=body["trigger_id"], view=modal(section("What is wrong?")))
        await ack()

    ann = sandbox.person("ann")
    reply = await ann.uses_shortcut("Declare an incident")
    assert reply.error is None
    assert ann.view is not None
    (body,) = bodies
    assert (body["type"], body["callback_id"], body["user"]["id"]) == ("shortcut", "declare", ann.id)
    assert body["action_ts"]
    assert "channel" not in body
    assert "response_url" not in body


async def test_a_message_shortcut_brings_the_message(sandbox: Sandbox, bot: Bot) -> None:
    bodies: list[Body] = []

    @bot.app.message_shortcut("note")
    async def note(ack: AsyncAck, body: Body, respond: AsyncRespond) -> None:
        bodies.append(body)
        await ack()
        await respond("Noted.")

    ann, bo = sandbox.person("ann"), sandbox.person("bo")
    ts = await bo.says("we roll back", "general")
    await ann.uses_on(ts, "note", "general")
    (body,) = bodies
    assert body["type"] == "message_action"
    assert (body["message_ts"], body["message"]["text"]) == (ts, "we roll back")
    assert body["message"]["user"] == bo.id
    assert body["channel"] == {"id": GENERAL, "name": "general"}
    await sandbox.until(lambda: [seen.text for seen in ann.private("general")] == ["Noted."])


async def test_only_the_shortcuts_of_the_manifest_are_there(sandbox: Sandbox, bot: Bot) -> None:
    ann = sandbox.person("ann")
    ts = await ann.says("hello", "general")
    with pytest.raises(LookupError, match="no global shortcut 'note'; there are Declare an incident"):
        await ann.uses_shortcut("note")
    with pytest.raises(LookupError, match="no message shortcut 'declare'"):
        await ann.uses_on(ts, "declare", "general")


async def test_without_the_scope_there_are_none(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.app.scopes = frozenset({"chat:write"})
    ann = sandbox.person("ann")
    with pytest.raises(SlackError, match="no_such_shortcut"):
        await ann.uses_shortcut("declare")
    assert (await ann.types("/incident list", "general")).error == "unknown_command"
    assert sandbox.journal.sent("interactive", "slash_commands") == []


async def test_what_only_one_person_sees_has_no_shortcuts(sandbox: Sandbox, bot: Bot) -> None:
    await bot.client.conversations_join(channel=GENERAL)
    ann = sandbox.person("ann")
    await bot.client.chat_postEphemeral(channel=GENERAL, user=ann.id, text="psst")
    with pytest.raises(SlackError, match="no_such_shortcut"):
        await ann.uses_on(ann.private("general")[0], "Add to timeline")


async def test_an_app_without_interactivity_is_not_asked(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.app.interactivity = False
    reply = await sandbox.person("ann").uses_shortcut("declare")
    assert reply.error == "interactivity_disabled"
    assert sandbox.journal.sent("interactive") == []


async def test_without_an_app_the_person_is_told(sandbox: Sandbox) -> None:
    assert (await sandbox.person("ann").uses_shortcut("declare")).error == "dispatch_failed"
