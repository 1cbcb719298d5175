"""Bad days of Slack."""

from __future__ import annotations

import asyncio
from typing import Literal

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox

GENERAL = "C0GENERAL"


async def test_too_many_calls(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.faults.next("chat.postMessage", "ratelimited", nth=2)
    await client.chat_postMessage(channel=GENERAL, text="one")
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=GENERAL, text="two")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "1"
    await client.chat_postMessage(channel=GENERAL, text="three")
    assert [message.text for message in sandbox.channel("general").messages] == ["one", "three"]


@pytest.mark.parametrize("kind,status", [("error500", 500), ("html503", 503)])
async def test_outages(
    sandbox: Sandbox, client: AsyncWebClient, kind: Literal["error500", "html503"], status: int
) -> None:
    sandbox.faults.next("*", kind)
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=GENERAL, text="x")
    assert refused.value.response.status_code == status
    assert sandbox.channel("general").messages == []


@pytest.mark.parametrize("kind,effect", [("dropped", 0), ("lost_answer", 1)])
async def test_lost_connections(
    sandbox: Sandbox, client: AsyncWebClient, kind: Literal["dropped", "lost_answer"], effect: int
) -> None:
    sandbox.faults.next("chat.postMessage", kind)
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=GENERAL, text="x")
    assert len(sandbox.channel("general").messages) == effect
    await client.chat_postMessage(channel=GENERAL, text="y")


@pytest.mark.parametrize("after,effect", [(False, 0), (True, 1)])
async def test_a_gate_holds_one_call(
    sandbox: Sandbox, client: AsyncWebClient, after: bool, effect: int
) -> None:
    gate = sandbox.faults.hold("chat.postMessage", nth=2, after=after)
    await client.chat_postMessage(channel=GENERAL, text="one")
    held = asyncio.create_task(client.chat_postMessage(channel=GENERAL, text="two"))
    await gate.reached()
    assert len(sandbox.channel("general").messages) == 1 + effect
    await client.auth_test()
    gate.release()
    assert (await held)["ok"]
    assert len(sandbox.channel("general").messages) == 2


async def test_a_gate_can_drop_what_it_holds(sandbox: Sandbox, client: AsyncWebClient) -> None:
    gate = sandbox.faults.hold("chat.postMessage")
    held = asyncio.create_task(client.chat_postMessage(channel=GENERAL, text="x"))
    await gate.reached()
    gate.drop()
    with pytest.raises(aiohttp.ClientError):
        await held
    assert sandbox.channel("general").messages == []


async def test_a_sandbox_stops_while_a_call_is_held(sandbox: Sandbox, client: AsyncWebClient) -> None:
    gate = sandbox.faults.hold("chat.postMessage")
    held = asyncio.create_task(client.chat_postMessage(channel=GENERAL, text="x"))
    await gate.reached()
    await sandbox.stop()
    with pytest.raises(aiohttp.ClientError):
        await held


async def test_slow_calls_do_not_wait_for_each_other(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.faults.latency = 0.05
    gates = [sandbox.faults.hold("users.info", nth=n + 1, after=True) for n in range(100)]
    calls = [asyncio.create_task(client.users_info(user="U0ANN0000")) for _ in range(100)]
    # All hundred stand at their gates before the first is answered.
    await asyncio.gather(*(gate.reached() for gate in gates))
    for gate in gates:
        gate.release()
    assert all(answer["ok"] for answer in await asyncio.gather(*calls))


async def test_faults_are_cleared(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.faults.next("*", "error500")
    sandbox.faults.hold("auth.test")
    sandbox.faults.clear()
    assert (await client.auth_test())["ok"]


async def test_an_unknown_fault_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="kind is one of ratelimited"):
        sandbox.faults.next("auth.test", "earthquake")  # type: ignore[arg-type]


async def test_until_says_what_it_waited_for(sandbox: Sandbox) -> None:
    await sandbox.person("ann").says("still here", "general")
    with pytest.raises(TimeoutError) as waited:
        await sandbox.until(lambda: "bo" not in sandbox.channel("general").members, timeout=0.01)
    assert '"bo" not in sandbox.channel' in str(waited.value)
    assert "#general: still here" in str(waited.value)
