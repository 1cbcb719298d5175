"""chat.update and chat.delete: what the app said, changed or taken away."""

from __future__ import annotations

from typing import Any

import pytest

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.acts.membership import archive
from incident_bot.sandbox.rooms import Room

from ..bots import section
from .conftest import Slack
from .documented import documented
from .drafts import ERRORS_OF_METADATA, ERRORS_OF_WORDS, NEVER, WRONG_METADATA, WRONG_WORDS
from .heard import hears
from .shapes import EVENTS, MESSAGE, misfits

JSON = dict[str, Any]
ANN = "U0ANN0000"
TASK: JSON = {"event_type": "task_created", "event_payload": {"id": "7"}}
RICH: JSON = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}],
}
without_text = pytest.mark.filterwarnings("ignore:The top-level `text` argument is missing")


@pytest.fixture
async def ts(slack: Slack, room: Room) -> str:
    said = await slack.call(
        "chat_postMessage", channel=room.id, text="one", blocks=[section("one")], metadata=TASK
    )
    return str(said["ts"])


@documented("chat.update")
async def test_a_message_is_changed(slack: Slack, sandbox: Sandbox, room: Room, ts: str) -> None:
    answer = await slack.call("chat_update", channel=room.id, ts=ts, text="two", blocks=[section("two")])

    assert misfits(answer, "ok channel ts text message") == []
    assert misfits(answer["message"], MESSAGE) == []
    assert misfits(answer["message"]["edited"], "user ts") == []
    assert (answer["channel"], answer["ts"], answer["text"]) == (room.id, ts, "two")
    assert [seen.words for seen in room.posts] == ["two"]
    event = await hears(sandbox, "message", subtype="message_changed")
    assert misfits(event, EVENTS["message.message_changed"]) == []
    assert (event["message"]["text"], event["previous_message"]["text"]) == ("two", "one")
    assert event["message"]["edited"]["user"] == sandbox.app.user


async def test_text_alone_takes_the_blocks_away(slack: Slack, room: Room, ts: str) -> None:
    answer = await slack.call("chat_update", channel=room.id, ts=ts, text="two")
    assert "blocks" not in answer["message"]
    # What is not given stays, and null is not given.
    assert answer["message"]["metadata"] == TASK


@without_text
async def test_blocks_alone_leave_the_text(slack: Slack, room: Room, ts: str) -> None:
    answer = await slack.call("chat_update", channel=room.id, ts=ts, blocks=[section("two")])
    assert (answer["text"], answer["message"]["blocks"][0]["text"]["text"]) == ("one", "two")
    answer = await slack.call("chat_update", channel=room.id, ts=ts, blocks=[])
    assert answer["text"] == "one"
    assert "blocks" not in answer["message"]


async def test_empty_metadata_takes_it_away(slack: Slack, room: Room, ts: str) -> None:
    answer = await slack.call("chat_update", channel=room.id, ts=ts, text="two", metadata={})
    assert "metadata" not in answer["message"]


async def test_a_message_gets_files(slack: Slack, sandbox: Sandbox, room: Room, ts: str) -> None:
    await slack.call("files_upload_v2", filename="a.txt", content="x")
    (file,) = sandbox.workspace.files
    answer = await slack.call("chat_update", channel=room.id, ts=ts, text="two", file_ids=[file])
    assert [each["id"] for each in answer["message"]["files"]] == [file]
    error = await slack.error("chat_update", channel=room.id, ts=ts, text="two", file_ids=["F0NOTHING"])
    assert error == "invalid_arguments"


@without_text
async def test_a_reply_is_shown_to_all(slack: Slack, sandbox: Sandbox, room: Room, ts: str) -> None:
    reply = (await slack.call("chat_postMessage", channel=room.id, text="reply", thread_ts=ts))["ts"]
    answer = await slack.call("chat_update", channel=room.id, ts=reply, reply_broadcast=True)
    assert answer["message"]["subtype"] == "thread_broadcast"


@documented("chat.update", "cant_broadcast_message", "no_dual_broadcast_content_update")
async def test_what_is_not_shown_to_all(slack: Slack, room: Room, ts: str) -> None:
    error = await slack.error("chat_update", channel=room.id, ts=ts, text="two", reply_broadcast=True)
    assert error == "cant_broadcast_message"
    reply = (await slack.call("chat_postMessage", channel=room.id, text="reply", thread_ts=ts))["ts"]
    error = await slack.error("chat_update", channel=room.id, ts=reply, text="two", reply_broadcast=True)
    assert error == "no_dual_broadcast_content_update"


