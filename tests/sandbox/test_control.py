"""The sandbox from another process."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.records import Shortcut

from .bots import Bot, button, modal, question, section
from .remote import Remote

JSON = dict[str, Any]
GENERAL = "C0GENERAL"


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
    kinds = {entry["kind"] for entry in await remote.get("journal?format=json")}
    assert kinds >= {"call", "slash_commands", "interactive"}


async def test_people_write_and_mark(sandbox: Sandbox, remote: Remote) -> None:
    who = {"person": "ann", "channel": "general"}
    _, said = await remote.post("types", {**who, "text": "one"})
    message = {**who, "ts": said["ts"]}
    for path, order in [
        ("edits", {**message, "text": "two"}),
        ("pins", message),
        ("reacts", {**message, "name": "eyes"}),
        ("types", {**who, "text": "a reply", "thread_ts": said["ts"], "broadcast": True}),
        ("uploads", {**who, "name": "a.txt", "text": "hello", "comment": "look"}),
        ("uploads", {**who, "name": "b.bin", "base64": "AAE="}),
    ]:
        assert (await remote.post(path, order))[1]["ok"], path
    room = sandbox.channel("general")
    seen = room.message(said["ts"])
    assert (seen.words, list(seen.reactions), [pin.ts for pin in room.pins]) == ("two", ["eyes"], [seen.ts])
    assert [file.content for file in room.files] == [b"hello", b"\x00\x01"]
    await remote.post("reacts", {**message, "name": "eyes", "remove": True})
    await remote.post("pins", {**message, "remove": True})
    await remote.post("deletes", message)
    assert room.pins == []
    assert "two" not in [shown.words for shown in room.posts]


async def test_people_gather(sandbox: Sandbox, remote: Remote) -> None:
    _, created = await remote.post("creates", {"person": "ann", "name": "night-shift", "private": True})
    there = {"person": "ann", "channel": created["channel"]}
    for path, order in [
        ("invites", {**there, "people": ["bo", "chi", "incidentbot"]}),
        ("removes", {**there, "other": "chi"}),
        ("describes", {**there, "topic": "Who is awake", "purpose": "The night"}),
        ("renames", {**there, "name": "day-shift"}),
        ("leaves", {"person": "bo", "channel": "day-shift"}),
        ("changes", {"person": "ann", "title": "Night owl"}),
    ]:
        assert (await remote.post(path, order)) == (200, {"ok": True}), path
    room = sandbox.channel("day-shift")
    assert (room.members, room.topic, room.purpose) == (["ann", "incidentbot"], "Who is awake", "The night")
    assert sandbox.person("ann").user.title == "Night owl"
    for undo in (False, True):
        await remote.post("archives", {**there, "undo": undo})
        assert room.is_archived is not undo
    _, direct = await remote.post("directs", {"person": "ann", "people": ["bo"]})
    assert sandbox.channel_by_id(direct["channel"]).members == ["ann", "bo"]
    await remote.post("creates", {"person": "bo", "name": "open"})
    await remote.post("joins", {"person": "ann", "channel": "#open"})
    assert sandbox.channel("open").members == ["bo", "ann"]


async def test_people_press(sandbox: Sandbox, bot: Bot, remote: Remote) -> None:
    pressed: list[str] = []
    sandbox.app.shortcuts = [Shortcut("Declare", "global", "declare"), Shortcut("Add", "message", "add")]

    @bot.app.shortcut("declare")
    async def declare(ack: AsyncAck, body: JSON, client: AsyncWebClient) -> None:
        view = modal(question("Name", {"type": "plain_text_input", "action_id": "name"}))
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @bot.app.shortcut("add")
    async def add(ack: AsyncAck, body: JSON) -> None:
        pressed.append(body["message"]["text"])
        await ack()

    @bot.app.event("app_home_opened")
    async def show(event: JSON, client: AsyncWebClient) -> None:
        home = {"type": "home", "blocks": [section("Hello", accessory=button("Wave", "wave"))]}
        await client.views_publish(user_id=event["user"], view=home)

    @bot.app.action("wave")
    async def wave(ack: AsyncAck) -> None:
        pressed.append("wave")
        await ack()

    ts = await sandbox.person("ann").says("it is slow", "general")
    assert (await remote.post("shortcuts", {"person": "ann", "name": "Declare"}))[1]["ok"]
    ann = {"person": "ann"}
    assert (await remote.post("enters", {**ann, "values": {"Name": "x"}})) == (200, {"ok": True})
    assert (await remote.post("closes", ann)) == (200, {"ok": True})
    assert sandbox.person("ann").view is None
    await remote.post("shortcuts", {**ann, "name": "Add", "channel": "general", "ts": ts})
    await remote.post("home", ann)
    assert (await remote.post("clicks", {**ann, "home": True, "button": "Wave"}))[1]["ok"]
    assert pressed == ["it is slow", "wave"]


async def test_a_test_in_another_language_need_not_sleep(
    sandbox: Sandbox, remote: Remote, client: AsyncWebClient
) -> None:
    await client.conversations_join(channel=GENERAL)
    later = {"channel": "general", "contains": "is on it", "timeout": 0.01}
    status, answer = await remote.post("waits", later)
    assert (status, answer["error"]) == (408, "no message with 'is on it' was in general within 0.01 s")
    waiting = asyncio.create_task(remote.post("waits", {**later, "timeout": 10}))
    called = asyncio.create_task(remote.post("waits", {"method": "chat.postMessage"}))
    await client.chat_postMessage(channel=GENERAL, text="Bo is on it")
    assert (await waiting)[1]["message"]["text"] == "Bo is on it"
    entry = (await called)[1]["call"]
    assert entry["args"]["text"] == "Bo is on it"
    once_more = {"method": "chat.postMessage", "since": entry["number"], "timeout": 0.01}
    assert (await remote.post("waits", once_more))[0] == 408
    await client.chat_postEphemeral(channel=GENERAL, user=sandbox.person("ann").id, text="only you")
    assert (await remote.post("waits", {**later, "contains": "only you"}))[0] == 408
    assert (await remote.post("waits", {**later, "contains": "only you", "person": "ann"}))[0] == 200


async def test_the_journal_is_lines_of_json(remote: Remote, client: AsyncWebClient) -> None:
    await client.auth_test()
    await client.users_list()
    async with remote.http.get(remote.url + "journal") as response:
        assert response.content_type == "application/x-ndjson"
        entries = [json.loads(line) for line in (await response.text()).splitlines()]
    assert [entry["method"] for entry in entries] == ["auth.test", "users.list"]
    assert entries == await remote.get("journal?format=json")
    assert await remote.get("journal?format=json&since=1&kind=call&method=auth.test") == []
    assert (await remote.get("journal?format=json&since=1"))[0]["method"] == "users.list"
    assert (await remote.get("journal?since=x"))["error"] == "since must be a whole number"
    assert "kind must be 'call', 'response_url'" in (await remote.get("journal?kind=calls"))["error"]
    assert "known are kind, method, since, format" in (await remote.get("journal?colour=red"))["error"]


async def test_an_overview_says_what_there_is(sandbox: Sandbox, remote: Remote) -> None:
    async with remote.http.get(sandbox.url + "/control") as response:
        paths = (await response.json())["paths"]
    assert paths["POST /control/types"]["person"] == "needed"
    assert paths["POST /control/types"]["thread_ts"] is None
    assert sandbox._runner is not None
    served = {
        f"{route.method} {route.resource.canonical}"
        for route in sandbox._runner.app.router.routes()
        if route.resource is not None and "/control/" in route.resource.canonical and route.method != "HEAD"
    }
    deeds = {f"POST /control/gates/{{id}}/{deed}" for deed in ("release", "drop", "swallow")}
    plain = {path for path in served if "{" not in path}
    assert set(paths) == plain | deeds | {"GET /control/gates/{id}"}
