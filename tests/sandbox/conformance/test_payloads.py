"""Everything that an app is sent has the fields that Slack's have, over Socket Mode and over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck

from incident_bot.sandbox import Sandbox, Seed
from incident_bot.sandbox.records import Shortcut
from tests.sandbox.bots import Bot, button, modal, option, plain, question, section
from tests.sandbox.conformance import shapes
from tests.sandbox.conformance.shapes import misfits
from tests.sandbox.conftest import Clock

JSON = dict[str, Any]
SUGGESTING = {
    "type": "external_select",
    "action_id": "service",
    "min_query_length": 1,
    "placeholder": plain("Service"),
}


@pytest.fixture
async def sandbox(clock: Clock) -> AsyncIterator[Sandbox]:
    seed = Seed.example()
    seed.shortcuts = [
        Shortcut("Open a form", "global", "open_form"),
        Shortcut("Keep this", "message", "keep_this"),
    ]
    seed.metadata_types = frozenset({"note_kept"})
    made = Sandbox(seed, now=clock)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture(params=["socket", "http"])
async def bot(request: pytest.FixtureRequest, sandbox: Sandbox) -> AsyncIterator[Bot]:
    """An app that says yes to everything and opens a form where it can."""
    made = Bot(sandbox)
    form = modal(question("Name", {"type": "plain_text_input", "action_id": "name"}), notify_on_close=True)

    async def yes(ack: AsyncAck) -> None:
        await ack()

    async def opens(ack: AsyncAck, body: JSON) -> None:
        await made.client.views_open(trigger_id=body["trigger_id"], view=form)
        await ack()

    async def offers(ack: AsyncAck) -> None:
        await ack(options=[option("Checkout", "checkout")])

    made.app.command("/incident")(yes)
    made.app.action("press")(opens)
    made.app.options("service")(offers)
    made.app.action("service")(yes)
    made.app.shortcut("open_form")(opens)
    made.app.shortcut("keep_this")(yes)
    made.app.view("form")(yes)
    made.app.view_closed("form")(yes)
    made.app.event({"type": "message"})(yes)
    for kind in {name for name in shapes.EVENTS if "." not in name} - {"message"}:
        made.app.event(kind)(yes)
    await (made.connect() if request.param == "socket" else made.listen())
    yield made
    await made.close()


def sent(sandbox: Sandbox, kind: str, method: str) -> Iterator[JSON]:
    return (entry["args"] for entry in sandbox.journal.sent(kind) if entry["method"] == method)


async def test_a_slash_command(sandbox: Sandbox, bot: Bot) -> None:
    await sandbox.person("ann").commands("/incident list", "general")
    [payload] = sent(sandbox, "slash_commands", "/incident")
    # The journal leaves secrets out, and Slack's old token is one.
    assert misfits({"token": "", **payload}, shapes.SLASH_COMMAND) == []
    assert all(isinstance(value, str) for value in payload.values())


async def test_a_button_of_a_message(sandbox: Sandbox, bot: Bot) -> None:
    await bot.client.conversations_join(channel=sandbox.channel("general").id)
    blocks = [section("Ready?", accessory=button("Go", "press", value="go"))]
    await bot.client.chat_postMessage(channel=sandbox.channel("general").id, text="Ready?", blocks=blocks)
    await sandbox.person("ann").clicks(sandbox.channel("general").posts[0], "Go")
    [payload] = sent(sandbox, "interactive", "block_actions")
    assert misfits({"token": "", **payload}, shapes.BLOCK_ACTIONS) == []
    assert misfits(payload["container"], shapes.MESSAGE_CONTAINER) == []
    assert misfits(payload["user"], shapes.PAYLOAD_USER) == []
    assert misfits(payload["team"], shapes.TEAM) == []
    assert misfits(payload["message"], shapes.MESSAGE) == []
    [action] = payload["actions"]
    assert misfits(action, shapes.BUTTON_ACTION) == []
    assert {"response_url", "channel", "message"} <= payload.keys()


async def test_a_form_that_is_sent_and_one_that_is_closed(sandbox: Sandbox, bot: Bot) -> None:
    ann = sandbox.person("ann")
    await ann.uses_shortcut("Open a form")
    assert await ann.fills(name="Ann") == {}
    await ann.uses_shortcut("Open a form")
    await ann.closes()
    await sandbox.until(lambda: list(sent(sandbox, "interactive", "view_closed")))
    [submission] = sent(sandbox, "interactive", "view_submission")
    [closing] = sent(sandbox, "interactive", "view_closed")
    assert misfits({"token": "", **submission}, shapes.VIEW_SUBMISSION) == []
    assert misfits({"token": "", **closing}, shapes.VIEW_CLOSED) == []
    for payload in (submission, closing):
        assert misfits(payload["view"], shapes.VIEW) == []
        assert misfits(payload["user"], shapes.PAYLOAD_USER) == []


async def test_shortcuts(sandbox: Sandbox, bot: Bot) -> None:
    ann = sandbox.person("ann")
    await ann.uses_shortcut("Open a form")
    ts = await ann.says("Errors everywhere", "general")
    await ann.uses_on(ts, "Keep this", "general")
    [everywhere] = sent(sandbox, "interactive", "shortcut")
    [here] = sent(sandbox, "interactive", "message_action")
    assert misfits({"token": "", **everywhere}, shapes.SHORTCUT) == []
    assert misfits(everywhere["user"], shapes.SHORTCUT_USER) == []
    assert misfits({"token": "", **here}, shapes.MESSAGE_ACTION) == []
    assert misfits(here["message"], shapes.MESSAGE) == []


async def test_a_menu_that_asks_the_app(sandbox: Sandbox, bot: Bot) -> None:
    await bot.client.conversations_join(channel=sandbox.channel("general").id)
    blocks = [section("Which?", accessory=SUGGESTING)]
    await bot.client.chat_postMessage(channel=sandbox.channel("general").id, text="Which?", blocks=blocks)
    await sandbox.person("ann").searches("service", "check", sandbox.channel("general").posts[0])
    [payload] = sent(sandbox, "interactive", "block_suggestion")
    assert misfits({"token": "", **payload}, shapes.BLOCK_SUGGESTION) == []


async def test_events(sandbox: Sandbox, bot: Bot) -> None:
    ann, bo = sandbox.person("ann"), sandbox.person("bo")
    room = await ann.creates_channel("war-room")
    await ann.invites(room, "bo")
    await bot.client.conversations_join(channel=room.id)
    ts = await ann.says("Hello @incidentbot", room)
    await bo.says("Here", room, ts)
    await bo.says("Everybody: here", room, ts, broadcast=True)
    await ann.edits(room, ts, "Hello")
    await ann.reacts(room, ts, "eyes")
    await ann.unreacts(room, ts, "eyes")
    await ann.pins(room, ts)
    await ann.unpins(room, ts)
    await ann.shares_file(room, "log.txt", b"one line", "The log")
    await ann.sets_topic(room, "Quiet")
    await ann.sets_purpose(room, "Talking")
    await ann.renames(room, "war-room-2")
    await bo.leaves(room)
    await ann.opens_home()
    metadata = {"event_type": "note_kept", "event_payload": {"id": "1"}}
    await bot.client.chat_postMessage(channel=room.id, text="Kept", metadata=metadata)
    await ann.deletes(room, ts)
    await ann.archives(room)
    await ann.unarchives(room)
    await sandbox.until(lambda: list(sent(sandbox, "events_api", "channel_unarchive")))
    seen = set()
    for entry in sandbox.journal.sent("events_api"):
        payload = {"token": "", **entry["args"]}
        assert misfits(payload, shapes.EVENT_CALLBACK) == []
        assert misfits(payload["authorizations"][0], shapes.AUTHORIZATION) == []
        event = payload["event"]
        name = ".".join(filter(None, (event["type"], event.get("subtype"))))
        if name in shapes.EVENTS:
            assert misfits(event, shapes.EVENTS[name]) == [], name
            seen.add(name)
    private = {name for name in shapes.EVENTS if name.startswith("group_")}
    assert set(shapes.EVENTS) - private - seen == set()


async def test_events_of_a_private_channel(sandbox: Sandbox, bot: Bot) -> None:
    ann = sandbox.person("ann")
    room = await ann.creates_channel("hush", private=True)
    await ann.invites(room, sandbox.workspace.users[sandbox.app.user].name)
    await ann.renames(room, "hush-hush")
    await ann.archives(room)
    await ann.unarchives(room)
    await sandbox.until(lambda: list(sent(sandbox, "events_api", "group_archive")))
    for entry in sandbox.journal.sent("events_api"):
        event = entry["args"]["event"]
        if event["type"] in shapes.EVENTS and "subtype" not in event:
            assert misfits(event, shapes.EVENTS[event["type"]]) == [], event["type"]
