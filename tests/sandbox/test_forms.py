"""Modals: what is sent, what is refused, what closes what; over Socket Mode and over HTTP alike."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox

from .bots import Bot, button, modal, plain, question, section

GENERAL, RANDOM = "C0GENERAL", "C0RANDOM0"
Body = dict[str, Any]

TITLE = question(
    "Title", {"type": "plain_text_input", "action_id": "title", "min_length": 3}, block_id="title_block"
)
NOTE = question("Note", {"type": "plain_text_input", "action_id": "note"}, optional=True)


async def opened(sandbox: Sandbox, bot: Bot, *blocks: Body, **fields: Any) -> None:
    """Ann has a modal open."""

    @bot.app.action("open")
    async def open_form(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(*blocks, **fields))
        await ack()

    shown = [section("x", accessory=button("Open", "open"))]
    ts = str((await bot.client.chat_postMessage(channel=GENERAL, text="x", blocks=shown))["ts"])
    await sandbox.person("ann").clicks(ts, "Open", "general")


def answering(bot: Bot, **answer: Any) -> list[Body]:
    submitted: list[Body] = []

    @bot.app.view("form")
    async def take(ack: AsyncAck, body: Body) -> None:
        submitted.append(body)
        await ack(**answer)

    return submitted


def noting_closes(bot: Bot) -> list[tuple[str, bool]]:
    closed: list[tuple[str, bool]] = []

    @bot.app.view_closed("form")
    async def note(ack: AsyncAck, body: Body) -> None:
        closed.append((body["view"]["title"]["text"], body["is_cleared"]))
        await ack()

    return closed


async def test_what_the_client_itself_refuses_is_not_sent(sandbox: Sandbox, bot: Bot) -> None:
    submitted = answering(bot)
    await opened(sandbox, bot, TITLE)
    assert list(await sandbox.person("ann").fills(title="x")) == ["title_block"]
    assert submitted == []


async def test_a_chosen_channel_comes_with_an_address_to_answer_to(
    sandbox: Sandbox, bot: Bot, http: aiohttp.ClientSession
) -> None:
    submitted = answering(bot)
    picker: Body = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}
    await opened(sandbox, bot, TITLE, question("Where", picker, block_id="where_block"))
    assert await sandbox.person("ann").fills(title="checkout", where="#random") == {}
    (told,) = submitted[0]["response_urls"]
    assert (told["block_id"], told["action_id"], told["channel_id"]) == ("where_block", "where", RANDOM)
    async with http.post(told["response_url"], json={"text": "Here."}) as response:
        assert response.status == 200
    assert [seen.text for seen in sandbox.person("ann").private("random")] == ["Here."]


async def test_without_such_a_field_there_is_none(sandbox: Sandbox, bot: Bot) -> None:
    submitted = answering(bot)
    await opened(sandbox, bot, TITLE)
    await sandbox.person("ann").fills(title="checkout")
    assert submitted[0]["response_urls"] == []
    assert submitted[0]["view"]["state"]["values"]["title_block"]["title"]["value"] == "checkout"


@pytest.mark.parametrize(
    "answer, told",
    [
        ({"response_action": "errors", "errors": {"no_such_block": "x"}}, "invalid_errors"),
        ({"response_action": "dance"}, "invalid_response_action"),
        ({"text": "Thanks!"}, "invalid_response_action"),
        ({"response_action": "update", "view": {"type": "modal"}}, "invalid_arguments"),
        ({"response_action": "push", "view": {"type": "home", "blocks": []}}, "invalid_arguments"),
    ],
)
async def test_an_answer_that_slack_would_not_take_keeps_the_form(
    sandbox: Sandbox, bot: Bot, answer: Body, told: str
) -> None:
    answering(bot, **answer)
    await opened(sandbox, bot, TITLE)
    ann = sandbox.person("ann")
    errors = await ann.fills(title="checkout")
    assert told in errors[""]
    assert ann.view is not None
    assert ann.view.values["title_block"]["title"]["value"] == "checkout"


async def test_a_late_answer_keeps_the_form_and_what_was_typed(sandbox: Sandbox, bot: Bot) -> None:
    await opened(sandbox, bot, TITLE)
    ann = sandbox.person("ann")
    sandbox.delivery.sockets.ack_seconds = sandbox.delivery.http.ack_seconds = 0.05
    # No listener: over HTTP a 404, over Socket Mode nothing.
    bot.app.logger.disabled = True
    assert (await ann.fills(title="checkout"))[""] == "We had some trouble connecting. Try again?"
    assert ann.view is not None
    assert ann.view.values["title_block"]["title"]["value"] == "checkout"


async def test_cancel_closes_the_topmost_and_the_cross_all(sandbox: Sandbox, bot: Bot) -> None:
    closed = noting_closes(bot)
    second = modal(NOTE, title=plain("Second"), notify_on_close=True)
    answering(bot, response_action="push", view=second)
    await opened(sandbox, bot, TITLE, notify_on_close=True)
    ann = sandbox.person("ann")
    await ann.fills(title="checkout")
    assert titles(sandbox) == ["A form", "Second"]
    await ann.closes()
    assert titles(sandbox) == ["A form"]
    await ann.fills()
    await ann.closes(whole_stack=True)
    assert titles(sandbox) == []
    assert closed == [("Second", False), ("A form", True)]


def titles(sandbox: Sandbox) -> list[str]:
    """Of the modals that Ann has open, the topmost last."""
    workspace = sandbox.workspace
    return [workspace.views[view].title for view in workspace.stacks.get(sandbox.person("ann").id, [])]


async def test_a_view_that_clears_on_close_takes_all_with_it(sandbox: Sandbox, bot: Bot) -> None:
    closed = noting_closes(bot)
    answering(bot, response_action="push", view=modal(NOTE, title=plain("Second"), clear_on_close=True))
    await opened(sandbox, bot, TITLE, notify_on_close=True)
    ann = sandbox.person("ann")
    await ann.fills(title="checkout")
    await ann.closes()
    assert ann.view is None
    assert closed == [("A form", True)]


async def test_a_close_is_told_only_when_asked_for(sandbox: Sandbox, bot: Bot) -> None:
    await opened(sandbox, bot, TITLE)
    await sandbox.person("ann").closes()
    assert "view_closed" not in [entry["method"] for entry in sandbox.journal.sent()]


async def test_text_is_dispatched_as_the_app_asks(sandbox: Sandbox, bot: Bot) -> None:
    actions: list[tuple[str, str]] = []

    async def note(ack: AsyncAck, action: Body) -> None:
        actions.append((action["action_id"], action["value"]))
        await ack()

    def field(name: str, *triggers: str) -> Body:
        config: Body = {"dispatch_action_config": {"trigger_actions_on": list(triggers)}} if triggers else {}
        bot.app.action(name)(note)
        element = {"type": "plain_text_input", "action_id": name, **config}
        return question(name, element, dispatch_action=True)

    silent = question("silent", {"type": "plain_text_input", "action_id": "silent"})
    await opened(
        sandbox,
        bot,
        field("by_enter"),
        field("by_letter", "on_character_entered"),
        field("by_both", "on_character_entered", "on_enter_pressed"),
        silent,
    )
    ann = sandbox.person("ann")
    await ann.enters(by_enter="one", by_letter="two", by_both="three", silent="four")
    assert actions == [("by_letter", "two"), ("by_both", "three")]
    actions.clear()
    for name in ("by_enter", "by_letter", "by_both", "silent"):
        await ann.presses_enter(name, "five")
    assert actions == [("by_enter", "five"), ("by_both", "five")]


async def test_what_is_typed_stays_as_typed(sandbox: Sandbox, bot: Bot) -> None:
    submitted = answering(bot)
    await opened(sandbox, bot, TITLE)
    await sandbox.person("ann").fills(title="@bo")
    assert submitted[0]["view"]["state"]["values"]["title_block"]["title"]["value"] == "@bo"


async def test_a_pushed_view_cannot_have_the_name_of_another(sandbox: Sandbox, bot: Bot) -> None:
    answering(bot, response_action="push", view=modal(NOTE, external_id="the-form"))
    await opened(sandbox, bot, TITLE, external_id="the-form")
    wrong = await sandbox.person("ann").fills(title="checkout")
    assert "duplicate_external_id" in wrong[""]
    assert titles(sandbox) == ["A form"]
