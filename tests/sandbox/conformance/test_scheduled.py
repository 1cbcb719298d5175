"""chat.scheduleMessage and its family: messages for later."""

from __future__ import annotations

import time
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox, Seed
from incident_bot.sandbox.acts.membership import archive
from incident_bot.sandbox.changes import ClockMoved
from incident_bot.sandbox.rooms import Room

from ..bots import section
from ..conftest import Clock
from .conftest import Slack
from .documented import documented
from .drafts import ERRORS_OF_METADATA, ERRORS_OF_WORDS, NEVER, WRONG_METADATA, WRONG_WORDS
from .heard import heard, hears
from .shapes import MESSAGE, misfits

JSON = dict[str, Any]
GENERAL, ANN = "C0GENERAL", "U0ANN0000"
HOUR, DAY = 3_600, 86_400
# Of a message that has no ts yet.
DELAYED = MESSAGE.replace(" ts ", " ")
ITEM = "id channel_id post_at date_created text"
without_text = pytest.mark.filterwarnings("ignore:The top-level `text` argument is missing")


@pytest.fixture
def later(clock: Clock) -> int:
    """In an hour."""
    return int(clock.time) + HOUR


@documented("chat.scheduleMessage")
async def test_a_message_comes_at_its_time(
    slack: Slack, sandbox: Sandbox, room: Room, clock: Clock, later: int
) -> None:
    blocks = [section("Now", block_id="now")]
    answer = await slack.call(
        "chat_scheduleMessage", channel=room.id, text="now", post_at=later, blocks=blocks
    )
    assert misfits(answer, "ok channel scheduled_message_id post_at message") == []
    assert misfits(answer["message"], DELAYED) == []
    assert (answer["channel"], answer["post_at"]) == (room.id, later)
    assert answer["scheduled_message_id"].startswith("Q")
    assert (answer["message"]["type"], answer["message"]["text"]) == ("delayed_message", "now")
    clock.time = later - 1
    await slack.call("auth_test")
    assert room.posts == []
    assert heard(sandbox, "message", text="now") == []
    clock.time = later
    await slack.call("auth_test")
    event = await hears(sandbox, "message", text="now")
    assert [seen.ts for seen in room.posts] == [event["ts"]]
    assert event["blocks"] == blocks
    assert float(event["ts"]) >= later


async def test_the_time_may_be_text(slack: Slack, room: Room, later: int) -> None:
    answer = await slack.call("chat_scheduleMessage", channel=room.id, text="x", post_at=str(later))
    assert answer["post_at"] == later


async def test_they_come_in_order_when_somebody_skips_a_day(
    slack: Slack, sandbox: Sandbox, room: Room, clock: Clock, later: int
) -> None:
    for text, post_at in (("second", later + 1), ("first", later), ("tomorrow", later + DAY)):
        await slack.call("chat_scheduleMessage", channel=room.id, text=text, post_at=post_at)
    clock.time = later + HOUR
    sandbox.workspace.tell(ClockMoved(clock.time))
    assert [seen.text for seen in room.posts] == ["first", "second"]


async def test_nobody_has_to_call_for_it_to_come(http: aiohttp.ClientSession) -> None:
    sandbox = Sandbox(Seed.example(), now=time.time)
    await sandbox.start()
    client = AsyncWebClient(token=sandbox.app.bot_token, base_url=sandbox.api_url, session=http)
    try:
        await client.chat_scheduleMessage(channel=GENERAL, text="now", post_at=int(time.time()) + 1)
        await sandbox.until(lambda: sandbox.channel("general").posts)
    finally:
        await sandbox.stop()


async def test_a_reply_for_later(slack: Slack, room: Room, clock: Clock, later: int) -> None:
    parent = (await slack.call("chat_postMessage", channel=room.id, text="parent"))["ts"]
    for text in ("reply", "shown"):
        await slack.call(
            "chat_scheduleMessage",
            channel=room.id,
            text=text,
            post_at=later,
            thread_ts=parent,
            reply_broadcast=text == "shown",
        )
    clock.time = later
    await slack.call("auth_test")
    assert [(seen.text, seen.subtype) for seen in room.replies(parent)] == [
        ("reply", None),
        ("shown", "thread_broadcast"),
    ]


