"""Answers to a response_url: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses"""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.webhook import WebhookClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.client.origin import new_response_url
from incident_bot.sandbox.rooms import Room
from incident_bot.sandbox.workspace import Workspace

from ..bots import section
from ..conftest import Clock
from .conftest import Slack
from .heard import hears

JSON = dict[str, Any]
ANN = "U0ANN0000"


class Answers:
    """The addresses that come with what people do, and whoever posts to them."""

    def __init__(self, workspace: Workspace, room: Room, http: aiohttp.ClientSession) -> None:
        self._workspace = workspace
        self._room = room
        self._http = http

    def address(self, ts: str | None = None) -> str:
        """Of Ann's click on a message, or, without one, of her command."""
        return new_response_url(self._workspace, "actions", ANN, self._room.channel, ts)

    async def post(self, address: str, message: Any) -> tuple[int, str]:
        async with self._http.post(address, json=message) as response:
            return response.status, await response.text()


@pytest.fixture
def answers(sandbox: Sandbox, room: Room, http: aiohttp.ClientSession) -> Answers:
    return Answers(sandbox.workspace, room, http)


def whispers(sandbox: Sandbox) -> list[str]:
    return [seen.text for seen in sandbox.person("ann").private("war-room")]


@pytest.mark.parametrize("family", ["async", "sync"])
async def test_an_answer_is_for_who_asked(
    sandbox: Sandbox, room: Room, answers: Answers, http: aiohttp.ClientSession, family: str
) -> None:
    address = answers.address()
    if family == "async":
        sent = await AsyncWebhookClient(address, session=http).send(text="psst")
    else:
        sent = await asyncio.to_thread(WebhookClient(address).send, text="psst")
    assert (sent.status_code, sent.body) == (200, "ok")
    assert whispers(sandbox) == ["psst"]
    assert room.posts == []


async def test_an_answer_for_all(sandbox: Sandbox, room: Room, answers: Answers) -> None:
    message: JSON = {"text": "look", "response_type": "in_channel", "blocks": [section("look")]}
    assert await answers.post(answers.address(), message) == (200, "ok")
    event = await hears(sandbox, "message", text="look")
    assert (event["bot_id"], [seen.words for seen in room.posts]) == (sandbox.app.bot_id, ["look"])


async def test_an_answer_in_a_thread(slack: Slack, sandbox: Sandbox, room: Room, answers: Answers) -> None:
    parent = (await slack.call("chat_postMessage", channel=room.id, text="parent"))["ts"]
    message: JSON = {"text": "reply", "response_type": "in_channel", "thread_ts": parent}
    await answers.post(answers.address(parent), {**message, "replace_original": False})
    assert [seen.text for seen in room.replies(parent)] == ["reply"]


async def test_the_message_itself_is_replaced_or_removed(
    slack: Slack, sandbox: Sandbox, room: Room, answers: Answers
) -> None:
    ts = (await slack.call("chat_postMessage", channel=room.id, text="one", blocks=[section("one")]))["ts"]
    await answers.post(answers.address(ts), {"text": "two", "replace_original": True})
    assert [(seen.ts, seen.words, seen.edited) for seen in room.posts] == [(ts, "two", True)]
    await answers.post(answers.address(ts), {"delete_original": True})
    assert room.posts == []
    await hears(sandbox, "message", subtype="message_deleted", deleted_ts=ts)


async def test_removed_and_something_else_said(
    slack: Slack, sandbox: Sandbox, room: Room, answers: Answers
) -> None:
    ts = (await slack.call("chat_postMessage", channel=room.id, text="one"))["ts"]
    await answers.post(answers.address(ts), {"delete_original": True, "text": "two"})
    assert (room.posts, whispers(sandbox)) == ([], ["two"])


@pytest.mark.parametrize("kind", ["in_channel", "ephemeral"])
async def test_whispers_stay_whispers_and_the_rest_is_public(
    slack: Slack, sandbox: Sandbox, room: Room, answers: Answers, kind: str
) -> None:
    said = (await slack.call("chat_postMessage", channel=room.id, text="one"))["ts"]
    whispered = (await slack.call("chat_postEphemeral", channel=room.id, user=ANN, text="one"))["message_ts"]
    for ts in (said, whispered):
        message = {"text": "two", "replace_original": True, "response_type": kind}
        assert await answers.post(answers.address(ts), message) == (200, "ok")
    assert ([seen.text for seen in room.posts], whispers(sandbox)) == (["two"], ["two"])
    await answers.post(answers.address(whispered), {"delete_original": True})
    assert whispers(sandbox) == []


async def test_an_address_is_good_for_five_times_and_half_an_hour(
    sandbox: Sandbox, answers: Answers, clock: Clock
) -> None:
    address, other = answers.address(), answers.address()
    said = [await answers.post(address, {"text": str(number)}) for number in range(6)]
    assert said == [(200, "ok")] * 5 + [(404, "Expired url")]
    clock.time += 30 * 60
    assert await answers.post(other, {"text": "just in time"}) == (200, "ok")
    clock.time += 1
    assert await answers.post(other, {"text": "late"}) == (404, "Expired url")
    assert await answers.post(other + "x", {"text": "nobody's"}) == (404, "Expired url")


@pytest.mark.parametrize(
    "message,error",
    [
        ({}, "no_text"),
        ({"text": "x", "blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": "{"}, "invalid_blocks_format"),
        (["x"], "json_not_object"),
    ],
)
async def test_what_cannot_be_said(sandbox: Sandbox, answers: Answers, message: Any, error: str) -> None:
    assert await answers.post(answers.address(), message) == (400, error)
    assert whispers(sandbox) == []
