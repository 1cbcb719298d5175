"""Bolt apps in the sandbox, over each of their ways to be reached: https://docs.slack.dev/tools/bolt-python/"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from typing import Any, Protocol

import pytest
from aiohttp import web
from slack_bolt import Ack, App, Respond, Say
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler as AiohttpHandler
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler as BuiltinHandler
from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler as WebsocketsHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox

from ..bots import button
from .waiting import until

WAYS = ["aiohttp", "websockets", "http", "threads"]


class Bot(Protocol):
    """Answers /incident: “late”, “wrong” and “silent” as they say, all else with a button."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    def hurry(self) -> None:
        """What is late may go on."""


class Waiting:
    """An AsyncApp over one of the two libraries, or over HTTP."""

    def __init__(self, sandbox: Sandbox, way: str) -> None:
        self._sandbox, self._way = sandbox, way
        client = AsyncWebClient(token=sandbox.app.bot_token, base_url=sandbox.api_url)
        self.app = AsyncApp(client=client, signing_secret=sandbox.app.signing_secret)
        self._go_on = asyncio.Event()
        self._handler: AiohttpHandler | WebsocketsHandler | None = None
        self._runner: web.AppRunner | None = None
        self.app.command("/incident")(self._answer)
        self.app.action("take")(self._take)
        self.app.event("app_mention")(self._greet)

    async def start(self) -> None:
        if self._way == "http":
            self._runner = await serving(self.app, self._sandbox)
            return
        made = AiohttpHandler if self._way == "aiohttp" else WebsocketsHandler
        self._handler = made(self.app, self._sandbox.app.app_token)
        await self._handler.connect_async()  # type: ignore[no-untyped-call] # as Bolt has it
        await self._sandbox.until(lambda: self._sandbox.delivery.connected)

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
        if self._handler is not None:
            await self._handler.close_async()  # type: ignore[no-untyped-call] # as Bolt has it

    def hurry(self) -> None:
        self._go_on.set()

    async def _answer(self, ack: AsyncAck, command: dict[str, Any]) -> None:
        if command["text"] == "late":
            await self._go_on.wait()
        if command["text"] == "wrong":
            raise ValueError("this is wrong")
        if command["text"] != "silent":
            await ack(text="Shall I?", blocks=[{"type": "actions", "elements": [button("Take", "take")]}])

    async def _take(self, ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text="Taken.", replace_original=True)

    async def _greet(self, event: dict[str, Any], say: AsyncSay) -> None:
        await say(f"Hello, <@{event['user']}>.")


