"""Each Socket Mode client of slack_sdk, without Bolt: https://docs.slack.dev/apis/events-api/using-socket-mode"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from typing import Any, Protocol

import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode import aiohttp as aiohttp_client
from slack_sdk.socket_mode import builtin, websocket_client, websockets
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox

from ..bots import button
from .waiting import until

GENERAL = "C0GENERAL"
Answers = dict[str, dict[str, Any] | None]


class Client(Protocol):
    """Acknowledges what it is sent, by its kind, with what the test says."""

    requests: list[SocketModeRequest]
    hellos: list[dict[str, Any]]
    answers: Answers

    async def connect(self) -> None: ...

    def stays_away(self) -> None:
        """From now on it does not come back by itself."""

    async def close(self) -> None: ...

    def last_pong(self) -> object:
        """Something that changes with every pong."""


class Waiting:
    """The clients for asyncio."""

    def __init__(self, sandbox: Sandbox, kind: str, ping_interval: float) -> None:
        web = AsyncWebClient(base_url=sandbox.api_url)
        made: Any = aiohttp_client if kind == "aiohttp" else websockets
        self.client = made.SocketModeClient(
            sandbox.app.app_token, web_client=web, ping_interval=ping_interval
        )
        self.client.message_listeners.append(self._hear)
        self.client.socket_mode_request_listeners.append(self._serve)
        self.requests: list[SocketModeRequest] = []
        self.hellos: list[dict[str, Any]] = []
        self.answers: Answers = {}
        self._kind = kind

    async def connect(self) -> None:
        await self.client.connect()

    def stays_away(self) -> None:
        self.client.auto_reconnect_enabled = False

    async def close(self) -> None:
        await self.client.close()
        tasks = (
            self.client.message_processor,
            self.client.message_receiver,
            self.client.current_session_monitor,
        )
        await asyncio.gather(*tasks, return_exceptions=True)

    def last_pong(self) -> object:
        if self._kind == "aiohttp":
            return self.client.last_ping_pong_time
        return self.client.current_session.latency

    async def _hear(self, client: object, message: dict[str, Any], raw: str | None) -> None:
        if message.get("type") == "hello":
            self.hellos.append(message)

    async def _serve(self, client: object, request: SocketModeRequest) -> None:
        self.requests.append(request)
        answer = SocketModeResponse(request.envelope_id, self.answers.get(request.type))
        await self.client.send_socket_mode_response(answer)


class Threaded:
    """The clients with threads of their own."""

    def __init__(self, sandbox: Sandbox, kind: str, ping_interval: float) -> None:
        web = WebClient(base_url=sandbox.api_url)
        made: Any = builtin if kind == "builtin" else websocket_client
        self.client = made.SocketModeClient(
            sandbox.app.app_token, web_client=web, ping_interval=ping_interval
        )
        self.client.message_listeners.append(self._hear)
        self.client.socket_mode_request_listeners.append(self._serve)
        self.requests: list[SocketModeRequest] = []
        self.hellos: list[dict[str, Any]] = []
        self.answers: Answers = {}
        self._sandbox, self._kind = sandbox, kind
        self._opened: list[socket.socket] = []
        if kind == "websocket_client":
            self.client.on_open_listeners.append(lambda session: self._opened.append(session.sock.sock))

    async def connect(self) -> None:
        await asyncio.to_thread(self.client.connect)

    def stays_away(self) -> None:
        self.client.auto_reconnect_enabled = False

    async def close(self) -> None:
        if self._kind == "builtin":
            # It fails when it is closed from both sides at once.
            await until(self._sandbox, lambda: not self.client.is_connected())
        self.client.closed = True
        # Its thread waits for a message, up to a second.
        self.client.message_queue.put(None)
        await asyncio.to_thread(self.client.close)
        # Two of its threads replace a connection at once, and sometimes neither closes the old one.
        for opened in self._opened:
            opened.close()

    def last_pong(self) -> object:
        session = self.client.current_session
        return session.last_ping_pong_time if self._kind == "builtin" else session.last_pong_tm

    def _hear(self, client: object, message: dict[str, Any], raw: str | None) -> None:
        if message.get("type") == "hello":
            self.hellos.append(message)

    def _serve(self, client: object, request: SocketModeRequest) -> None:
        self.requests.append(request)
        answer = SocketModeResponse(request.envelope_id, self.answers.get(request.type))
        self.client.send_socket_mode_response(answer)


Opening = Callable[..., Client]


@pytest.fixture(params=["aiohttp", "websockets", "builtin", "websocket_client"])
async def opening(request: pytest.FixtureRequest, sandbox: Sandbox) -> AsyncIterator[Opening]:
    """Makes a client of the kind; each is closed at the end."""
    made: list[Client] = []

    def make(ping_interval: float = 10) -> Client:
        kind = Waiting if request.param in ("aiohttp", "websockets") else Threaded
        made.append(kind(sandbox, request.param, ping_interval))
        return made[-1]

    yield make
    for client in made:
        client.stays_away()
    # A thread that listens hears at once that it is over; else it would listen for seconds more.
    await sandbox.delivery.sockets.cut()
    await asyncio.gather(*(client.close() for client in made))
    await sandbox.until(lambda: sandbox.delivery.sockets.connected == 0)


@pytest.fixture
async def client(opening: Opening, sandbox: Sandbox) -> Client:
    made = opening()
    await made.connect()
    await until(sandbox, lambda: made.hellos)
    return made


async def test_it_is_greeted(client: Client, sandbox: Sandbox) -> None:
    (hello,) = client.hellos
    assert hello["num_connections"] == 1
    assert hello["connection_info"] == {"app_id": sandbox.app.id}
    assert hello["debug_info"]["approximate_connection_time"] > 0


async def test_it_answers_a_command(client: Client, sandbox: Sandbox) -> None:
    client.answers["slash_commands"] = {"text": "Heard."}
    reply = await sandbox.person("ann").commands("/incident checkout is down", "general")
    assert (reply.text, reply.error) == ("Heard.", None)
    (request,) = client.requests
    assert (request.type, request.accepts_response_payload) == ("slash_commands", True)
    assert (request.payload["text"], request.payload["user_name"]) == ("checkout is down", "ann")


async def test_it_acknowledges_a_click(client: Client, sandbox: Sandbox) -> None:
    web = AsyncWebClient(token=sandbox.app.bot_token, base_url=sandbox.api_url)
    blocks = [{"type": "actions", "elements": [button("Take command", "take", value="7")]}]
    posted = await web.chat_postMessage(channel=GENERAL, text="card", blocks=blocks)
    reply = await sandbox.person("bo").clicks(str(posted["ts"]), "Take command", "general")
    assert reply.error is None
    (request,) = client.requests
    assert (request.type, request.payload["type"]) == ("interactive", "block_actions")
    assert request.payload["actions"][0]["value"] == "7"


async def test_it_acknowledges_an_event(client: Client, sandbox: Sandbox) -> None:
    web = AsyncWebClient(token=sandbox.app.bot_token, base_url=sandbox.api_url)
    await web.conversations_join(channel=GENERAL)
    await sandbox.person("chi").says("Anybody there?", "general")
    said = [request for request in client.requests if request.payload["event"].get("user") == "U0CHI0000"]
    assert [(one.type, one.retry_attempt, one.payload["event"]["text"]) for one in said] == [
        ("events_api", 0, "Anybody there?")
    ]
    assert [entry["answer"] for entry in sandbox.journal.sent("events_api")[-1:]] == [{}]


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_it_comes_back_when_it_is_asked_to(client: Client, sandbox: Sandbox, reason: str) -> None:
    client.answers["slash_commands"] = {"text": "Still here."}
    await sandbox.delivery.sockets.disconnect(reason)
    # Some open the new connection before they close the old one, some the other way round; websocket_client
    # sometimes waits ten seconds on the one that it closed itself.

    await until(sandbox, lambda: len(client.hellos) > 1 and sandbox.delivery.sockets.connected == 1, 40)
    assert len(sandbox.journal.calls("apps.connections.open")) > 1
    reply = await sandbox.person("ann").commands("/incident", "general")
    assert (reply.text, reply.error) == ("Still here.", None)


async def test_it_stays_while_its_pings_are_answered(opening: Opening, sandbox: Sandbox) -> None:
    client = opening(ping_interval=0.4)
    await client.connect()
    await until(sandbox, lambda: client.hellos)
    pongs = set()

    def several() -> bool:
        pongs.add(client.last_pong())
        return len(pongs) > 3

    await until(sandbox, several)
    assert sandbox.delivery.sockets.connected == 1
    assert list(sandbox.journal.found("frame", "close")) == []


async def test_several_connections_share_the_work(opening: Opening, sandbox: Sandbox) -> None:
    clients = [opening() for _ in range(3)]
    for number, client in enumerate(clients, 1):
        client.answers["slash_commands"] = {"text": "ok"}
        await client.connect()
        await until(sandbox, lambda number=number: sandbox.delivery.sockets.connected == number)  # type: ignore[misc]
    await until(sandbox, lambda: all(client.hellos for client in clients))
    assert sorted(client.hellos[0]["num_connections"] for client in clients) == [1, 2, 3]
    ann = sandbox.person("ann")
    replies = [await ann.commands(f"/incident {number}", "general") for number in range(6)]
    assert [reply.text for reply in replies] == ["ok"] * 6
    assert [len(client.requests) for client in clients] == [2, 2, 2]
