"""Socket Mode beyond what every other test uses."""

from __future__ import annotations

import asyncio
import json

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck

from incident_bot.sandbox import Sandbox

from .bots import Bot


async def opened(sandbox: Sandbox, http: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
    headers = {"Authorization": f"Bearer {sandbox.app.app_token}"}
    async with http.post(sandbox.api_url + "apps.connections.open", headers=headers) as response:
        socket = await http.ws_connect((await response.json())["url"])
    hello = await socket.receive_json()
    assert hello["type"] == "hello"
    return socket


async def test_a_ticket_opens_one_connection(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    headers = {"Authorization": f"Bearer {sandbox.app.app_token}"}
    async with http.post(sandbox.api_url + "apps.connections.open", headers=headers) as response:
        address = (await response.json())["url"]
    socket = await http.ws_connect(address)
    async with http.get(address.replace("ws", "http", 1)) as response:
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
    headers = {"Authorization": f"Bearer {sandbox.app.app_token}"}
    async with http.post(sandbox.api_url + "apps.connections.open", headers=headers) as response:
        socket = await http.ws_connect((await response.json())["url"], autoping=False)
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
