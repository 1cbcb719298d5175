"""The sandbox from another process."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox

from .bots import Bot, button, modal, question, section

JSON = dict[str, Any]


class Remote:
    def __init__(self, sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
        self.url = sandbox.url + "/control/"
        self.http = http

    async def post(self, path: str, order: JSON) -> tuple[int, JSON]:
        async with self.http.post(self.url + path, json=order) as response:
            return response.status, await response.json()

    async def get(self, path: str) -> Any:
        async with self.http.get(self.url + path) as response:
            return await response.json()


@pytest.fixture
def remote(sandbox: Sandbox, http: aiohttp.ClientSession) -> Remote:
    return Remote(sandbox, http)


async def test_a_whole_conversation(sandbox: Sandbox, bot: Bot, remote: Remote) -> None:
    @bot.app.command("/incident")
    async def answer(ack: AsyncAck, body: JSON, client: AsyncWebClient) -> None:
        view = modal(question("Name", {"type": "plain_text_input", "action_id": "name"}))
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack("A form.")

    @bot.app.view("form")
    async def take(ack: AsyncAck, client: AsyncWebClient) -> None:
        blocks = [section("Done", accessory=button("Fine", "fine"))]
        await client.chat_postMessage(channel="C0GENERAL", text="Done", blocks=blocks)
        await ack()

    @bot.app.action("fine")
    async def fine(ack: AsyncAck) -> None:
        await ack()

    who = {"person": "ann", "channel": "general"}
    _, reply = await remote.post("types", {**who, "text": "/incident declare"})
    assert (reply["ok"], reply["reply"]["text"], reply["error"]) == (True, "A form.", None)
    _, filled = await remote.post("fills", {"person": "ann", "values": {"Name": "x"}})
    assert filled == {"ok": True, "errors": {}}
    state = await remote.get("state")
    message = state["channels"][0]["messages"][-1]
    assert message["text"] == "Done"
    _, clicked = await remote.post("clicks", {**who, "ts": message["ts"], "button": "Fine"})
    assert clicked["ok"]
    assert await remote.post("reacts", {**who, "ts": message["ts"], "name": "eyes"}) == (200, {"ok": True})
    _, said = await remote.post("types", {**who, "text": "thanks", "thread_ts": message["ts"]})
    assert sandbox.channel("general").replies(message["ts"])[0].ts == said["ts"]
    assert {entry["kind"] for entry in await remote.get("journal")} >= {
        "call",
        "slash_commands",
        "interactive",
    }


@pytest.mark.parametrize(
    "path,order,error",
    [
        ("types", {"person": "ann", "text": "x"}, "channel is missing"),
        ("types", {"person": "zoe", "channel": "general", "text": "x"}, "nobody here is called 'zoe'"),
        ("types", {"person": "ann", "channel": "nowhere", "text": "x"}, "there is no channel 'nowhere'"),
        ("fills", {"person": "ann"}, "values is missing"),
        ("fills", {"person": "ann", "values": {}}, "ann has no modal open"),
        ("clicks", {"person": "ann", "button": "x"}, "ts is missing"),
        ("reacts", {"person": "ann", "channel": "general", "ts": "1", "name": "x"}, "there is no message 1"),
        ("faults", {"method": "x", "kind": "flood"}, "kind is one of"),
        ("faults", {"latency": -1}, "latency is a number"),
        ("faults", {"kind": "dropped"}, "method is missing"),
        ("faults", {"kind": "dropped", "method": "x", "nth": 0}, "nth is 1 or more"),
    ],
)
async def test_bad_input_is_named(remote: Remote, path: str, order: JSON, error: str) -> None:
    status, answer = await remote.post(path, order)
    assert status == 400
    assert error in answer["error"]


@pytest.mark.parametrize("path", ["state", "journal"])
async def test_what_is_known_is_not_told_to_other_sites(
    sandbox: Sandbox, http: aiohttp.ClientSession, path: str
) -> None:
    address = f"{sandbox.url}/control/{path}"
    for origin, status in [("https://example.com", 403), (sandbox.url, 200)]:
        async with http.get(address, headers={"Origin": origin}) as response:
            assert response.status == status


async def test_faults_are_ordered(remote: Remote, client: AsyncWebClient, sandbox: Sandbox) -> None:
    assert await remote.post("faults", {"method": "auth.test", "kind": "dropped", "latency": 0.001}) == (
        200,
        {"ok": True},
    )
    assert sandbox.faults.latency == 0.001
    with pytest.raises(aiohttp.ClientError):
        await client.auth_test()
    await remote.post("faults", {"clear": True})
    assert sandbox.faults.latency == 0
