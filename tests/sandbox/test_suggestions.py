"""Menus that ask the app for options while somebody types."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.errors import SlackError

from .bots import Bot, button, modal, option, plain, question, section

GENERAL = "C0GENERAL"
Body = dict[str, Any]

SERVICE: Body = {"type": "external_select", "action_id": "service", "placeholder": plain("Search…")}
MANY: Body = {"type": "multi_external_select", "action_id": "many", "min_query_length": 1}
OFFERED = [option("Payments", "pay"), option("Payouts", "out")]


def offering(bot: Bot, action_id: str, **answer: Any) -> list[Body]:
    asked: list[Body] = []

    @bot.app.options(action_id)
    async def offer(ack: AsyncAck, body: Body) -> None:
        asked.append(body)
        await ack(**answer)

    return asked


async def in_a_modal(sandbox: Sandbox, bot: Bot, *blocks: Body) -> None:
    @bot.app.action("open")
    async def open_form(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(*blocks))
        await ack()

    shown = [section("x", accessory=button("Open", "open"))]
    ts = str((await bot.client.chat_postMessage(channel=GENERAL, text="x", blocks=shown))["ts"])
    await sandbox.person("ann").clicks(ts, "Open", "general")


async def test_what_is_offered_can_be_picked_and_submitted(sandbox: Sandbox, bot: Bot) -> None:
    asked = offering(bot, "service", options=OFFERED)
    submitted: list[Body] = []

    @bot.app.view("form")
    async def take(ack: AsyncAck, view: Body) -> None:
        submitted.append(view["state"]["values"]["where"]["service"])
        await ack()

    await in_a_modal(sandbox, bot, question("Service", SERVICE, block_id="where"))
    ann = sandbox.person("ann")
    with pytest.raises(ValueError, match="service offers nothing, not 'pay'"):
        await ann.fills(Service="pay")
    assert await ann.searches("Service", "paym") == ["Payments", "Payouts"]
    body = asked[0]
    assert (body["type"], body["action_id"], body["block_id"]) == ("block_suggestion", "service", "where")
    assert (body["value"], body["view"]["callback_id"]) == ("paym", "form")
    assert body["container"] == {"type": "view", "view_id": body["view"]["id"]}
    # With every letter the app is asked again, and may well say the same.
    assert await ann.searches("Service", "payme") == ["Payments", "Payouts"]
    assert ann.view is not None
    assert ann.view.offered == {"where": {"service": OFFERED}}
    assert await ann.fills(Service="Payments") == {}
    assert submitted == [{"type": "external_select", "selected_option": OFFERED[0]}]


async def test_too_few_letters_are_not_asked_about(sandbox: Sandbox, bot: Bot) -> None:
    service = offering(bot, "service", options=OFFERED)
    many = offering(bot, "many", option_groups=[{"label": plain("All"), "options": OFFERED}])
    await in_a_modal(sandbox, bot, question("Service", SERVICE), question("Many", MANY, optional=True))
    ann = sandbox.person("ann")
    assert await ann.searches("service", "pa") == []
    assert await ann.searches("many", "p") == ["Payments", "Payouts"]
    assert (len(service), len(many)) == (0, 1)
    view = await ann.enters(many=["pay", "out"])
    entered = next(block["many"] for block in view.values.values() if "many" in block)
    assert entered["selected_options"] == OFFERED


async def test_a_menu_of_a_message_asks_with_the_message(sandbox: Sandbox, bot: Bot) -> None:
    asked = offering(bot, "service", options=OFFERED)
    picked: list[Body] = []

    @bot.app.action("service")
    async def pick(ack: AsyncAck, action: Body) -> None:
        picked.append(action["selected_option"])
        await ack()

    blocks = [{"type": "actions", "elements": [SERVICE]}]
    await bot.client.chat_postMessage(channel=GENERAL, text="x", blocks=blocks)
    ann, (card,) = sandbox.person("ann"), sandbox.channel("general").posts
    await ann.searches("service", "pay", card)
    assert (asked[0]["message"]["ts"], asked[0]["channel"]["id"]) == (card.ts, GENERAL)
    assert (await ann.clicks(card, "service", value="out")).error is None
    assert picked == [OFFERED[1]]


@pytest.mark.parametrize("answer", [{}, {"options": [{"text": "no object"}]}, {"options": OFFERED * 51}])
async def test_an_answer_that_is_no_list_of_options_shows_nothing(
    sandbox: Sandbox, bot: Bot, answer: Body
) -> None:
    offering(bot, "service", **answer)
    await in_a_modal(sandbox, bot, question("Service", SERVICE))
    with pytest.raises(SlackError, match="invalid_options"):
        await sandbox.person("ann").searches("service", "pay")


async def test_a_late_answer_shows_nothing(sandbox: Sandbox, bot: Bot) -> None:
    await in_a_modal(sandbox, bot, question("Service", SERVICE))
    sandbox.delivery.sockets.ack_seconds = sandbox.delivery.http.ack_seconds = 0.05
    # Nobody answers: a bot that does not know the menu says 404, or nothing at all.
    bot.app.logger.disabled = True
    with pytest.raises(SlackError, match=r"operation_timeout|dispatch_failed"):
        await sandbox.person("ann").searches("service", "pay")