@pytest.mark.parametrize("gone", ["archived", "left", "thread"])
async def test_nothing_comes_where_it_cannot(
    slack: Slack, sandbox: Sandbox, private_room: Room, clock: Clock, later: int, gone: str
) -> None:
    room = private_room
    parent = (await slack.call("chat_postMessage", channel=room.id, text="parent"))["ts"]
    await slack.call("chat_scheduleMessage", channel=room.id, text="x", post_at=later, thread_ts=parent)
    if gone == "archived":
        archive(sandbox.workspace, room.channel, ANN)
    elif gone == "left":
        room.channel.members.remove(sandbox.app.user)
    else:
        await slack.call("chat_delete", channel=room.id, ts=parent)
    clock.time = later
    await slack.call("auth_test")
    assert "x" not in [seen.text for seen in room.posts]
    assert (await slack.call("chat_scheduledMessages_list"))["scheduled_messages"] == []


@documented("chat.scheduleMessage", *ERRORS_OF_WORDS)
@without_text
@pytest.mark.parametrize("args,error", [*WRONG_WORDS, ({"text": "x" * 40_001}, "msg_too_long")])
async def test_what_cannot_be_said(slack: Slack, room: Room, later: int, args: JSON, error: str) -> None:
    assert await slack.error("chat_scheduleMessage", channel=room.id, post_at=later, **args) == error


@documented("chat.scheduleMessage", *ERRORS_OF_METADATA)
@pytest.mark.parametrize("metadata,error", WRONG_METADATA)
async def test_metadata_that_is_none(slack: Slack, room: Room, later: int, metadata: Any, error: str) -> None:
    said: JSON = {"channel": room.id, "text": "x", "post_at": later}
    assert await slack.error("chat_scheduleMessage", metadata=metadata, **said) == error


@documented("chat.scheduleMessage", "invalid_time", "time_in_past", "time_too_far")
@pytest.mark.parametrize(
    "post_at,error",
    [
        ("tomorrow", "invalid_time"),
        ("-1", "invalid_time"),
        ("1767600060.5", "invalid_time"),
        (1_767_600_000, "time_in_past"),
        (1_767_600_000 + 120 * DAY + 1, "time_too_far"),
    ],
)
async def test_times_that_are_none(slack: Slack, room: Room, post_at: str | int, error: str) -> None:
    assert await slack.error("chat_scheduleMessage", channel=room.id, text="x", post_at=post_at) == error


@documented("chat.scheduleMessage", "restricted_too_many")
async def test_thirty_in_five_minutes(slack: Slack, room: Room, later: int) -> None:
    first = later - later % 300
    for second in range(30):
        await slack.call("chat_scheduleMessage", channel=room.id, text="x", post_at=first + second)
    said: JSON = {"channel": room.id, "text": "x"}
    error = await slack.error("chat_scheduleMessage", post_at=first + 299, **said)
    assert error == "restricted_too_many"
    await slack.call("chat_scheduleMessage", post_at=first + 300, **said)
    await slack.call("chat_scheduleMessage", post_at=first, **{**said, "channel": GENERAL})


@documented("chat.scheduleMessage", "channel_not_found", "is_archived", "not_in_channel")
async def test_where_nothing_is_said(
    slack: Slack, sandbox: Sandbox, room: Room, secret_room: Room, later: int
) -> None:
    async def error(channel: str) -> str:
        return await slack.error("chat_scheduleMessage", channel=channel, text="x", post_at=later)

    assert await error(secret_room.id) == "channel_not_found"
    # Other than chat.postMessage it opens no direct messages.
    assert await error(ANN) == "channel_not_found"
    archive(sandbox.workspace, room.channel, ANN)
    assert await error(room.id) == "is_archived"
    sandbox.app.scopes = frozenset({"chat:write"})
    assert await error(GENERAL) == "not_in_channel"


@documented("chat.scheduleMessage", "messages_tab_disabled")
async def test_who_is_not_to_be_written_to(slack: Slack, sandbox: Sandbox, later: int) -> None:
    sandbox.app.messages_tab = False
    direct = sandbox.workspace.direct([sandbox.app.user, ANN]).id
    error = await slack.error("chat_scheduleMessage", channel=direct, text="x", post_at=later)
    assert error == "messages_tab_disabled"


