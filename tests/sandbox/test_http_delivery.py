"""Signed HTTP: what goes out, what counts as an answer, when it is tried again."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncAck

from incident_bot.sandbox import Sandbox

from .bots import Bot
from .conftest import Clock

Respond = Callable[["Endpoint", web.Request], Awaitable[web.StreamResponse]]


class Endpoint:
    """Whatever an app may do with what it is sent; `respond` decides."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond
        self.requests: list[web.Request] = []
        self.bodies: list[bytes] = []
        self.url = ""

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.bodies.append(await request.read())
        self.requests.append(request)
        return await self.respond(self, request)

    @property
    def payloads(self) -> list[Any]:
        return [json.loads(body) for body in self.bodies]


async def ok(endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
    return web.Response()


@pytest.fixture
async def endpoint(sandbox: Sandbox) -> AsyncIterator[Endpoint]:
    made = Endpoint(ok)
    app = web.Application()
    app.router.add_route("POST", "/{path:.*}", made.serve)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack"
    sandbox.app.request_url = made.url
    # Over HTTP the app hears of what is said where it is.
    sandbox.channel("general").channel.members.append(sandbox.app.user)
    yield made
    await runner.cleanup()


@pytest.fixture
async def served(sandbox: Sandbox) -> AsyncIterator[Bot]:
    """A Bolt app over HTTP, which refuses signatures that are five minutes from the machine's clock."""
    made = Bot(sandbox)
    await made.listen()
    yield made
    await made.close()


@pytest.mark.parametrize("days", [-400, 0, 1, 4000])
async def test_the_clock_may_be_moved_as_far_as_one_likes(
    sandbox: Sandbox, served: Bot, clock: Clock, days: int
) -> None:
    @served.app.command("/incident")
    async def answer(ack: AsyncAck) -> None:
        await ack("Heard.")

    served.collect("message")
    await served.client.conversations_join(channel="C0GENERAL")
    clock.time += days * 86_400
    ann = sandbox.person("ann")
    reply = await ann.commands("/incident", "general")
    assert (reply.text, reply.error) == ("Heard.", None)
    await ann.says("hello", "general")
    assert [event["text"] for event in served.events if "subtype" not in event] == ["hello"]


async def test_a_command_is_a_signed_form(sandbox: Sandbox, endpoint: Endpoint) -> None:
    await sandbox.person("ann").types("/incident list & more", "general")
    (request,), (body,) = endpoint.requests, endpoint.bodies
    assert request.content_type == "application/x-www-form-urlencoded"
    form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
    assert (form["command"], form["text"]) == ("/incident", "list &amp; more")
    assert form["is_enterprise_install"] == "false"
    base = b"v0:" + request.headers["X-Slack-Request-Timestamp"].encode() + b":" + body
    signed = hmac.new(sandbox.app.signing_secret.encode(), base, hashlib.sha256).hexdigest()
    assert request.headers["X-Slack-Signature"] == f"v0={signed}"


async def test_an_event_is_json_and_first_comes_without_retry_headers(
    sandbox: Sandbox, endpoint: Endpoint
) -> None:
    await sandbox.person("ann").says("hello", "general")
    (request,), (payload,) = endpoint.requests, endpoint.payloads
    assert request.content_type == "application/json"
    assert (payload["type"], payload["event"]["text"]) == ("event_callback", "hello")
    assert "X-Slack-Retry-Num" not in request.headers


async def test_an_event_is_tried_three_times_more(sandbox: Sandbox, endpoint: Endpoint) -> None:
    async def fail(endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
        return web.Response(status=500)

    endpoint.respond = fail
    await sandbox.person("ann").says("hello", "general")
    for attempts in (2, 3, 4):
        await sandbox.until(lambda: len(sandbox.journal.sent()) == attempts)  # noqa: B023 - awaited here
        await sandbox.until(lambda: sandbox.journal.sent()[-1]["answer"] == "http_error")
        sandbox.delivery.retry_now()
    headers = [request.headers for request in endpoint.requests]
    assert [header.get("X-Slack-Retry-Num") for header in headers] == [None, "1", "2", "3"]
    assert {header["X-Slack-Retry-Reason"] for header in headers[1:]} == {"http_error"}
    assert len({payload["event_id"] for payload in endpoint.payloads}) == 1
    assert [entry["status"] for entry in sandbox.journal.sent()] == [500] * 4


@pytest.mark.parametrize("status, attempts", [(500, 1), (200, 1)])
async def test_an_app_can_ask_not_to_be_tried_again(
    sandbox: Sandbox, endpoint: Endpoint, status: int, attempts: int
) -> None:
    async def decline(endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers={"X-Slack-No-Retry": "1"})

    endpoint.respond = decline
    ann = sandbox.person("ann")
    await ann.says("one", "general")
    await ann.says("two", "general")
    assert [payload["event"]["text"] for payload in endpoint.payloads] == ["one", "two"]


async def test_two_redirects_are_followed(sandbox: Sandbox, endpoint: Endpoint) -> None:
    async def send_on(endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
        step = len(endpoint.requests)
        if step <= 2:
            status = 301 if step == 1 else 302
            return web.Response(status=status, headers={"Location": f"/moved/{step}"})
        return web.json_response({"text": "here"})

    endpoint.respond = send_on
    reply = await sandbox.person("ann").types("/incident", "general")
    assert reply.text == "here"
    assert [request.path for request in endpoint.requests] == ["/slack", "/moved/1", "/moved/2"]
    assert len(set(endpoint.bodies)) == 1


@pytest.mark.parametrize(
    "headers, status, reason",
    [({"Location": "/again"}, 302, "too_many_redirects"), ({"Location": "/x"}, 307, "http_error")],
)
async def test_more_redirects_or_others_are_a_failure(
    sandbox: Sandbox, endpoint: Endpoint, headers: dict[str, str], status: int, reason: str
) -> None:
    async def send_on(endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers=headers)

    endpoint.respond = send_on
    await sandbox.person("ann").says("hello", "general")
    assert sandbox.journal.sent()[0]["answer"] == reason


async def test_an_app_that_is_late_is_tried_again_for_that(sandbox: Sandbox, endpoint: Endpoint) -> None:
    never = asyncio.Event()

    async def sleep(endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
        if len(endpoint.requests) == 1:
            await never.wait()
        return web.Response()

    endpoint.respond = sleep
    sandbox.delivery.http.ack_seconds = 0.05
    await sandbox.person("ann").says("hello", "general")
    await sandbox.until(lambda: len(endpoint.requests) == 2)
    assert endpoint.requests[1].headers["X-Slack-Retry-Reason"] == "http_timeout"
    never.set()


async def test_an_app_that_is_not_there_is_tried_again_for_that(sandbox: Sandbox, endpoint: Endpoint) -> None:
    # Nobody listens on the port for nothing.
    sandbox.app.request_url = "http://127.0.0.1:1/slack"
    await sandbox.person("ann").says("hello", "general")
    await sandbox.until(lambda: len(sandbox.journal.sent()) == 2)
    assert sandbox.journal.sent()[0]["answer"] == "connection_failed"
    assert (await sandbox.person("ann").types("/incident", "general")).error == "dispatch_failed"


async def test_an_app_without_tls_is_told_from_one_that_is_away(sandbox: Sandbox, endpoint: Endpoint) -> None:
    sandbox.app.request_url = endpoint.url.replace("http://", "https://")
    await sandbox.person("ann").says("hello", "general")
    assert sandbox.journal.sent()[0]["answer"] == "ssl_error"


@pytest.mark.parametrize("body", ["{", "[]", '"ok"'])
async def test_json_that_is_no_message_fails_the_command(
    sandbox: Sandbox, endpoint: Endpoint, body: str
) -> None:
    async def babble(endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
        return web.Response(text=body, content_type="application/json")

    endpoint.respond = babble
    reply = await sandbox.person("ann").types("/incident", "general")
    assert reply.error == "invalid_command_response"


@pytest.mark.parametrize("status", [201, 204, 404, 500])
async def test_a_command_wants_nothing_but_200(sandbox: Sandbox, endpoint: Endpoint, status: int) -> None:
    async def answer(endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
        return web.Response(status=status)

    endpoint.respond = answer
    assert (await sandbox.person("ann").types("/incident", "general")).error == "dispatch_failed"


@pytest.mark.parametrize("how", ["text", "form", "json"])
async def test_a_request_url_proves_itself(sandbox: Sandbox, endpoint: Endpoint, how: str) -> None:
    async def prove(endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
        asked = endpoint.payloads[-1]
        assert asked.keys() == {"token", "challenge", "type"}
        assert asked["type"] == "url_verification"
        challenge = asked["challenge"]
        if how == "json":
            return web.json_response({"challenge": challenge})
        if how == "form":
            form = "application/x-www-form-urlencoded"
            return web.Response(text=f"challenge={challenge}", content_type=form)
        return web.Response(text=challenge)

    endpoint.respond = prove
    assert await sandbox.delivery.http.verify_url() is True
    assert "X-Slack-Signature" in endpoint.requests[0].headers


@pytest.mark.parametrize("text, status", [("wrong", 200), ("", 200), ("", 500)])
async def test_a_request_url_that_does_not_is_refused(
    sandbox: Sandbox, endpoint: Endpoint, text: str, status: int
) -> None:
    async def fail(endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
        return web.Response(text=text, status=status)

    endpoint.respond = fail
    assert await sandbox.delivery.http.verify_url() is False


async def test_bolt_proves_its_request_url(sandbox: Sandbox, served: Bot) -> None:
    assert await sandbox.delivery.http.verify_url() is True
