"""The line to the pages."""

from __future__ import annotations

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox, Seed

from .bots import Bot, button, modal, question, section
from .tabs import GENERAL, Frame, Page, of_kind, page_of


async def test_a_page_begins_with_what_its_person_may_see(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    sandbox.channel("random").channel.is_private = True
    sandbox.channel("random").channel.members.remove("U0BO00000")
    page = Page(await http.ws_connect(sandbox.url + "/live"))
    (state,) = of_kind(await page.does("be", person="bo"), "state")
    assert state["me"] == "U0BO00000"
    assert [channel["name"] for channel in state["channels"]] == ["general", "incidents"]
    assert state["commands"][0]["command"] == "/incident"
    app = {"id": "U0BOT0000", "name": "Incident Bot", "connected": False}
    assert state["app"] == {**app, "home_tab": True, "messages_tab": True}
    (first,) = of_kind(await page.does("be", person=""), "state")
    assert first["me"] == "U0ANN0000"
    await page.socket.close()


async def test_what_one_says_the_other_sees(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    ann, bo = await page_of(sandbox, http, "ann"), await page_of(sandbox, http, "bo")
    await bo.does("open", channel="C0RANDOM0")
    await ann.does("open", channel=GENERAL)
    frames = await ann.does("say", channel=GENERAL, text="hello @bo")
    assert of_kind(frames, "message")[0]["message"]["text"] == "hello <@U0BO00000>"
    channel = await bo.next("channel")
    assert (channel["channel"]["name"], channel["channel"]["unread"]) == ("general", 1)
    (messages,) = of_kind(await bo.does("open", channel=GENERAL), "messages")
    assert [message["text"] for message in messages["messages"]] == ["hello <@U0BO00000>"]
    ts = messages["messages"][0]["ts"]
    await bo.does("react", channel=GENERAL, ts=ts, name="wave")
    seen = await ann.next("message")
    assert seen["message"]["reactions"][0]["name"] == "wave"
    refused = (await bo.does("edit", channel=GENERAL, ts=ts, text="x"))[-1]
    assert (refused["ok"], refused["error"]) == (False, "Only its author can do that.")
    await ann.does("edit", channel=GENERAL, ts=ts, text="hello all")
    await ann.does("delete", channel=GENERAL, ts=ts)
    assert (await bo.next("gone"))["ts"] == ts
    await ann.socket.close()
    await bo.socket.close()


async def test_commands_clicks_and_forms_from_the_page(
    sandbox: Sandbox, http: aiohttp.ClientSession, bot: Bot
) -> None:
    @bot.app.command("/incident")
    async def answer(ack: AsyncAck) -> None:
        await ack(blocks=[section("A form?", accessory=button("Open", "open"), block_id="s")])

    @bot.app.action("open")
    async def open_form(ack: AsyncAck, body: Frame, client: AsyncWebClient) -> None:
        view = modal(question("Name", {"type": "plain_text_input", "action_id": "name"}, block_id="n"))
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @bot.app.view("form")
    async def take(ack: AsyncAck, view: Frame) -> None:
        if view["state"]["values"]["n"]["name"]["value"] == "x":
            await ack(response_action="errors", errors={"n": "longer"})
        else:
            await ack()

    page = await page_of(sandbox, http, "ann")
    (whisper,) = of_kind(await page.does("say", channel=GENERAL, text="/incident"), "message")
    assert whisper["message"]["ephemeral"]
    where = {"channel": GENERAL, "ts": whisper["message"]["ts"], "block_id": "s", "action_id": "open"}
    (opened,) = of_kind(await page.does("click", **where, value=None, values={}), "view")
    view = opened["view"]["id"]
    (wrong,) = of_kind(await page.does("submit", view=view, values={"n": {"name": "x"}}), "view")
    assert wrong["errors"] == {"n": "longer"}
    # Who comes back finds the dialog as they left it.
    assert of_kind(await page.does("be", person="ann"), "view")[0]["view"]["id"] == view
    (closed,) = of_kind(await page.does("submit", view=view, values={"n": {"name": "checkout"}}), "view")
    assert closed["view"] is None
    await page.socket.close()


async def test_nothing_is_rendered_while_no_page_is_open(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    # Some of the sandbox itself watch, too.
    watching = list(sandbox.workspace.watchers)
    page = await page_of(sandbox, http, "ann")
    assert len(sandbox.workspace.watchers) == len(watching) + 1
    await page.socket.close()
    await sandbox.until(lambda: sandbox.workspace.watchers == watching)


async def test_other_sites_are_kept_out(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    headers = {"Origin": "https://example.com"}
    async with http.get(sandbox.url + "/live", headers=headers) as response:
        assert response.status == 403
    order = {"person": "ann", "channel": "general", "text": "hi"}
    async with http.post(sandbox.url + "/control/types", json=order, headers=headers) as response:
        assert response.status == 403


async def test_nonsense_from_a_page_is_answered(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    page = Page(await http.ws_connect(sandbox.url + "/live"))
    assert (await page.does("say", channel=GENERAL, text="x"))[-1]["error"] == "Say first who you are."
    await page.does("be", person="ann")
    assert not (await page.does("dance"))[-1]["ok"]
    assert not (await page.does("say"))[-1]["ok"]
    assert (await page.does("open", channel="C0NOWHERE"))[-1]["error"] == "There is no such channel here."
    await page.socket.close()


@pytest.mark.parametrize(
    "text,error",
    [
        ("{", "That is not JSON."),
        ("", "That is not JSON."),
        ("[1]", "That is JSON, but not an object."),
        ('"be"', "That is JSON, but not an object."),
        ("null", "That is JSON, but not an object."),
    ],
)
async def test_a_broken_frame_is_answered_and_the_page_goes_on(
    sandbox: Sandbox, http: aiohttp.ClientSession, text: str, error: str
) -> None:
    page = await page_of(sandbox, http, "ann")
    await page.socket.send_str(text)
    assert await page.next("done") == {"type": "done", "id": None, "ok": False, "error": error}
    await page.does("say", channel=GENERAL, text="still here")
    assert [message.text for message in sandbox.channel("general").messages] == ["still here"]
    await page.socket.close()


async def test_values_of_the_wrong_shape_are_told(
    sandbox: Sandbox, http: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    blocks = [section("Fine?", accessory=button("Fine", "fine"), block_id="s")]
    posted = await client.chat_postMessage(channel=GENERAL, text="Fine?", blocks=blocks)
    page = await page_of(sandbox, http, "ann")
    where = {"channel": GENERAL, "ts": posted["ts"], "block_id": "s", "action_id": "fine"}
    for values in ([1], {"s": 1}):
        told = (await page.does("click", **where, values=values))[-1]
        assert told["error"] == "click: values is an object of objects"
    await page.socket.close()


async def test_a_workspace_without_people_says_so(http: aiohttp.ClientSession) -> None:
    empty = Sandbox(Seed())
    await empty.start()
    page = Page(await http.ws_connect(empty.url + "/live"))
    assert (await page.does("be", person="ann"))[-1]["error"] == "Nobody is in this workspace."
    await page.socket.close()
    await empty.stop()