@documented("chat.update", *ERRORS_OF_WORDS)
@without_text
@pytest.mark.parametrize("args,error", [*WRONG_WORDS, ({"text": "x" * 4_001}, "msg_too_long")])
async def test_what_cannot_be_said(slack: Slack, room: Room, ts: str, args: JSON, error: str) -> None:
    assert await slack.error("chat_update", channel=room.id, ts=ts, **args) == error
    assert [(seen.text, seen.edited) for seen in room.posts] == [("one", False)]


@documented("chat.update", *ERRORS_OF_METADATA)
@pytest.mark.parametrize("metadata,error", WRONG_METADATA)
async def test_metadata_that_is_none(slack: Slack, room: Room, ts: str, metadata: Any, error: str) -> None:
    assert await slack.error("chat_update", channel=room.id, ts=ts, text="x", metadata=metadata) == error


@without_text
async def test_something_is_left_to_read(slack: Slack, room: Room) -> None:
    said = await slack.call("chat_postMessage", channel=room.id, blocks=[section("one")])
    assert await slack.error("chat_update", channel=room.id, ts=said["ts"], blocks=[]) == "no_text"


@documented("chat.update", "block_mismatch")
async def test_rich_text_stays_rich_text(slack: Slack, room: Room) -> None:
    ts = (await slack.call("chat_postMessage", channel=room.id, text="one", blocks=[RICH]))["ts"]
    error = await slack.error("chat_update", channel=room.id, ts=ts, text="two", blocks=[section("two")])
    assert error == "block_mismatch"
    await slack.call("chat_update", channel=room.id, ts=ts, text="two", blocks=[RICH])


@documented("chat.update", "channel_not_found", "message_not_found")
@documented("chat.delete", "channel_not_found", "message_not_found")
@pytest.mark.parametrize("verb,args", [("chat_update", {"text": "x"}), ("chat_delete", {})])
async def test_what_is_not_there(
    slack: Slack, room: Room, secret_room: Room, ts: str, verb: str, args: JSON
) -> None:
    assert await slack.error(verb, channel=room.id, ts=NEVER, **args) == "message_not_found"
    # Here a channel has no other name than its id.
    for channel in ("C0NOWHERE", "war-room", secret_room.id):
        assert await slack.error(verb, channel=channel, ts=ts, **args) == "channel_not_found"


@documented("chat.update", "cant_update_message")
@documented("chat.delete", "cant_delete_message")
@pytest.mark.parametrize(
    "verb,args,error",
    [
        ("chat_update", {"text": "x"}, "cant_update_message"),
        ("chat_delete", {}, "cant_delete_message"),
    ],
)
async def test_what_others_said(
    slack: Slack, sandbox: Sandbox, room: Room, verb: str, args: JSON, error: str
) -> None:
    hers = await sandbox.person("ann").says("mine", "war-room")
    slacks = room.messages[0].ts
    for ts in (hers, slacks):
        assert await slack.error(verb, channel=room.id, ts=ts, **args) == error


async def test_a_whisper_cannot_be_changed(slack: Slack, room: Room) -> None:
    ts = (await slack.call("chat_postEphemeral", channel=room.id, user=ANN, text="psst"))["message_ts"]
    assert await slack.error("chat_update", channel=room.id, ts=ts, text="x") == "message_not_found"


@documented("chat.update", "is_inactive")
async def test_where_nothing_is_changed_any_more(slack: Slack, sandbox: Sandbox, room: Room, ts: str) -> None:
    archive(sandbox.workspace, room.channel, ANN)
    assert await slack.error("chat_update", channel=room.id, ts=ts, text="two") == "is_inactive"


@documented("chat.delete")
async def test_a_message_is_taken_away(slack: Slack, sandbox: Sandbox, room: Room, ts: str) -> None:
    await slack.call("pins_add", channel=room.id, timestamp=ts)
    answer = await slack.call("chat_delete", channel=room.id, ts=ts)
    assert answer == {"ok": True, "channel": room.id, "ts": ts}
    assert room.posts == room.pins == []
    event = await hears(sandbox, "message", subtype="message_deleted")
    assert misfits(event, EVENTS["message.message_deleted"]) == []
    assert (event["deleted_ts"], event["previous_message"]["text"]) == (ts, "one")


async def test_replies_keep_a_stone_to_hang_on(slack: Slack, room: Room, ts: str) -> None:
    await slack.call("chat_postMessage", channel=room.id, text="reply", thread_ts=ts)
    await slack.call("chat_delete", channel=room.id, ts=ts)
    thread = (await slack.call("conversations_replies", channel=room.id, ts=ts))["messages"]
    assert misfits(thread[0], MESSAGE) == []
    assert [(said.get("subtype"), said["text"]) for said in thread] == [
        ("tombstone", "This message was deleted."),
        (None, "reply"),
    ]
    assert "blocks" not in thread[0]
    assert await slack.error("chat_delete", channel=room.id, ts=ts) == "cant_delete_message"
