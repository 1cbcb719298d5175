"""Buttons, menus, modals, the home tab: what people press and what the app makes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox, View

from .bots import Bot, button, modal, option, plain, question, section
from .conftest import Clock

GENERAL = "C0GENERAL"
Body = dict[str, Any]

NAME = question("What is wrong?", {"type": "plain_text_input", "action_id": "title"}, block_id="title_block")
LEVELS = [option("SEV-1", "sev1"), option("SEV-2", "sev2")]
SEVERITY = question(
    "How bad?", {"type": "static_select", "action_id": "severity", "options": LEVELS}, optional=True
)
WHO = question("Who?", {"type": "multi_users_select", "action_id": "who"}, optional=True)


async def with_button(bot: Bot) -> str:
    blocks = [section("The card", accessory=button("Take command", "take", value="7"))]
    return str((await bot.client.chat_postMessage(channel=GENERAL, text="card", blocks=blocks))["ts"])


def opening(bot: Bot, view: Body) -> None:
    @bot.app.action("take")
    async def open_form(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()


async def test_a_click_brings_message_and_value(sandbox: Sandbox, bot: Bot) -> None:
    clicks: list[Body] = []

    @bot.app.action("take")
    async def note(ack: AsyncAck, body: Body) -> None:
        clicks.append(body)
        await ack()

    ts = await with_button(bot)
    reply = await sandbox.person("ann").clicks(ts, "Take command", "general")
    assert reply.error is None
    (body,) = clicks
    assert body["actions"][0]["value"] == "7"
    assert body["user"]["id"] == "U0ANN0000"
    assert body["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": GENERAL,
        "is_ephemeral": False,
    }
    assert body["message"]["ts"] == ts


async def test_a_pick_from_a_menu_brings_the_option(sandbox: Sandbox, bot: Bot) -> None:
    picks: list[Body] = []

    @bot.app.action("severity")
    async def note(ack: AsyncAck, action: Body) -> None:
        picks.append(action)
        await ack()

    menu: Body = {"type": "static_select", "action_id": "severity", "options": [option("SEV-1", "sev1")]}
    blocks = [{"type": "actions", "elements": [menu]}]
    await bot.client.chat_postMessage(channel=GENERAL, text="x", blocks=blocks)
    (message,) = sandbox.channel("general").messages
    await sandbox.person("ann").clicks(message, "severity", value="SEV-1")
    assert picks[0]["selected_option"] == option("SEV-1", "sev1")
    with pytest.raises(ValueError, match="severity offers sev1, not 'sev9'"):
        await sandbox.person("ann").clicks(message, "severity", value="sev9")
    with pytest.raises(LookupError, match="there is no 'Close' to click"):
        await sandbox.person("ann").clicks(message, "Close")


async def test_a_whisper_can_be_replaced_and_removed(sandbox: Sandbox, bot: Bot) -> None:
    @bot.app.command("/incident")
    async def ask(ack: AsyncAck) -> None:
        await ack(blocks=[{"type": "actions", "elements": [button("Yes", "yes"), button("No", "no")]}])

    @bot.app.action("yes")
    async def yes(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text="Done.", replace_original=True)

    @bot.app.action("no")
    async def no(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(delete_original=True)

    ann = sandbox.person("ann")
    await ann.types("/incident resolve", "general")
    await ann.types("/incident resolve", "general")
    first, second = ann.private("general")
    await ann.clicks(first, "Yes")
    await ann.clicks(second, "No")
    await sandbox.until(lambda: [seen.words for seen in ann.private("general")] == ["Done."])


async def test_a_modal_is_filled_corrected_and_submitted(sandbox: Sandbox, bot: Bot) -> None:
    submitted: list[Body] = []
    opening(bot, modal(NAME, SEVERITY, WHO, private_metadata="7"))

    @bot.app.view("form")
    async def take(ack: AsyncAck, view: Body) -> None:
        submitted.append(view)
        if view["state"]["values"]["title_block"]["title"]["value"] == "x":
            await ack(response_action="errors", errors={"title_block": "A little longer, please."})
        else:
            await ack()

    ann = sandbox.person("ann")
    await ann.clicks(await with_button(bot), "take", "general")
    assert ann.view is not None
    assert ann.view.title == "A form"
    assert await ann.fills() == {"title_block": "Please complete this required field."}
    assert submitted == []
    assert await ann.fills(title="x") == {"title_block": "A little longer, please."}
    words: Body = {"What is wrong?": "checkout", "How bad?": "sev1", "who": ["@bo", sandbox.person("chi")]}
    assert await ann.fills(**words) == {}
    assert sandbox.person("ann").view is None
    state = submitted[-1]["state"]["values"]
    entered = {action: value for block in state.values() for action, value in block.items()}
    assert entered["title"] == {"type": "plain_text_input", "value": "checkout"}
    assert entered["severity"]["selected_option"] == option("SEV-1", "sev1")
    assert entered["who"]["selected_users"] == ["U0BO00000", "U0CHI0000"]
    assert submitted[-1]["private_metadata"] == "7"


async def test_nothing_chosen_comes_as_null(sandbox: Sandbox, bot: Bot) -> None:
    states: list[Body] = []
    opening(bot, modal(NAME, SEVERITY))

    @bot.app.view("form")
    async def take(ack: AsyncAck, view: Body) -> None:
        states.append(view["state"]["values"])
        await ack()

    ann = sandbox.person("ann")
    await ann.clicks(await with_button(bot), "take", "general")
    await ann.fills(title="checkout")
    (chosen,) = (block["severity"] for block in states[0].values() if "severity" in block)
    assert chosen == {"type": "static_select", "selected_option": None}


async def test_views_are_pushed_updated_and_cleared(sandbox: Sandbox, bot: Bot) -> None:
    opening(bot, modal(NAME, title=plain("First")))
    steps: Iterator[Body] = iter(
        [
            {"response_action": "push", "view": modal(SEVERITY, title=plain("Second"))},
            {"response_action": "update", "view": modal(section("?"), title=plain("Third"))},
            {"response_action": "clear"},
        ]
    )

    @bot.app.view("form")
    async def go_on(ack: AsyncAck) -> None:
        await ack(**next(steps))

    ann = sandbox.person("ann")
    await ann.clicks(await with_button(bot), "take", "general")
    titles = []
    answers: list[Body] = [{"title": "x"}, {}, {}]
    for values in answers:
        assert await ann.fills(**values) == {}
        titles.append(ann.view.title if ann.view else None)
    assert titles == ["Second", "Third", None]


async def test_an_answer_that_slack_would_not_take_is_trouble(sandbox: Sandbox, bot: Bot) -> None:
    opening(bot, modal(NAME))

    @bot.app.view("form")
    async def take(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"no_such_block": "x"})

    ann = sandbox.person("ann")
    await ann.clicks(await with_button(bot), "take", "general")
    errors = await ann.fills(title="x")
    assert "trouble connecting" in errors[""]
    assert ann.view is not None


async def test_an_update_keeps_what_was_typed(sandbox: Sandbox, bot: Bot) -> None:
    more = button("More", "more")
    opening(bot, modal(NAME, {"type": "actions", "elements": [more]}))

    @bot.app.action("more")
    async def add(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        view = body["view"]
        await client.views_update(view_id=view["id"], hash=view["hash"], view=modal(NAME, SEVERITY))
        with pytest.raises(SlackApiError, match="hash_conflict"):
            await client.views_update(view_id=view["id"], hash=view["hash"], view=modal(NAME))

    ann = sandbox.person("ann")
    await ann.clicks(await with_button(bot), "take", "general")
    view = await ann.enters(title="checkout")
    await ann.clicks(view, "More")
    await sandbox.until(lambda: len(view.body["blocks"]) == 2 and view.body["blocks"][1]["type"] == "input")
    assert view.values["title_block"]["title"]["value"] == "checkout"


async def test_a_trigger_is_good_for_once_and_three_seconds(sandbox: Sandbox, bot: Bot, clock: Clock) -> None:
    @bot.app.action("take")
    async def note(ack: AsyncAck) -> None:
        await ack()

    async def fresh() -> str:
        await sandbox.person("ann").clicks(ts, "take", "general")
        return str(sandbox.journal.sent()[-1]["args"]["trigger_id"])

    ts = await with_button(bot)
    trigger = await fresh()
    await bot.client.views_open(trigger_id=trigger, view=modal(NAME))
    for wrong, error in [(trigger, "exchanged_trigger_id"), ("1.2.3", "invalid_trigger_id")]:
        with pytest.raises(SlackApiError, match=error):
            await bot.client.views_open(trigger_id=wrong, view=modal(NAME))
    trigger = await fresh()
    clock.time += 3.1
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await bot.client.views_open(trigger_id=trigger, view=modal(NAME))


async def test_a_closed_view_is_reported_when_asked_for(sandbox: Sandbox, bot: Bot) -> None:
    closed: list[bool] = []
    opening(bot, modal(NAME, notify_on_close=True))

    @bot.app.view_closed("form")
    async def note(ack: AsyncAck, body: Body) -> None:
        closed.append(body["is_cleared"])
        await ack()

    ann = sandbox.person("ann")
    ts = await with_button(bot)
    for whole_stack in (False, True):
        await ann.clicks(ts, "take", "general")
        await ann.closes(whole_stack=whole_stack)
        assert ann.view is None
    assert closed == [False, True]


async def test_the_home_tab_is_published_when_it_is_opened(sandbox: Sandbox, bot: Bot) -> None:
    @bot.app.event("app_home_opened")
    async def publish(event: Body, client: AsyncWebClient) -> None:
        seen = "again" if "view" in event else "for the first time"
        blocks = [section(f"You are here {seen}.", accessory=button("Go", "go"))]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @bot.app.action("go")
    async def note(ack: AsyncAck, body: Body) -> None:
        assert body["container"]["type"] == "view"
        await ack()

    async def opened() -> View:
        home = await ann.opens_home()
        assert home is not None
        return home

    ann = sandbox.person("ann")
    assert (await opened()).body["blocks"][0]["text"]["text"] == "You are here for the first time."
    assert (await opened()).body["blocks"][0]["text"]["text"] == "You are here again."
    assert (await ann.clicks(await opened(), "Go")).error is None


PICKS: list[tuple[Body, Any, Body]] = [
    (
        {"type": "static_select", "options": LEVELS},
        "sev2",
        {"selected_option": LEVELS[1]},
    ),
    ({"type": "overflow", "options": LEVELS}, "sev1", {"selected_option": LEVELS[0]}),
    ({"type": "radio_buttons", "options": LEVELS}, "SEV-2", {"selected_option": LEVELS[1]}),
    ({"type": "checkboxes", "options": LEVELS}, ["sev1", "sev2"], {"selected_options": LEVELS}),
    ({"type": "users_select"}, "@bo", {"selected_user": "U0BO00000"}),
    ({"type": "conversations_select"}, "#general", {"selected_conversation": GENERAL}),
    ({"type": "channels_select"}, "#general", {"selected_channel": GENERAL}),
    ({"type": "datepicker"}, "2026-01-05", {"selected_date": "2026-01-05"}),
    ({"type": "timepicker"}, "08:30", {"selected_time": "08:30"}),
    ({"type": "datetimepicker"}, 1_767_600_000, {"selected_date_time": 1_767_600_000}),
    ({"type": "button", "text": plain("Go"), "value": "7"}, None, {"value": "7", "text": plain("Go")}),
]


@pytest.mark.parametrize("element, value, picked", PICKS, ids=[element["type"] for element, *_ in PICKS])
async def test_every_element_tells_what_was_picked(
    sandbox: Sandbox, bot: Bot, element: Body, value: Any, picked: Body
) -> None:
    bodies: list[Body] = []

    @bot.app.action("pick")
    async def note(ack: AsyncAck, body: Body) -> None:
        bodies.append(body)
        await ack()

    blocks = [{"type": "actions", "block_id": "row", "elements": [{**element, "action_id": "pick"}]}]
    await bot.client.chat_postMessage(channel=GENERAL, text="x", blocks=blocks)
    (card,) = sandbox.channel("general").posts
    assert (await sandbox.person("ann").clicks(card, "pick", value=value)).error is None
    (action,) = bodies[0]["actions"]
    told = {name: told for name, told in action.items() if name not in ("action_ts", "text", "value")}
    about = {"type": element["type"], "block_id": "row", "action_id": "pick"}
    wanted = {name: told for name, told in picked.items() if name not in ("text", "value")}
    assert told == about | wanted
    assert action.get("value") == picked.get("value")
    if element["type"] not in ("button", "overflow"):
        state = bodies[0]["state"]["values"]["row"]["pick"]
        assert {name: state[name] for name in picked} == picked


async def test_a_message_keeps_what_each_person_picked_in_it(sandbox: Sandbox, bot: Bot) -> None:
    bodies: list[Body] = []

    async def note(ack: AsyncAck, body: Body) -> None:
        bodies.append(body)
        await ack()

    for action in ("severity", "who", "go"):
        bot.app.action(action)(note)
    menu: Body = {"type": "static_select", "action_id": "severity", "options": LEVELS}
    row = [menu, {"type": "users_select", "action_id": "who"}, button("Go", "go")]
    blocks = [{"type": "actions", "block_id": "row", "elements": row}]
    await bot.client.chat_postMessage(channel=GENERAL, text="x", blocks=blocks)
    (card,) = sandbox.channel("general").posts
    ann, bo = sandbox.person("ann"), sandbox.person("bo")
    await ann.clicks(card, "severity", value="sev2")
    await ann.clicks(card, "who", value="@bo")
    await ann.clicks(card, "Go")
    await bo.clicks(card, "Go")
    of_ann, of_bo = (body["state"]["values"]["row"] for body in bodies[2:])
    assert of_ann == {
        "severity": {"type": "static_select", "selected_option": LEVELS[1]},
        "who": {"type": "users_select", "selected_user": bo.id},
    }
    assert of_bo["severity"]["selected_option"] is None
    # A menu of the same name that is of another kind begins anew.
    row[0] = {"type": "users_select", "action_id": "severity"}
    await bot.client.chat_update(channel=GENERAL, ts=card.ts, text="x", blocks=blocks)
    await ann.clicks(card, "Go")
    assert bodies[-1]["state"]["values"]["row"]["severity"] == {"type": "users_select", "selected_user": None}


async def test_a_click_says_where_it_happened(sandbox: Sandbox, bot: Bot) -> None:
    bodies: list[Body] = []

    @bot.app.action("go")
    async def note(ack: AsyncAck, body: Body) -> None:
        bodies.append(body)
        await ack()

    bot.collect("message", "member_joined_channel")
    ann = sandbox.person("ann")
    room = await ann.creates_channel("secret", private=True)
    await ann.invites(room, "incidentbot")
    parent = await ann.says("hello", room)
    blocks = [section("x", accessory=button("Go", "go"))]
    for where in (room.id, ann.direct.id):
        thread = parent if where == room.id else None
        await bot.client.chat_postMessage(channel=where, text="x", blocks=blocks, thread_ts=thread)
    await ann.clicks(room.posts[-1], "Go")
    await ann.clicks(ann.direct.posts[-1], "Go")
    private, direct = bodies
    assert private["channel"] == {"id": room.id, "name": "privategroup"}
    assert private["container"]["thread_ts"] == parent
    assert direct["channel"] == {"id": ann.direct.id, "name": "directmessage"}
    assert private["response_url"] != direct["response_url"]


async def test_an_app_without_interactivity_is_not_told(sandbox: Sandbox, bot: Bot) -> None:
    ts = await with_button(bot)
    sandbox.app.interactivity = False
    reply = await sandbox.person("ann").clicks(ts, "take", "general")
    assert reply.error == "interactivity_disabled"
    assert sandbox.journal.sent("interactive") == []


async def test_a_click_on_an_app_that_is_late_is_an_error(sandbox: Sandbox, bot: Bot) -> None:
    ts = await with_button(bot)
    sandbox.delivery.sockets.ack_seconds = sandbox.delivery.http.ack_seconds = 0.05
    never = asyncio.Event()

    @bot.app.action("take")
    async def sleep(ack: AsyncAck) -> None:
        await never.wait()

    assert (await sandbox.person("ann").clicks(ts, "take", "general")).error == "operation_timeout"
    never.set()


async def test_a_button_in_an_attachment_says_in_which(sandbox: Sandbox, bot: Bot) -> None:
    bodies: list[Body] = []

    @bot.app.action("go")
    async def note(ack: AsyncAck, body: Body) -> None:
        bodies.append(body)
        await ack()

    attached: list[Body] = [
        {"text": "first"},
        {"color": "#7a1f2b", "blocks": [section("x", accessory=button("Go", "go"))]},
    ]
    await bot.client.chat_postMessage(channel=GENERAL, text="x", attachments=attached)
    (card,) = sandbox.channel("general").posts
    await sandbox.person("ann").clicks(card, "Go")
    container = bodies[0]["container"]
    assert (container["type"], container["attachment_id"]) == ("message_attachment", 2)
    assert (container["message_ts"], container["channel_id"]) == (card.ts, GENERAL)
