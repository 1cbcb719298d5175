"""Everything that went in and out is written down, once, and without what opens doors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.journal import DROPPED_AT_ONCE, MOST, Journal

from .bots import Bot
from .conftest import Clock

JSON = dict[str, Any]
GENERAL = "C0GENERAL"


async def test_a_call_is_there_with_its_arguments_and_its_answer(
    sandbox: Sandbox, client: AsyncWebClient, clock: Clock
) -> None:
    await client.users_info(user="U0ANN0000")
    with pytest.raises(SlackApiError, match="user_not_found"):
        await client.users_info(user="U0NOBODY0")
    first, second = sandbox.journal.calls("users.info")
    assert first["args"] == {"user": "U0ANN0000"}
    assert first["answer"]["user"]["name"] == "ann"
    assert second["answer"] == {"ok": False, "error": "user_not_found"}
    assert (first["verb"], first["status"], first["time"]) == ("GET", 200, clock.time)
    assert 0 <= first["seconds"] < 10
    assert second["number"] == first["number"] + 1


async def test_every_request_is_there_also_one_that_cannot_be_read(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    for body, code in [
        (b"{", "invalid_json"),
        (b"[]", "json_not_object"),
        (b'{"a": ' + b"[" * 100_000, "invalid_json"),
    ]:
        headers = {"Content-Type": "application/json"}
        async with http.post(sandbox.api_url + "auth.test", data=body, headers=headers) as response:
            assert (await response.json())["error"] == code
        assert sandbox.journal[-1]["answer"] == {"ok": False, "error": code}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    async with http.post(sandbox.api_url + "auth.test", data=b"a=\xff\xfe\xff", headers=form) as response:
        assert response.status == 200
    assert len(sandbox.journal.calls("auth.test")) == 4


async def test_both_directions_are_there(sandbox: Sandbox, bot: Bot, http: aiohttp.ClientSession) -> None:
    @bot.app.command("/incident")
    async def answer(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack("at once")
        await respond("and later")

    bot.collect("message", "member_joined_channel")
    await bot.client.conversations_join(channel=GENERAL)
    await sandbox.person("ann").types("/incident", "general")
    await sandbox.person("ann").says("hello", "general")
    upload = await bot.client.files_getUploadURLExternal(filename="a.txt", length=2)
    async with http.post(upload["upload_url"], data=b"ab") as response:
        assert response.status == 200
    found = {entry["kind"]: entry for entry in sandbox.journal}
    assert found["slash_commands"]["answer"] == {"text": "at once"}
    assert found["response_url"]["args"]["text"] == "and later"
    assert found["response_url"]["answer"] == "ok"
    assert found["events_api"]["args"]["event"]["text"] == "hello"
    assert found["events_api"]["attempt"] == 0
    assert found["upload"]["args"] == {"file": upload["file_id"], "length": 2}
    assert all("seconds" in entry for entry in sandbox.journal)
    assert [entry["number"] for entry in sandbox.journal] == list(range(1, len(sandbox.journal) + 1))


async def test_no_secret_is_written_down(sandbox: Sandbox, bot: Bot, http: aiohttp.ClientSession) -> None:
    @bot.app.command("/incident")
    async def answer(ack: AsyncAck) -> None:
        await ack()

    foreign = "xoxb-of-a-real-workspace"
    body = {"token": foreign, "client_secret": foreign, "refresh_token": foreign, "text": "x"}
    async with http.post(sandbox.api_url + "auth.test", json=body) as response:
        assert (await response.json())["error"] == "invalid_auth"
    headers = {"Authorization": f"Bearer {foreign}"}
    async with http.post(
        sandbox.api_url + "auth.test", params={"token": foreign}, headers=headers
    ) as response:
        assert (await response.json())["error"] == "invalid_auth"
    await sandbox.person("ann").types("/incident", "general")
    told = json.dumps(sandbox.journal)
    app = sandbox.app
    for secret in (foreign, app.bot_token, app.app_token, app.signing_secret, app.verification_token):
        assert secret not in told


def test_secrets_of_an_answer_are_left_out_too(clock: Clock) -> None:
    journal = Journal(clock)
    entry = journal.enter("call", "oauth.v2.access", {"code": "1", "client_secret": "s"})
    journal.answered(
        entry, {"ok": True, "access_token": "s", "authed_user": {"id": "U1", "access_token": "s"}}
    )
    assert entry["args"] == {"code": "1"}
    assert entry["answer"] == {"ok": True, "authed_user": {"id": "U1"}}


def test_watchers_hear_of_an_entry_and_of_its_answer(clock: Clock) -> None:
    journal = Journal(clock)
    heard: list[tuple[int, bool]] = []
    journal.watchers.append(lambda entry: heard.append((entry["number"], entry["answer"] is not None)))
    first, second = journal.enter("call", "a", {}), journal.enter("call", "b", {})
    journal.answered(second, {"ok": True})
    journal.answered(first, {"ok": True})
    assert heard == [(1, False), (2, False), (2, True), (1, True)]


def test_each_entry_becomes_a_line_once_it_is_over(clock: Clock, tmp_path: Path) -> None:
    journal, path = Journal(clock), tmp_path / "journal.jsonl"
    journal.enter("call", "before", {})
    journal.write_to(path)
    open_one = journal.enter("call", "a", {"text": "é \ud800"})
    journal.note("frame", "hello", {"num_connections": 1})
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["method"] for line in lines] == ["hello"]
    journal.answered(open_one, {"ok": True}, status=200)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert lines[1] == open_one
    journal.close()
    journal.note("frame", "close", {})
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2


def test_what_is_looked_for_is_found(clock: Clock) -> None:
    journal = Journal(clock)
    for kind, method in [("call", "a"), ("call", "b"), ("events_api", "message"), ("call", "a")]:
        journal.note(kind, method, {})
    assert [entry["number"] for entry in journal.found("call")] == [1, 2, 4]
    assert [entry["number"] for entry in journal.found("call", "a")] == [1, 4]
    assert [entry["number"] for entry in journal.found(since=2)] == [3, 4]
    assert [entry["number"] for entry in journal.sent()] == [3]
    assert [entry["number"] for entry in journal.calls("b")] == [2]


def test_the_newest_of_a_long_history_stays(clock: Clock) -> None:
    journal = Journal(clock)
    first = journal.enter("call", "a", {})
    for _ in range(MOST):
        journal.note("call", "a", {})
    assert len(journal) == MOST - DROPPED_AT_ONCE + 1
    assert journal[-1]["number"] == MOST + 1
    journal.answered(first, {"ok": True})
    assert first["answer"] == {"ok": True}