@documented("chat.scheduleMessage", "thread_not_found", "cannot_reply_to_message")
async def test_what_has_no_thread(slack: Slack, room: Room, later: int) -> None:
    said: JSON = {"channel": room.id, "text": "x", "post_at": later}
    error = await slack.error("chat_scheduleMessage", thread_ts=NEVER, **said)
    assert error == "thread_not_found"
    whisper = await slack.call("chat_postEphemeral", channel=room.id, user=ANN, text="psst")
    error = await slack.error("chat_scheduleMessage", thread_ts=whisper["message_ts"], **said)
    assert error == "cannot_reply_to_message"


@documented("chat.scheduledMessages.list")
async def test_what_is_to_come(slack: Slack, room: Room, clock: Clock, later: int) -> None:
    for text, channel, post_at in (
        ("second", room.id, later + 60),
        ("first", room.id, later),
        ("third", GENERAL, later + DAY),
    ):
        await slack.call("chat_scheduleMessage", channel=channel, text=text, post_at=post_at)

    async def texts(**args: Any) -> list[str]:
        listed = (await slack.call("chat_scheduledMessages_list", **args))["scheduled_messages"]
        return [one["text"] for one in listed]

    answer = await slack.call("chat_scheduledMessages_list")
    assert misfits(answer, "ok scheduled_messages response_metadata") == []
    assert answer["response_metadata"] == {"next_cursor": ""}
    first = answer["scheduled_messages"][0]
    assert misfits(first, ITEM) == []
    assert (first["channel_id"], first["post_at"], first["date_created"]) == (
        room.id,
        later,
        int(clock.time),
    )
    assert await texts() == ["first", "second", "third"]
    assert await texts(channel=GENERAL) == ["third"]
    assert await texts(oldest=str(later + 1), latest=str(later + HOUR)) == ["second"]
    clock.time = later
    assert await texts() == ["second", "third"]


async def test_what_is_to_come_page_by_page(slack: Slack, room: Room, later: int) -> None:
    for number in range(3):
        await slack.call("chat_scheduleMessage", channel=room.id, text=str(number), post_at=later + number)
    page = await slack.call("chat_scheduledMessages_list", limit=2)
    assert [one["text"] for one in page["scheduled_messages"]] == ["0", "1"]
    cursor = page["response_metadata"]["next_cursor"]
    page = await slack.call("chat_scheduledMessages_list", limit=2, cursor=cursor)
    assert [one["text"] for one in page["scheduled_messages"]] == ["2"]
    assert page["response_metadata"] == {"next_cursor": ""}


@documented("chat.scheduledMessages.list", "invalid_channel", "invalid_cursor")
async def test_lists_that_are_none(slack: Slack, secret_room: Room) -> None:
    for channel in ("C0NOWHERE", secret_room.id):
        assert await slack.error("chat_scheduledMessages_list", channel=channel) == "invalid_channel"
    assert await slack.error("chat_scheduledMessages_list", cursor="elsewhere") == "invalid_cursor"
    assert await slack.error("chat_scheduledMessages_list", oldest="yesterday") == "invalid_arguments"


@documented("chat.deleteScheduledMessage")
async def test_a_message_does_not_come_after_all(slack: Slack, room: Room, clock: Clock, later: int) -> None:
    made = await slack.call("chat_scheduleMessage", channel=room.id, text="x", post_at=later)
    wanted: JSON = {"channel": room.id, "scheduled_message_id": made["scheduled_message_id"]}
    assert await slack.call("chat_deleteScheduledMessage", **wanted) == {"ok": True}
    clock.time = later
    await slack.call("auth_test")
    assert room.posts == []


@documented("chat.deleteScheduledMessage", "invalid_scheduled_message_id", "channel_not_found")
async def test_what_does_not_come_anyway(slack: Slack, room: Room, clock: Clock, later: int) -> None:
    async def error(channel: str, scheduled: str) -> str:
        return await slack.error(
            "chat_deleteScheduledMessage", channel=channel, scheduled_message_id=scheduled
        )

    made = await slack.call("chat_scheduleMessage", channel=room.id, text="x", post_at=later)
    scheduled = made["scheduled_message_id"]
    assert await error("C0NOWHERE", scheduled) == "channel_not_found"
    assert await error(GENERAL, scheduled) == "invalid_scheduled_message_id"
    assert await error(room.id, "Q0NEVER00") == "invalid_scheduled_message_id"
    clock.time = later
    # By now it was sent.
    assert await error(room.id, scheduled) == "invalid_scheduled_message_id"
