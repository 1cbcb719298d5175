"""Socket Mode beyond what every other test uses."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck

from incident_bot.sandbox import Sandbox

from .bots import Bot

Frame = dict[str, Any]


async def address(sandbox: Sandbox, http: aiohttp.ClientSession) -> str:
    headers = {"Authorization": f"Bearer {sandbox.app.app_token}"}
    async with http.post(sandbox.api_url + "apps.connections.open", headers=headers) as response:
        return str((await response.json())["url"])


async def opened(sandbox: Sandbox, http: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
    socket = await http.ws_connect(await address(sandbox, http))
    hello = await socket.receive_json()
    assert hello["type"] == "hello"
    return socket


@asynccontextmanager
async def typing(
    sandbox: Sandbox, socket: aiohttp.ClientWebSocketResponse
) -> AsyncIterator[tuple[Frame, asyncio.Task[Any]]]:
    """Somebody types a command: the envelope that the app gets, and the reply that is still to come."""
    reply = asyncio.create_task(sandbox.person("ann").types("/incident", "general"))
    yield await socket.receive_json(), reply
    await reply


def ack(envelope: Frame, **payload: Any) -> str:
    return json.dumps({"envelope_id": envelope["envelope_id"], **({"payload": payload} if payload else {})})


async def test_a_ticket_opens_one_connection(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    url = await address(sandbox, http)
    socket = await http.ws_connect(url)
    async with http.get(url.replace("ws", "http", 1)) as response:
        assert response.status == 408
    await socket.close()


async def test_payloads_go_to_any_connection_and_acks_may_come_on_another(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    one, other = await opened(sandbox, http), await opened(sandbox, http)
    ann = sandbox.person("ann")
    received = []

    async def serve(socket: aiohttp.ClientWebSocketResponse, back: aiohttp.ClientWebSocketResponse) -> None:
        envelope = await socket.receive_json()
        received.append(envelope)
        await back.send_str(json.dumps({"envelope_id": envelope["envelope_id"], "payload": {"text": "ok"}}))

    replies = await asyncio.gather(
        ann.types("/incident 1", "general"),
        ann.types("/incident 2", "general"),
        serve(one, other),
        serve(other, one),
    )
    assert [reply.text for reply in replies[:2]] == ["ok", "ok"]
    assert all(envelope["accepts_response_payload"] for envelope in received)
    await one.close()
    await other.close()


async def test_pings_are_answered(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    socket = await http.ws_connect(await address(sandbox, http), autoping=False)
    await socket.receive_json()
    await socket.ping(b"sdk-ping-pong:1")
    pong = await socket.receive()
    assert (pong.type, pong.data) == (aiohttp.WSMsgType.PONG, b"sdk-ping-pong:1")
    await socket.close()


async def test_a_client_told_to_refresh_comes_back(sandbox: Sandbox) -> None:
    bot = Bot(sandbox)

    @bot.app.command("/incident")
    async def answer(ack: AsyncAck) -> None:
        await ack("ok")

    await bot.connect()
    await sandbox.delivery.sockets.disconnect("refresh_requested")
    await sandbox.until(lambda: len(sandbox.journal.calls("apps.connections.open")) == 2)
    await sandbox.until(lambda: sandbox.delivery.connected)
    assert (await sandbox.person("ann").types("/incident", "general")).text == "ok"
    await bot.close()


@pytest.mark.parametrize("how", ["close", "abort"])
async def test_an_app_that_dies_is_not_waited_for(
    sandbox: Sandbox, http: aiohttp.ClientSession, how: str
) -> None:
    socket = await opened(sandbox, http)
    typing = asyncio.create_task(sandbox.person("ann").types("/incident", "general"))
    await socket.receive_json()
    transport = socket._response.connection.transport  # type: ignore[union-attr]
    assert transport is not None
    getattr(transport, how)()
    assert (await typing).error == "dispatch_failed"
    await socket.close()


async def test_hello_says_what_one_is_connected_to(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    one = await opened(sandbox, http)
    other = await http.ws_connect(await address(sandbox, http) + "&debug_reconnects=true")
    hello = await other.receive_json()
    assert hello["type"] == "hello"
    assert hello["connection_info"] == {"app_id": sandbox.app.id}
    assert hello["num_connections"] == 2
    assert hello["debug_info"].keys() == {"host", "started", "build_number", "approximate_connection_time"}
    assert hello["debug_info"]["approximate_connection_time"] == 360
    await one.close()
    await other.close()


async def test_a_connection_ends_with_a_warning(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    sandbox.delivery.sockets.debug_seconds = 0.05
    socket = await http.ws_connect(await address(sandbox, http) + "&debug_reconnects=true")
    frames = [await socket.receive_json() for _ in range(3)]
    assert [(frame["type"], frame.get("reason")) for frame in frames] == [
        ("hello", None),
        ("disconnect", "warning"),
        ("disconnect", "refresh_requested"),
    ]
    assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
    await sandbox.until(lambda: sandbox.delivery.sockets.connected == 0)


async def test_an_eleventh_connection_is_turned_away(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    sockets = [await opened(sandbox, http) for _ in range(10)]
    eleventh = await http.ws_connect(await address(sandbox, http))
    frame = await eleventh.receive_json()
    assert (frame["type"], frame["reason"], frame["num_connections"]) == (
        "disconnect",
        "too_many_websockets",
        10,
    )
    assert (await eleventh.receive()).type is aiohttp.WSMsgType.CLOSE
    assert sandbox.delivery.sockets.connected == 10
    for socket in sockets:
        await socket.close()


async def test_a_seed_picks_the_connections(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    sockets = [await opened(sandbox, http) for _ in range(3)]
    sandbox.delivery.sockets.rng = random.Random(7)
    wanted = random.Random(7)
    for _ in range(10):
        async with typing(sandbox, wanted.choice(sockets)) as (envelope, _):
            await sockets[0].send_str(ack(envelope))
    for socket in sockets:
        await socket.close()


async def test_envelopes_have_the_documented_shape(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    socket = await opened(sandbox, http)
    async with typing(sandbox, socket) as (envelope, _):
        assert envelope.keys() == {"envelope_id", "type", "payload", "accepts_response_payload"}
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
        await socket.send_str(ack(envelope))
    sandbox.channel("general").channel.members.append(sandbox.app.user)
    saying = asyncio.create_task(sandbox.person("ann").says("hello", "general"))
    envelope = await socket.receive_json()
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("events_api", False)
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
    assert envelope["payload"]["type"] == "event_callback"
    await socket.send_str(ack(envelope))
    await saying
    await socket.close()


async def test_an_event_nobody_acknowledges_comes_again_and_says_why(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    sandbox.delivery.sockets.ack_seconds = 0.05
    sandbox.channel("general").channel.members.append(sandbox.app.user)
    socket = await opened(sandbox, http)
    saying = asyncio.create_task(sandbox.person("ann").says("hello", "general"))
    envelopes = [await socket.receive_json() for _ in range(2)]
    await saying
    assert [(each["retry_attempt"], each["retry_reason"]) for each in envelopes] == [(0, ""), (1, "timeout")]
    assert len({each["payload"]["event_id"] for each in envelopes}) == 1
    await sandbox.until(lambda: [entry["answer"] for entry in sandbox.journal.sent()] == ["timeout"] * 2)
    # The third comes a minute later, or when somebody moves the clock; a command never comes twice.
    sandbox.delivery.retry_now()
    third = await socket.receive_json()
    assert third["retry_attempt"] == 2
    await socket.send_str(ack(third))
    await sandbox.until(lambda: sandbox.journal.sent()[-1]["answer"] == {})
    assert [entry["attempt"] for entry in sandbox.journal.sent("events_api")] == [0, 1, 2]
    await socket.close()


async def test_commands_are_not_sent_twice(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    sandbox.delivery.sockets.ack_seconds = 0.05
    socket = await opened(sandbox, http)
    async with typing(sandbox, socket) as (envelope, reply):
        assert (await reply).error == "operation_timeout"
    sandbox.delivery.retry_now()
    async with typing(sandbox, socket) as (other, _):
        assert other["envelope_id"] != envelope["envelope_id"]
        await socket.send_str(ack(other))
    assert len(sandbox.journal.sent()) == 2
    await socket.close()


async def test_what_comes_too_late_is_noted_and_shown_to_nobody(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    sandbox.delivery.sockets.ack_seconds = 0.05
    socket = await opened(sandbox, http)
    async with typing(sandbox, socket) as (envelope, reply):
        assert (await reply).error == "operation_timeout"
    await socket.send_str(ack(envelope, text="Sorry, here I am."))
    entry = sandbox.journal.sent()[-1]
    await sandbox.until(lambda: "late" in entry)
    assert (entry["answer"], entry["late"]) == ("operation_timeout", {"text": "Sorry, here I am."})
    assert len(sandbox.person("ann").private("general")) == 1
    await socket.close()


async def test_the_first_acknowledgement_counts(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    socket = await opened(sandbox, http)
    async with typing(sandbox, socket) as (envelope, reply):
        await socket.send_str(ack(envelope, text="first"))
        await socket.send_str(ack(envelope, text="second"))
        assert (await reply).text == "first"
    await socket.close()


@pytest.mark.parametrize(
    "nonsense",
    ["{", "[]", "7", '{"type": "hello"}', "null", pytest.param("[" * 100_000, id="deep")],
)
async def test_nonsense_from_the_app_is_noted(
    sandbox: Sandbox, http: aiohttp.ClientSession, nonsense: str
) -> None:
    socket = await opened(sandbox, http)
    async with typing(sandbox, socket) as (envelope, reply):
        await socket.send_str(nonsense)
        await socket.send_bytes(b"\x00")
        await socket.send_str(ack(envelope, text="ok"))
        assert (await reply).text == "ok"
    noted = [entry for entry in sandbox.journal if entry["method"] == "malformed"]
    assert [entry["args"] for entry in noted] == [{"text": nonsense[:1000]}]
    await socket.close()


async def test_an_answer_that_is_no_object_is_none(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    socket = await opened(sandbox, http)
    async with typing(sandbox, socket) as (envelope, reply):
        await socket.send_str(json.dumps({"envelope_id": envelope["envelope_id"], "payload": ["ok"]}))
        assert (await reply).error == "invalid_command_response"
    await socket.close()


async def test_a_failed_handshake_leaves_the_ticket_good(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    sandbox.delivery.sockets.refuse_handshakes = 2
    url = await address(sandbox, http)
    for _ in range(2):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await http.ws_connect(url)
    socket = await http.ws_connect(url)
    assert (await socket.receive_json())["type"] == "hello"
    await socket.close()


async def test_a_handshake_may_take_its_time(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    sandbox.delivery.sockets.handshake_seconds = 0.05
    connecting = asyncio.create_task(opened(sandbox, http))
    assert (await sandbox.person("ann").types("/incident", "general")).error == "dispatch_failed"
    socket = await connecting
    await sandbox.until(lambda: sandbox.delivery.connected)
    await socket.close()


async def test_a_link_that_is_disabled_says_so(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    sandbox.delivery.sockets.life_seconds = 0.1
    socket = await opened(sandbox, http)
    await sandbox.delivery.sockets.disconnect("link_disabled")
    frame = await socket.receive_json()
    assert (frame["type"], frame["reason"]) == ("disconnect", "link_disabled")
    # It is the last word: what is switched off is not to be refreshed.
    assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
    await socket.close()
    # Whoever comes back is told the same, until it is switched on again.
    refused = await http.ws_connect(await address(sandbox, http))
    assert (await refused.receive_json())["reason"] == "link_disabled"
    assert (await refused.receive()).type is aiohttp.WSMsgType.CLOSE
    sandbox.app.socket_mode = True
    await (await opened(sandbox, http)).close()
