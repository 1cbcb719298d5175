"""HTTP from outside: only Slack is listened to, and whoever watches the bot learns how it is."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from datetime import datetime

import aiohttp
import pytest

from incident_bot.clock import MovedClock
from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.delivery.signing import signed_headers
from tests.stories.fixtures import over_socket, working
from tests.stories.team import Team


@pytest.fixture
async def client(team_over_http: Team) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(f"http://127.0.0.1:{team_over_http.bot.port}") as session:
        yield session


def signed(team: Team, body: bytes, *, ago: int = 0, secret: str | None = None) -> dict[str, str]:
    at = int(time.time()) - ago
    headers = signed_headers(secret or team.sandbox.app.signing_secret, at, body)
    return {**headers, "Content-Type": "application/json"}


def event(kind: str) -> bytes:
    inner = {"type": kind, "user": "U0ANN0000"}
    return json.dumps(
        {
            "type": "event_callback",
            "team_id": "T0SANDBOX",
            "event_id": "Ev1",
            "event": inner,
            "api_app_id": "A1",
        }
    ).encode()


async def test_slack_is_told_that_the_address_is_ours(
    team_over_http: Team, client: aiohttp.ClientSession
) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a", "token": "x"}).encode()

    async with client.post("/slack/events", data=body, headers=signed(team_over_http, body)) as answer:
        assert answer.status == 200
        assert "3eZbrw1a" in await answer.text()


async def test_an_event_that_nobody_listens_to_is_acknowledged(
    team_over_http: Team, client: aiohttp.ClientSession
) -> None:
    body = event("emoji_changed")

    async with client.post("/slack/events", data=body, headers=signed(team_over_http, body)) as answer:
        assert answer.status == 200


async def test_a_wrong_signature_is_turned_away(team_over_http: Team, client: aiohttp.ClientSession) -> None:
    body = event("team_join")

    for headers in (
        signed(team_over_http, body, secret="another secret"),
        signed(team_over_http, body + b" "),
        {"Content-Type": "application/json"},
    ):
        async with client.post("/slack/events", data=body, headers=headers) as answer:
            assert answer.status == 401


async def test_an_old_delivery_is_turned_away(team_over_http: Team, client: aiohttp.ClientSession) -> None:
    body = event("emoji_changed")

    async with client.post(
        "/slack/events", data=body, headers=signed(team_over_http, body, ago=301)
    ) as answer:
        assert answer.status == 401


async def test_a_command_without_a_signature_changes_nothing(
    team_over_http: Team, client: aiohttp.ClientSession
) -> None:
    words = {"command": "/incident", "text": "declare checkout is failing", "user_id": "U0ANN0000"}

    async with client.post("/slack/events", data=words) as answer:
        assert answer.status == 401
    await team_over_http.settled()

    assert team_over_http.rooms == []


async def test_health_over_http(team_over_http: Team, client: aiohttp.ClientSession) -> None:
    async with client.get("/health") as answer:
        health = await answer.json()

    assert answer.status == 200
    assert datetime.fromisoformat(health.pop("ticked_at")).tzinfo is not None
    assert health == {"ok": True, "connected": True, "jobs": {"unfinished": 0, "due": 0, "buried": 0}}


async def test_nothing_else_is_served(client: aiohttp.ClientSession) -> None:
    for method, path in (("GET", "/"), ("GET", "/slack/events"), ("POST", "/health"), ("GET", "/docs")):
        async with client.request(method, path) as answer:
            assert answer.status in (404, 405)


async def test_over_a_socket_there_is_only_health(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    settings = over_socket(sandbox, database_url, port=0, host="127.0.0.1")
    async with working(sandbox, settings, moved_clock) as team:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{team.bot.port}") as client:
            async with client.get("/health") as answer:
                assert answer.status == 200
                assert (await answer.json())["connected"] is True
            async with client.post("/slack/events", data=b"{}") as answer:
                assert answer.status == 404
