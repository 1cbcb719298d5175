"""What the line to the pages brings only when it is asked for, and how much at a time."""

from __future__ import annotations

import base64
import json

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox, Seed
from incident_bot.sandbox.seed import Place, person

from .tabs import GENERAL, Page, of_kind, page_of


async def test_a_tab_hears_the_traffic_while_its_inspector_is_open(
    sandbox: Sandbox, http: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    page = await page_of(sandbox, http, "ann")
    assert sandbox.journal.watchers == []
    await client.api_test(foo="<b>")
    *_, done = frames = await page.does("inspect", on=True)
    (known,) = of_kind(frames, "journal")
    assert [row["method"] for row in known["rows"]] == ["api.test"]
    assert done["result"]["weather"]["latency"] == 0
    number = known["rows"][0]["number"]
    assert (await page.does("entry", number=number))[-1]["result"]["args"] == {"foo": "<b>"}
    assert not (await page.does("entry", number=number + 1))[-1]["ok"]
    await page.does("weather", method="api.test", kind="ratelimited")
    with pytest.raises(SlackApiError):
        await client.api_test()
    begun, answered = (await page.next("journal"))["rows"][0], (await page.next("journal"))["rows"][0]
    assert (begun["open"], answered["open"]) == (True, False)
    assert (answered["status"], answered["error"]) == (429, "ratelimited")
    assert not (await page.does("weather", method="no.such", kind="ratelimited"))[-1]["ok"]
    await page.socket.close()
    await sandbox.until(lambda: sandbox.journal.watchers == [])


async def test_what_is_far_back_comes_when_it_is_asked_for(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    page = await page_of(sandbox, http, "ann")
    bo = sandbox.person("bo")
    for number in range(250):
        await bo.types(f"word {number}", "general")
    parent = sandbox.channel("general").messages[0]
    await bo.types("answer", "general", thread_ts=parent.ts)
    (newest,) = of_kind(await page.does("open", channel=GENERAL), "messages")
    assert [message["text"] for message in newest["messages"]][::199] == ["word 50", "word 249"]
    earlier = (await page.does("earlier", channel=GENERAL, before=newest["from"]))[-1]["result"]
    assert [message["text"] for message in earlier["messages"]][::49] == ["word 0", "word 49"]
    assert earlier["from"] == ""
    thread = (await page.does("thread", channel=GENERAL, ts=parent.ts))[-1]["result"]
    assert [message["text"] for message in thread["messages"]] == ["word 0", "answer"]
    await page.socket.close()


async def test_thousands_of_people_and_channels_fit_into_one_frame(http: aiohttp.ClientSession) -> None:
    seed = Seed.example()
    seed.people += [person(f"p{number}", f"Person {number}", "UTC") for number in range(5_000)]
    seed.channels += [Place(f"team-{number}") for number in range(2_000)]
    crowded = Sandbox(seed)
    await crowded.start()
    page = Page(await http.ws_connect(crowded.url + "/live", max_msg_size=1_000_000))
    (state,) = of_kind(await page.does("be", person="p4999"), "state")
    assert len(json.dumps(state)) < 600_000
    assert state["me"] in {row[0] for row in state["people"]}
    (general,) = [channel for channel in state["channels"] if channel["id"] == GENERAL]
    assert general["members"] == 5_004
    members = (await page.does("members", channel=GENERAL))[-1]["result"]["members"]
    assert len(members) == 5_004
    await page.socket.close()
    await crowded.stop()


async def test_a_private_channel_is_gone_for_those_who_are_put_out_and_unheard_of_by_others(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    ann, bo, chi = [await page_of(sandbox, http, name) for name in ("ann", "bo", "chi")]
    made = (await ann.does("create_channel", name="war-room", private=True))[-1]["result"]["channel"]
    await ann.does("invite", channel=made, users=[sandbox.person("bo").id])
    assert (await bo.next("channel"))["channel"]["name"] == "war-room"
    frames = await bo.does("leave", channel=made)
    assert [frame["channel"] for frame in of_kind(frames, "left")] == [made]
    heard = [frame["type"] for frame in await chi.does("skip", minutes=0)]
    assert heard == ["done"]
    assert (await chi.does("open", channel=made))[-1]["error"] == "There is no such channel here."
    for page in (ann, bo, chi):
        await page.socket.close()


async def test_files_come_as_base64(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    page = await page_of(sandbox, http, "ann")
    content = base64.b64encode(b"503").decode()
    files = [{"name": "app.log", "content": content}]
    await page.does("upload", channel=GENERAL, files=files, comment="the log")
    assert sandbox.channel("general").files[0].content == b"503"
    attached = (await page.does("attach", files=files))[-1]["result"]["files"]
    assert [(file["name"], file["size"]) for file in attached] == [("app.log", 3)]
    broken = [{"name": "app.log", "content": "*"}]
    assert (await page.does("attach", files=broken))[-1]["error"] == "attach: content is written in base64"
    assert (await page.does("upload", channel=GENERAL, files=[]))[-1]["error"] == "This file is empty."
    await page.socket.close()
