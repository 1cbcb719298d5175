"""pins.*: messages that stay at hand."""

from __future__ import annotations

import pytest

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.acts import marks
from incident_bot.sandbox.acts.membership import create
from incident_bot.sandbox.rooms import Room

from .conftest import Slack
from .documented import documented
from .heard import hears
from .shapes import MESSAGE, misfits

ITEM = "type channel created created_by message"
EVENT = "type user channel_id item item_user pin_count pinned_info event_ts"
NEVER = "1700000000.000001"


@pytest.fixture
async def ts(slack: Slack, room: Room) -> str:
    return str((await slack.call("chat_postMessage", channel=room.id, text="the card"))["ts"])


@documented("pins.add")
async def test_a_message_is_pinned(slack: Slack, sandbox: Sandbox, room: Room, ts: str) -> None:
    assert await slack.call("pins_add", channel=room.id, timestamp=ts) == {"ok": True}

    assert [seen.text for seen in room.pins] == ["the card"]
    told = await hears(sandbox, "pin_added")
    assert misfits(told, EVENT) == misfits(told["item"], ITEM) == []
    assert misfits(told["item"]["message"], MESSAGE) == []
    assert (told["user"], told["channel_id"], told["item_user"]) == (
        sandbox.app.user,
        room.id,
        sandbox.app.user,
    )
    assert (told["pin_count"], told["item"]["message"]["pinned_to"]) == (1, [room.id])
    now = int(sandbox.workspace.now())
    assert told["pinned_info"] == {
        "channel": room.id,
        "pinned_by": sandbox.app.user,
        "pinned_ts": now,
    }
    line = await hears(sandbox, "message", subtype="pinned_item")
    assert misfits(line, f"{MESSAGE} channel_type event_ts") == []
    assert line["item"]["message"]["ts"] == ts


@documented("pins.remove")
async def test_a_message_is_pinned_no_more(slack: Slack, sandbox: Sandbox, room: Room, ts: str) -> None:
    await slack.call("pins_add", channel=room.id, timestamp=ts)
    assert await slack.call("pins_remove", channel=room.id, timestamp=ts) == {"ok": True}
    assert room.pins == []
    told = await hears(sandbox, "pin_removed")
    assert misfits(told, f"{EVENT} has_pins") == []
    assert (told["has_pins"], told["pin_count"]) == (False, 0)
    assert "pinned_to" not in told["item"]["message"]


@documented("pins.list")
async def test_what_is_pinned(slack: Slack, sandbox: Sandbox, room: Room, ts: str) -> None:
    await slack.call("pins_add", channel=room.id, timestamp=ts)
    (item,) = (await slack.call("pins_list", channel=room.id))["items"]
    assert misfits(item, ITEM) == misfits(item["message"], MESSAGE) == []
    assert (item["type"], item["channel"], item["created_by"]) == ("message", room.id, sandbox.app.user)
    assert item["message"]["permalink"].endswith(f"/archives/{room.id}/p{ts.replace('.', '')}")


@documented("pins.add", "already_pinned")
async def test_a_message_is_pinned_once(slack: Slack, room: Room, ts: str) -> None:
    await slack.call("pins_add", channel=room.id, timestamp=ts)
    assert await slack.error("pins_add", channel=room.id, timestamp=ts) == "already_pinned"


@documented("pins.remove", "no_pin")
async def test_what_was_not_pinned(slack: Slack, room: Room, ts: str) -> None:
    assert await slack.error("pins_remove", channel=room.id, timestamp=ts) == "no_pin"


@documented("pins.add", "not_pinnable")
async def test_slacks_own_lines_are_not_pinned(slack: Slack, room: Room) -> None:
    joined = room.messages[0].ts
    assert await slack.error("pins_add", channel=room.id, timestamp=joined) == "not_pinnable"


@documented("pins.add", "too_many_pins")
async def test_more_pins_than_fit(slack: Slack, sandbox: Sandbox, room: Room, ts: str) -> None:
    ann = sandbox.person("ann")
    for number in range(marks.MOST_PINS):
        said = room.message(await ann.says(str(number), room)).message
        marks.pin(sandbox.workspace, room.channel, said, ann.id)
    assert await slack.error("pins_add", channel=room.id, timestamp=ts) == "too_many_pins"


@documented("pins.add", "bad_timestamp", "message_not_found", "no_item_specified")
@documented("pins.remove", "bad_timestamp", "message_not_found", "no_item_specified")
@pytest.mark.parametrize("verb", ["pins_add", "pins_remove"])
@pytest.mark.parametrize(
    "timestamp,error",
    [
        ("yesterday", "bad_timestamp"),
        ("1700000000", "bad_timestamp"),
        (NEVER, "message_not_found"),
        ("", "no_item_specified"),
    ],
)
async def test_no_such_message(slack: Slack, room: Room, verb: str, timestamp: str, error: str) -> None:
    assert await slack.error(verb, channel=room.id, timestamp=timestamp) == error


@documented("pins.add", "channel_not_found", "not_in_channel")
@documented("pins.remove", "channel_not_found", "not_in_channel")
@documented("pins.list", "channel_not_found", "not_in_channel")
@pytest.mark.parametrize("verb", ["pins_add", "pins_remove", "pins_list"])
async def test_only_members_pin(slack: Slack, sandbox: Sandbox, secret_room: Room, verb: str) -> None:
    lounge = create(sandbox.workspace, "lounge", sandbox.person("ann").id)
    about = {} if verb == "pins_list" else {"timestamp": NEVER}
    assert await slack.error(verb, channel=lounge.id, **about) == "not_in_channel"
    for place in ("C0NOWHERE0", secret_room.id):
        assert await slack.error(verb, channel=place, **about) == "channel_not_found"


@documented("pins.add", "is_archived")
@documented("pins.remove", "is_archived")
@pytest.mark.parametrize("verb", ["pins_add", "pins_remove"])
async def test_nothing_is_pinned_in_the_archive(slack: Slack, room: Room, ts: str, verb: str) -> None:
    await slack.call("conversations_archive", channel=room.id)
    assert await slack.error(verb, channel=room.id, timestamp=ts) == "is_archived"
