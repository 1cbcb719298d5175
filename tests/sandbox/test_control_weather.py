"""Bad days that another process orders."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox

from .bots import Bot
from .conftest import Clock
from .remote import Remote

GENERAL = "C0GENERAL"


@pytest.fixture
def remote(sandbox: Sandbox, http: aiohttp.ClientSession) -> Remote:
    return Remote(sandbox, http)


async def test_faults_are_ordered(remote: Remote, client: AsyncWebClient, sandbox: Sandbox) -> None:
    order = {"method": "auth.test", "kind": "dropped", "latency": 0.001}
    assert await remote.post("faults", order) == (200, {"ok": True})
    assert sandbox.faults.latency == 0.001
    with pytest.raises(aiohttp.ClientError):
        await client.auth_test()
    await remote.post("faults", {"clear": True, "seed": 7})
    assert sandbox.faults.latency == 0
    await remote.post("faults", {"method": "*", "kind": "refused", "error": "fatal_error", "share": 1.0})
    with pytest.raises(SlackApiError, match="fatal_error"):
        await client.auth_test()


async def test_latency_is_ordered(remote: Remote, sandbox: Sandbox) -> None:
    order = {"method": "views.open", "latency": "uniform:0.05,0.2"}
    told = {"ok": True, "latencies": {"views.open": "uniform:0.05,0.2"}}
    assert await remote.post("latency", order) == (200, told)
    assert await remote.post("latency", {"latency": 0.08}) == (
        200,
        {"ok": True, "latencies": {"views.open": "uniform:0.05,0.2", "*": "fixed:0.08"}},
    )
    assert sandbox.faults.latency == 0.08


async def test_limits_are_ordered(remote: Remote, client: AsyncWebClient) -> None:
    await remote.post("limits", {"enabled": True, "messages_at_once": 1})
    await client.chat_postMessage(channel=GENERAL, text="x")
    with pytest.raises(SlackApiError, match="ratelimited"):
        await client.chat_postMessage(channel=GENERAL, text="x")
    await remote.post("limits", {"reset": True})
    await client.chat_postMessage(channel=GENERAL, text="x")


@pytest.mark.parametrize("deed,effect", [("release", 1), ("drop", 0), ("swallow", 1)])
async def test_a_gate_holds_a_call_for_another_process(
    sandbox: Sandbox, remote: Remote, client: AsyncWebClient, deed: str, effect: int
) -> None:
    _, gate = await remote.post("gates", {"method": "chat.postMessage"})
    assert gate == {"ok": True, "id": 1, "method": "chat.postMessage", "where": "before", "state": "waiting"}
    assert "no call of chat.postMessage" in (await remote.get("gates/1?wait=0.01"))["error"]
    held = asyncio.create_task(client.chat_postMessage(channel=GENERAL, text="x"))
    assert (await remote.get("gates/1?wait=10"))["state"] == "reached"
    assert sandbox.channel("general").messages == []
    _, decided = await remote.post(f"gates/1/{deed}", {})
    assert decided["state"].startswith(deed)
    if deed == "release":
        await held
    else:
        with pytest.raises(aiohttp.ClientError):
            await held
    assert len(sandbox.channel("general").messages) == effect
    assert [each["state"] for each in (await remote.get("gates"))["gates"]] == [decided["state"]]


async def test_disorder_and_lost_connections_are_ordered(sandbox: Sandbox, remote: Remote) -> None:
    bot = Bot(sandbox)
    bot.collect("message")
    await bot.connect()
    sandbox.channel("general").channel.members.append(sandbox.app.user)
    assert (await remote.get("state"))["connections"] == 1
    await remote.post("events", {"duplicates": 1.0})
    await remote.post("types", {"person": "ann", "channel": "general", "text": "twice"})
    await sandbox.until(lambda: len(bot.events) == 2)
    await remote.post("events", {"duplicates": 0, "retry_now": True})
    await remote.post("sockets", {"disconnect": "refresh_requested"})
    await sandbox.until(lambda: len(sandbox.journal.calls("apps.connections.open")) == 2)
    await sandbox.until(lambda: sandbox.delivery.connected)
    await remote.post("sockets", {"refuse_handshakes": 2, "handshake_seconds": 0.01})
    assert sandbox.delivery.sockets.refuse_handshakes == 2
    await bot.close()


async def test_what_an_app_loses_is_ordered(remote: Remote, client: AsyncWebClient) -> None:
    await remote.post("tokens", {"revoke": "bot"})
    with pytest.raises(SlackApiError, match="token_revoked"):
        await client.auth_test()
    await remote.post("tokens", {"restore": True})
    await remote.post("tokens", {"remove_scope": "users:read", "expire_triggers": True})
    with pytest.raises(SlackApiError, match="missing_scope"):
        await client.users_list()
    await remote.post("faults", {"clear": True})
    await client.users_list()


async def test_time_passes_where_it_can(sandbox: Sandbox, remote: Remote, clock: Clock) -> None:
    status, answer = await remote.post("clock", {"skip": 60})
    assert (status, answer["error"]) == (400, "skip: the clock of this workspace cannot be moved")
    sandbox.workspace.skip = lambda seconds: setattr(clock, "time", clock.time + seconds)
    before = clock.time
    assert await remote.post("clock", {"skip": 60}) == (200, {"ok": True, "now": before + 60})