class Threaded:
    """An App over the client with threads."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        client = WebClient(token=sandbox.app.bot_token, base_url=sandbox.api_url)
        self.app = App(
            client=client, signing_secret=sandbox.app.signing_secret, token_verification_enabled=False
        )
        self._go_on = threading.Event()
        self._handler: BuiltinHandler | None = None
        self.app.command("/incident")(self._answer)
        self.app.action("take")(self._take)
        self.app.event("app_mention")(self._greet)

    async def start(self) -> None:
        self._handler = BuiltinHandler(self.app, self._sandbox.app.app_token)
        await asyncio.to_thread(self._handler.connect)
        await until(self._sandbox, lambda: self._sandbox.delivery.connected)

    async def stop(self) -> None:
        assert self._handler is not None
        client = self._handler.client
        client.auto_reconnect_enabled = False
        await self._sandbox.delivery.sockets.cut()
        # It fails when it is closed from both sides at once.
        await until(self._sandbox, lambda: not client.is_connected())
        client.closed = True
        client.message_queue.put(None)
        await asyncio.to_thread(self._handler.close)
        await asyncio.to_thread(self.app.listener_runner.listener_executor.shutdown)

    def hurry(self) -> None:
        self._go_on.set()

    def _answer(self, ack: Ack, command: dict[str, Any]) -> None:
        if command["text"] == "late":
            self._go_on.wait(30)
        if command["text"] == "wrong":
            raise ValueError("this is wrong")
        if command["text"] != "silent":
            ack(text="Shall I?", blocks=[{"type": "actions", "elements": [button("Take", "take")]}])

    def _take(self, ack: Ack, respond: Respond) -> None:
        ack()
        respond(text="Taken.", replace_original=True)

    def _greet(self, event: dict[str, Any], say: Say) -> None:
        say(f"Hello, <@{event['user']}>.")


async def serving(app: AsyncApp, sandbox: Sandbox) -> web.AppRunner:
    """The app's own web server, to which the sandbox delivers from now on."""
    runner = web.AppRunner(app.server(port=0, path="/slack/events").web_app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sandbox.app.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    return runner


@pytest.fixture(params=WAYS)
async def bot(request: pytest.FixtureRequest, sandbox: Sandbox) -> AsyncIterator[Bot]:
    # No others: Bolt does not acknowledge what it has no listener for.
    sandbox.app.events = frozenset({"app_mention"})
    made: Bot = Threaded(sandbox) if request.param == "threads" else Waiting(sandbox, request.param)
    await made.start()
    yield made
    made.hurry()
    await made.stop()


def is_http(sandbox: Sandbox) -> bool:
    return sandbox.app.request_url is not None


# -- what goes well ---


async def test_a_command_a_click_and_an_answer_to_it(sandbox: Sandbox, bot: Bot) -> None:
    ann = sandbox.person("ann")
    reply = await ann.commands("/incident checkout is down", "general")
    assert (reply.text, reply.error) == ("Shall I?", None)
    (whisper,) = ann.private("general")
    assert (await ann.clicks(whisper, "Take")).error is None
    await sandbox.until(lambda: [seen.words for seen in ann.private("general")] == ["Taken."])


async def test_who_mentions_it_is_greeted(sandbox: Sandbox, bot: Bot) -> None:
    client = AsyncWebClient(token=sandbox.app.bot_token, base_url=sandbox.api_url)
    await client.conversations_join(channel="C0GENERAL")
    await sandbox.person("bo").says("@incidentbot are you there?", "general")
    room = sandbox.channel("general")
    await sandbox.until(lambda: room.messages[-1].words == f"Hello, <@{sandbox.person('bo').id}>.")


async def test_two_people_at_once(sandbox: Sandbox, bot: Bot) -> None:
    people = [sandbox.person(name) for name in ("ann", "bo", "chi", "dee")]
    replies = await asyncio.gather(*(one.commands("/incident", "general") for one in people))
    assert [reply.text for reply in replies] == ["Shall I?"] * 4


# -- what a person sees when it does not ---


async def test_a_listener_that_is_late(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.delivery.sockets.ack_seconds = sandbox.delivery.http.ack_seconds = 0.3
    ann = sandbox.person("ann")
    reply = await ann.commands("/incident late", "general")
    assert reply.error == "operation_timeout"
    assert "operation_timeout" in ann.private("general")[-1].words
    bot.hurry()
    if not is_http(sandbox):
        # It still comes, and goes nowhere.
        await until(sandbox, lambda: list(sandbox.journal.found("frame", "late")))
    assert len(ann.private("general")) == 1


@pytest.mark.parametrize("words", ["wrong", "silent"])
async def test_a_listener_that_raises_or_forgets_to_acknowledge(
    sandbox: Sandbox, bot: Bot, words: str
) -> None:
    # Bolt gives up after three seconds and answers 500 or 404; over a socket it says nothing.
    sandbox.delivery.sockets.ack_seconds = 0.5
    sandbox.delivery.http.ack_seconds = 10
    reply = await sandbox.person("ann").commands(f"/incident {words}", "general")
    assert reply.error == ("dispatch_failed" if is_http(sandbox) else "operation_timeout")


async def test_no_listener_at_all(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.delivery.sockets.ack_seconds = 0.3
    sandbox.app.commands[0].command = "/outage"
    reply = await sandbox.person("ann").commands("/outage", "general")
    assert reply.error == ("dispatch_failed" if is_http(sandbox) else "operation_timeout")


async def test_a_click_for_which_nobody_listens(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.delivery.sockets.ack_seconds = 0.3
    client = AsyncWebClient(token=sandbox.app.bot_token, base_url=sandbox.api_url)
    blocks = [{"type": "actions", "elements": [button("Leave", "leave")]}]
    posted = await client.chat_postMessage(channel="C0GENERAL", text="card", blocks=blocks)
    reply = await sandbox.person("ann").clicks(str(posted["ts"]), "Leave", "general")
    assert reply.error == ("dispatch_failed" if is_http(sandbox) else "operation_timeout")


async def test_a_bot_that_is_not_running(sandbox: Sandbox) -> None:
    reply = await sandbox.person("ann").commands("/incident", "general")
    assert reply.error == "dispatch_failed"
