"""Bad days of Slack."""

from __future__ import annotations

import asyncio
import re
from typing import Any, Literal

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


async def test_too_many_calls_for_as_long_as_is_said(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.faults.next("chat.postMessage", "ratelimited", times=2, retry_after=30)
    for _ in range(2):
        with pytest.raises(SlackApiError) as refused:
            await client.chat_postMessage(channel=GENERAL, text="x")
        assert refused.value.response.headers["Retry-After"] == "30"
    await client.chat_postMessage(channel=GENERAL, text="x")


@pytest.mark.parametrize("kind,status", [("error500", 500), ("html500", 500), ("html503", 503)])
async def test_outages(
    sandbox: Sandbox, client: AsyncWebClient, kind: Literal["error500", "html503"], status: int
) -> None:
    sandbox.faults.next("*", kind)
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=GENERAL, text="x")
    assert refused.value.response.status_code == status
    assert sandbox.channel("general").messages == []
    assert sandbox.journal[-1]["fault"] == kind


async def test_an_error_although_it_was_done(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.faults.next("chat.postMessage", "fatal_error")
    with pytest.raises(SlackApiError, match="fatal_error"):
        await client.chat_postMessage(channel=GENERAL, text="x")
    assert len(sandbox.channel("general").messages) == 1


async def test_any_documented_error_can_be_ordered(sandbox: Sandbox, client: AsyncWebClient) -> None:
    await client.conversations_join(channel=GENERAL)
    sandbox.faults.next("bookmarks.add", "refused", error="too_many_bookmarks")
    sandbox.faults.next("*", "refused", nth=2, error="service_unavailable")
    link = {"channel_id": GENERAL, "title": "x", "type": "link", "link": "https://example.com"}
    with pytest.raises(SlackApiError, match="too_many_bookmarks"):
        await client.api_call("bookmarks.add", params=link)
    with pytest.raises(SlackApiError, match="service_unavailable"):
        await client.api_call("bookmarks.add", params=link)
    assert sandbox.channel("general").bookmarks == []


@pytest.mark.parametrize("kind,effect", [("timeout", 0), ("timeout_done", 1)])
@pytest.mark.parametrize("who", ["the client gives up", "faults are cleared"])
async def test_an_answer_that_never_comes(
    sandbox: Sandbox, client: AsyncWebClient, kind: Literal["timeout"], effect: int, who: str
) -> None:
    sandbox.faults.next("chat.postMessage", kind)
    waiting = asyncio.create_task(client.chat_postMessage(channel=GENERAL, text="x"))
    await sandbox.until(lambda: sandbox.journal)
    await sandbox.until(lambda: len(sandbox.channel("general").messages) == effect)
    assert "seconds" not in sandbox.journal[-1]
    if who == "the client gives up":
        waiting.cancel()
    else:
        sandbox.faults.clear()
    with pytest.raises((aiohttp.ClientError, asyncio.CancelledError)):
        await waiting
    await sandbox.until(lambda: "seconds" in sandbox.journal[-1])
    assert sandbox.journal[-1]["status"] is None
    assert len(sandbox.channel("general").messages) == effect


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


@pytest.mark.parametrize("after", [False, True])
async def test_a_gate_can_swallow_the_answer(sandbox: Sandbox, client: AsyncWebClient, after: bool) -> None:
    gate = sandbox.faults.hold("chat.postMessage", after=after)
    held = asyncio.create_task(client.chat_postMessage(channel=GENERAL, text="x"))
    await gate.reached()
    gate.swallow()
    with pytest.raises(aiohttp.ClientError):
        await held
    assert len(sandbox.channel("general").messages) == 1


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


@pytest.mark.parametrize(
    "order,told",
    [
        (
            {"method": "chat.postmessage", "kind": "dropped"},
            "there is no 'chat.postmessage', but chat.postMessage",
        ),
        ({"method": "auth.test", "kind": "refused"}, "error is one that Slack documents for auth.test"),
        ({"method": "auth.test", "kind": "refused", "error": "no_text"}, "error is one that Slack documents"),
        ({"method": "*", "kind": "refused", "error": "no_text"}, "error is one that Slack documents"),
        ({"method": "upload", "kind": "refused", "error": "no_text"}, "upload has no error codes"),
        (
            {"method": "auth.test", "kind": "dropped", "error": "no_text"},
            "error is for the kind refused only",
        ),
        ({"method": "auth.test", "kind": "dropped", "nth": 0}, "nth and times are 1 or more"),
        ({"method": "auth.test", "kind": "dropped", "times": 0}, "nth and times are 1 or more"),
        ({"method": "auth.test", "kind": "ratelimited", "retry_after": 0}, "retry_after is a whole number"),
    ],
)
async def test_an_order_that_would_never_come_true_is_refused(
    sandbox: Sandbox, client: AsyncWebClient, order: dict[str, Any], told: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        sandbox.faults.next(**order)
    with pytest.raises(ValueError, match="share is a number from 0 to 1"):
        sandbox.faults.often("auth.test", "dropped", 1.5)
    with pytest.raises(ValueError, match="method: there is no"):
        sandbox.faults.hold("incidents.resolve")
    await client.auth_test()


async def test_the_same_seed_makes_the_same_day(sandbox: Sandbox, client: AsyncWebClient) -> None:
    async def fared() -> list[bool]:
        sandbox.faults.clear()
        sandbox.faults.often("auth.test", "error500", 0.3)
        sandbox.faults.latencies.set("*", "uniform:0,0.001")
        return [await _passes(client) for _ in range(40)]

    sandbox.faults.seed(7)
    first = await fared()
    assert 0 < first.count(False) < 40
    assert await fared() != first
    sandbox.faults.seed(7)
    assert await fared() == first
    sandbox.faults.latencies.set("*", "lognormal:0.0001,0.001")
    sandbox.faults.seed(7)
    assert await fared() == first, "latency changes nothing about who fails"
    sandbox.faults.clear()
    assert all([await _passes(client) for _ in range(10)])


async def test_other_calls_meanwhile_change_nothing_about_who_fails(sandbox: Sandbox) -> None:
    faults = sandbox.faults
    days: list[list[bool]] = []
    faults.often("*", "error500", 0.3)
    for others in (0, 1):
        faults.seed(7)
        days.append([])
        for _ in range(40):
            days[-1].append(faults.befall("chat.update").fault is not None)
            for _ in range(others):
                faults.befall("users.info")
    assert days[0] == days[1]
    assert 0 < days[0].count(True) < 40


async def test_two_faults_of_one_call_come_one_after_the_other(sandbox: Sandbox) -> None:
    faults = sandbox.faults
    faults.next("chat.update", "lost_answer")
    faults.next("chat.update", "ratelimited", times=2)
    fared = [faults.befall("chat.update").fault for _ in range(4)]
    assert [fault and fault.kind for fault in fared] == ["lost_answer", "ratelimited", "ratelimited", None]


async def test_disorder_has_the_same_seed(sandbox: Sandbox) -> None:
    chance = sandbox.delivery.rng
    sandbox.faults.seed(7)
    first = [chance.random() for _ in range(5)]
    sandbox.faults.seed(8)
    assert [chance.random() for _ in range(5)] != first
    sandbox.faults.seed(7)
    assert [chance.random() for _ in range(5)] == first


async def test_what_is_refused_anyway_stays_so(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.faults.next("chat.postMessage", "fatal_error")
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.chat_postMessage(channel="C0NOWHERE0", text="x")


async def _passes(client: AsyncWebClient) -> bool:
    try:
        await client.auth_test()
    except SlackApiError:
        return False
    return True


@pytest.mark.parametrize("kind,status", [("ratelimited", 429), ("error500", 500), ("html503", 503)])
@pytest.mark.parametrize("address", ["response_url", "upload"])
async def test_other_addresses_have_bad_days_too(
    sandbox: Sandbox,
    client: AsyncWebClient,
    http: aiohttp.ClientSession,
    address: str,
    kind: Literal["ratelimited"],
    status: int,
) -> None:
    url = f"{sandbox.url}/hooks/commands/x"
    if address == "upload":
        url = (await client.files_getUploadURLExternal(filename="a.txt", length=2))["upload_url"]
    sandbox.faults.next(address, kind)
    async with http.post(url, json={}) as response:
        assert response.status == status
    sandbox.faults.next(address, "dropped")
    with pytest.raises(aiohttp.ClientError):
        await http.post(url, json={})
    assert [entry["status"] for entry in sandbox.journal if entry["kind"] == address] == [status, None]


async def test_until_says_what_it_waited_for(sandbox: Sandbox) -> None:
    await sandbox.person("ann").says("still here", "general")
    with pytest.raises(TimeoutError) as waited:
        await sandbox.until(lambda: "bo" not in sandbox.channel("general").members, timeout=0.01)
    assert '"bo" not in sandbox.channel' in str(waited.value)
    assert "#general: still here" in str(waited.value)
