"""How often an app may call: the tiers that Slack publishes, and one message a second in a channel."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.limits import Limits

from .bots import Bot
from .conftest import Clock

GENERAL = "C0GENERAL"


@pytest.fixture
def limited(sandbox: Sandbox) -> Sandbox:
    sandbox.limits.enabled = True
    sandbox.channel("general").channel.members.append(sandbox.app.user)
    return sandbox


async def called(client: AsyncWebClient, method: str, **args: str) -> int:
    """Seconds to wait after this call, 0 when it went through."""
    try:
        await client.api_call(method, params=args)
    except SlackApiError as refused:
        response = refused.response
    else:
        return 0
    assert response.status_code == 429
    assert response.data == {"ok": False, "error": "ratelimited"}
    return int(response.headers["Retry-After"])


async def test_there_are_none_unless_they_are_switched_on(client: AsyncWebClient) -> None:
    for _ in range(30):
        await client.chat_postMessage(channel=GENERAL, text="x")


@pytest.mark.parametrize(
    "method,a_minute,args",
    [
        ("pins.list", 22, {"channel": GENERAL}),
        ("reactions.get", 55, {"channel": GENERAL, "timestamp": "1.0"}),
        ("users.info", 110, {"user": "U0ANN0000"}),
    ],
)
async def test_a_method_has_the_calls_of_its_tier_and_a_few_at_once(
    limited: Sandbox, client: AsyncWebClient, clock: Clock, method: str, a_minute: int, args: dict[str, str]
) -> None:
    ts = await limited.person("ann").says("look at this", "general")
    args = {**args, "timestamp": ts} if "timestamp" in args else args
    waits = [await called(client, method, **args) for _ in range(a_minute + 1)]
    assert waits == [0] * a_minute + [60]
    assert (await client.auth_test())["ok"], "the other methods go on"
    clock.time += 60
    assert await called(client, method, **args) == 0


async def test_the_wait_is_true_also_in_the_middle_of_a_minute(
    limited: Sandbox, client: AsyncWebClient, clock: Clock
) -> None:
    for _ in range(22):
        clock.time += 1.5
        assert await called(client, "pins.list", channel=GENERAL) == 0
    wait = await called(client, "pins.list", channel=GENERAL)
    assert wait == 29
    clock.time += wait - 1
    assert await called(client, "pins.list", channel=GENERAL) == 1
    clock.time += 1
    assert await called(client, "pins.list", channel=GENERAL) == 0


async def test_a_list_that_is_not_asked_for_page_by_page_has_less(
    limited: Sandbox, client: AsyncWebClient
) -> None:
    members = [await called(client, "conversations.members", channel=GENERAL) for _ in range(56)]
    assert members == [0] * 55 + [60]
    assert await called(client, "conversations.members", channel=GENERAL, limit="100") == 0
    limited.limits.strict_without_pages = False
    assert await called(client, "conversations.members", channel=GENERAL) == 0


async def test_a_channel_takes_a_message_a_second(
    limited: Sandbox, client: AsyncWebClient, clock: Clock
) -> None:
    random = await client.conversations_create(name="elsewhere")
    elsewhere = random["channel"]["id"]
    waits = [await called(client, "chat.postMessage", channel=GENERAL, text="x") for _ in range(3)]
    assert waits == [0, 0, 1]
    assert await called(client, "chat.postMessage", channel="#general", text="x") == 1
    assert await called(client, "chat.postMessage", channel=elsewhere, text="x") == 0
    clock.time += 1
    waits = [await called(client, "chat.postMessage", channel=GENERAL, text="x") for _ in range(2)]
    assert waits == [0, 1]
    assert len(limited.channel("general").posts) == 3


async def test_answers_to_a_response_url_are_messages_too(
    limited: Sandbox, bot: Bot, http: aiohttp.ClientSession
) -> None:
    @bot.app.command("/incident")
    async def answer(ack: AsyncAck) -> None:
        await ack()

    await limited.person("ann").types("/incident", "general")
    url = limited.journal.sent()[-1]["args"]["response_url"]
    seen = []
    for _ in range(3):
        async with http.post(url, json={"text": "x"}) as response:
            seen.append((response.status, response.headers.get("Retry-After")))
    assert seen == [(200, None), (200, None), (429, "1")]


async def test_a_workspace_takes_several_hundred_messages_a_minute(
    limited: Sandbox, client: AsyncWebClient
) -> None:
    limited.limits.messages_a_minute = 3
    limited.limits.messages_at_once = 100
    waits = [await called(client, "chat.postMessage", channel=GENERAL, text="x") for _ in range(4)]
    assert waits == [0, 0, 0, 60]
    limited.limits.reset()
    assert await called(client, "chat.postMessage", channel=GENERAL, text="x") == 0


async def test_strangers_use_nothing_up(limited: Sandbox, http: aiohttp.ClientSession, clock: Clock) -> None:
    stranger = AsyncWebClient(token="xoxb-stranger", base_url=limited.api_url, session=http)
    for _ in range(30):
        with pytest.raises(SlackApiError, match="invalid_auth"):
            await stranger.pins_list(channel=GENERAL)


async def test_slacks_own_client_waits_as_long_as_it_is_told(
    limited: Sandbox, http: aiohttp.ClientSession, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock.time += seconds

    handlers = "slack_sdk.http_retry.builtin_async_handlers"
    monkeypatch.setattr(f"{handlers}.asyncio", SimpleNamespace(sleep=sleep))
    retries = [AsyncRateLimitErrorRetryHandler(max_retry_count=1)]
    patient = AsyncWebClient(
        token=limited.app.bot_token, base_url=limited.api_url, session=http, retry_handlers=[*retries]
    )
    for number in range(5):
        await patient.chat_postMessage(channel=GENERAL, text=str(number))
    assert [message.text for message in limited.channel("general").posts] == list("01234")
    assert [int(seconds) for seconds in slept] == [1] * len(slept)
    assert slept


@given(st.lists(st.tuples(st.sampled_from(["pins.list", "chat.postMessage"]), st.floats(0, 40)), max_size=80))
def test_whoever_waits_as_told_gets_through(calls: list[tuple[str, float]]) -> None:
    clock = Clock()
    limits = Limits(clock)
    limits.enabled = True
    limits.messages_a_minute = 10
    for method, pause in calls:
        clock.time += pause
        if wait := limits.wait(method, {}, GENERAL):
            clock.time += wait
            assert limits.wait(method, {}, GENERAL) == 0


async def test_a_held_call_that_is_one_too_many_still_comes_to_its_gate(
    limited: Sandbox, client: AsyncWebClient
) -> None:
    limited.limits.messages_at_once = 1
    gate = limited.faults.hold("chat.postMessage", nth=2, after=True)
    await client.chat_postMessage(channel=GENERAL, text="one")
    held = asyncio.create_task(called(client, "chat.postMessage", channel=GENERAL, text="two"))
    await gate.reached()
    gate.release()
    assert await held == 1
