"""chat.*: what the app says."""

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
from .heard import heard, hears
from .shapes import EVENTS, MESSAGE, misfits

JSON = dict[str, Any]
GENERAL, ANN = "C0GENERAL", "U0ANN0000"
SAYING: dict[str, JSON] = {"chat_postMessage": {}, "chat_postEphemeral": {"user": ANN}}
TASK: JSON = {"event_type": "task_created", "event_payload": {"id": "7"}}
saying = pytest.mark.parametrize("verb", SAYING)
# The client warns of messages without text, which are what some of these tests are about.
without_text = pytest.mark.filterwarnings("ignore:The top-level `text` argument is missing")


@documented("chat.postMessage")
async def test_a_message_is_posted(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    blocks = [section("*The card*", block_id="card")]
    answer = await slack.call("chat_postMessage", channel=room.id, text="The card", blocks=blocks)

    assert misfits(answer, "ok channel ts message") == []
    assert misfits(answer["message"], MESSAGE) == []
    assert (answer["channel"], answer["message"]["ts"]) == (room.id, answer["ts"])
    assert (answer["message"]["user"], answer["message"]["bot_id"]) == (sandbox.app.user, sandbox.app.bot_id)
    assert [seen.text for seen in room.posts] == ["The card"]
    event = await hears(sandbox, "message", ts=answer["ts"])
    assert misfits(event, EVENTS["message"]) == []
    assert (event["channel_type"], event["blocks"]) == ("channel", answer["message"]["blocks"])


async def test_arguments_may_be_json_in_strings_and_names(slack: Slack, room: Room) -> None:
    blocks = '[{"type": "divider", "block_id": "line"}]'
    answer = await slack.call(
        "chat_postMessage",
        channel="#war-room",
        text="x",
        blocks=blocks,
        metadata='{"event_type": "task_created", "event_payload": {"id": "7"}}',
        unfurl_links=False,
        mrkdwn=True,
        team_id="T0SANDBOX",
    )
    assert answer["message"]["blocks"] == [{"type": "divider", "block_id": "line"}]
    assert answer["message"]["metadata"] == TASK


async def test_a_person_is_spoken_to_directly(slack: Slack, sandbox: Sandbox) -> None:
    answer = await slack.call("chat_postMessage", channel=ANN, text="your turn")
    assert answer["channel"].startswith("D")
    event = await hears(sandbox, "message", ts=answer["ts"])
    assert event["channel_type"] == "im"


async def test_a_reply_counts_and_may_be_shown_to_all(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    parent = (await slack.call("chat_postMessage", channel=room.id, text="parent"))["ts"]
    reply = await slack.call("chat_postMessage", channel=room.id, text="reply", thread_ts=parent)
    assert reply["message"]["thread_ts"] == parent
    assert reply["message"]["parent_user_id"] == sandbox.app.user
    shown = await slack.call(
        "chat_postMessage", channel=room.id, text="look", thread_ts=reply["ts"], reply_broadcast=True
    )
    event = await hears(sandbox, "message", subtype="thread_broadcast")
    assert misfits(event, EVENTS["message.thread_broadcast"]) == []
    assert (event["ts"], event["root"]["reply_count"]) == (shown["ts"], 2)


async def test_apps_are_told_that_they_were_mentioned(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    text = f"<@{sandbox.app.user}> hello"
    answer = await slack.call("chat_postMessage", channel=room.id, text=text)
    event = await hears(sandbox, "app_mention", ts=answer["ts"])
    assert misfits(event, EVENTS["app_mention"]) == []


async def test_metadata_is_told_to_those_who_asked_for_it(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    sandbox.app.metadata_types = frozenset({"task_created"})
    other = {"event_type": "task_closed", "event_payload": {}}
    await slack.call("chat_postMessage", channel=room.id, text="x", metadata=other)
    ts = (await slack.call("chat_postMessage", channel=room.id, text="x", metadata=TASK))["ts"]
    event = await hears(sandbox, "message_metadata_posted")
    assert misfits(event, EVENTS["message_metadata_posted"]) == []
    assert (event["message_ts"], event["metadata"]) == (ts, TASK)
    changed = {**TASK, "event_payload": {"id": "8"}}
    await slack.call("chat_update", channel=room.id, ts=ts, text="y", metadata=changed)
    event = await hears(sandbox, "message_metadata_updated")
    assert (event["previous_metadata"], event["metadata"]) == (TASK, changed)
    assert len(heard(sandbox, "message_metadata_posted")) == 1


async def test_another_name_and_picture_need_a_scope(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    looks: JSON = {"username": "Pager", "icon_emoji": ":pager:"}
    message = (await slack.call("chat_postMessage", channel=room.id, text="x", **looks))["message"]
    assert (message["username"], message["icons"]) == ("Pager", {"emoji": ":pager:"})
    assert misfits(message, MESSAGE) == []
    sandbox.app.scopes = frozenset({"chat:write"})
    refused = await slack.refused("chat_postMessage", channel=room.id, text="x", **looks)
    assert (refused["error"], refused["needed"]) == ("missing_scope", "chat:write.customize")


async def test_names_are_linked_when_asked_for(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    text = "@here @ann #war-room #nowhere"
    kept = (await slack.call("chat_postMessage", channel=room.id, text=text))["message"]["text"]
    assert kept == text
    linked = await slack.call("chat_postMessage", channel=room.id, text=text, link_names=True)
    # People are mentioned by their ids only.
    assert linked["message"]["text"] == f"<!here> @ann <#{room.id}|war-room> #nowhere"
    parsed = await slack.call("chat_postMessage", channel=room.id, text=text, parse="full")
    assert parsed["message"]["text"] == f"<!here> <@{ANN}> <#{room.id}|war-room> #nowhere"


async def test_markdown_is_kept_as_a_block_of_it(slack: Slack, room: Room) -> None:
    said = await slack.call("chat_postMessage", channel=room.id, markdown_text="**Now**")
    (block,) = said["message"]["blocks"]
    assert (block["type"], block["text"]) == ("markdown", "**Now**")


async def test_a_very_long_text_is_cut(slack: Slack, room: Room) -> None:
    answer = await slack.call("chat_postMessage", channel=room.id, text="x" * 40_001)
    assert answer["warning"] == "message_truncated"
    assert answer["response_metadata"]["warnings"] == ["message_truncated"]
    assert len(answer["message"]["text"]) == 40_000


@documented("chat.postMessage", *ERRORS_OF_WORDS)
@documented("chat.postEphemeral", *ERRORS_OF_WORDS)
@without_text
@saying
@pytest.mark.parametrize("args,error", WRONG_WORDS)
async def test_what_cannot_be_said(slack: Slack, room: Room, verb: str, args: JSON, error: str) -> None:
    assert await slack.error(verb, channel=room.id, **SAYING[verb], **args) == error
    assert room.posts == []


@documented("chat.postMessage", *ERRORS_OF_METADATA)
@pytest.mark.parametrize("metadata,error", WRONG_METADATA)
async def test_metadata_that_is_none(slack: Slack, room: Room, metadata: Any, error: str) -> None:
    assert await slack.error("chat_postMessage", channel=room.id, text="x", metadata=metadata) == error


@documented("chat.postMessage", "channel_not_found")
@documented("chat.postEphemeral", "channel_not_found")
@saying
async def test_where_nobody_is(slack: Slack, secret_room: Room, verb: str) -> None:
    for channel in ("C0NOWHERE", secret_room.id, "#secret"):
        assert await slack.error(verb, channel=channel, text="x", **SAYING[verb]) == "channel_not_found"


@documented("chat.postMessage", "not_in_channel")
@documented("chat.postEphemeral", "not_in_channel")
@saying
async def test_where_the_app_is_not(slack: Slack, sandbox: Sandbox, verb: str) -> None:
    sandbox.app.scopes = frozenset({"chat:write"})
    assert await slack.error(verb, channel=GENERAL, text="x", **SAYING[verb]) == "not_in_channel"


async def test_with_a_scope_public_channels_are_open(slack: Slack, sandbox: Sandbox) -> None:
    sandbox.app.scopes = frozenset({"chat:write", "chat:write.public"})
    await slack.call("chat_postMessage", channel=GENERAL, text="x")
    # A whisper is for members alone.
    error = await slack.error("chat_postEphemeral", channel=GENERAL, user=ANN, text="x")
    assert error == "not_in_channel"


@documented("chat.postMessage", "is_archived")
@documented("chat.postEphemeral", "is_archived")
@saying
async def test_where_nothing_is_said_any_more(slack: Slack, sandbox: Sandbox, room: Room, verb: str) -> None:
    archive(sandbox.workspace, room.channel, ANN)
    assert await slack.error(verb, channel=room.id, text="x", **SAYING[verb]) == "is_archived"


@documented("chat.postMessage", "messages_tab_disabled")
@documented("chat.postEphemeral", "messages_tab_disabled")
@saying
async def test_who_is_not_to_be_written_to(slack: Slack, sandbox: Sandbox, verb: str) -> None:
    sandbox.app.messages_tab = False
    direct = sandbox.workspace.direct([sandbox.app.user, ANN]).id
    assert await slack.error(verb, channel=direct, text="x", **SAYING[verb]) == "messages_tab_disabled"
    assert await slack.error("chat_postMessage", channel=ANN, text="x") == "messages_tab_disabled"


@documented("chat.postMessage", "thread_not_found", "cannot_reply_to_message")
@documented("chat.postEphemeral", "thread_not_found", "cannot_reply_to_message")
@saying
async def test_what_has_no_thread(slack: Slack, room: Room, verb: str) -> None:
    said: JSON = {"channel": room.id, "text": "x", **SAYING[verb]}
    assert await slack.error(verb, thread_ts=NEVER, **said) == "thread_not_found"
    whisper = await slack.call("chat_postEphemeral", channel=room.id, user=ANN, text="psst")
    error = await slack.error(verb, thread_ts=whisper["message_ts"], **said)
    assert error == "cannot_reply_to_message"


@documented("chat.postMessage", "as_user_not_supported")
async def test_nobody_speaks_as_somebody_else(slack: Slack, room: Room) -> None:
    error = await slack.error("chat_postMessage", channel=room.id, text="x", as_user=True)
    assert error == "as_user_not_supported"


@documented("chat.postMessage", "duplicate_channel_not_found", "duplicate_message_not_found")
async def test_what_is_said_twice(slack: Slack, sandbox: Sandbox, room: Room, private_room: Room) -> None:
    async def say(channel: str, key: str) -> JSON:
        return await slack.call("chat_postMessage", channel=channel, text="once", client_msg_id=key)

    # It is not known to be looked at, so it is not, until it is switched on.
    assert (await say(room.id, "a"))["ts"] != (await say(room.id, "a"))["ts"]
    sandbox.app.client_msg_ids = {}
    said, hushed = await say(room.id, "a"), await say(private_room.id, "b")
    again = await say(room.id, "a")
    assert (again["ts"], again["is_duplicate"]) == (said["ts"], True)
    assert "is_duplicate" not in said
    del room.channel.messages[said["ts"]]
    again = await slack.refused("chat_postMessage", channel=room.id, text="once", client_msg_id="a")
    assert again["error"] == "duplicate_message_not_found"
    private_room.channel.members.remove(sandbox.app.user)
    again = await slack.refused("chat_postMessage", channel=room.id, text="once", client_msg_id="b")
    assert (again["error"], hushed["ok"]) == ("duplicate_channel_not_found", True)


@documented("chat.postEphemeral")
async def test_a_whisper_is_for_one_person(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    answer = await slack.call("chat_postEphemeral", channel=room.id, user=ANN, text="psst")
    assert misfits(answer, "ok message_ts") == []
    assert [seen.ts for seen in sandbox.person("ann").private("war-room")] == [answer["message_ts"]]
    assert sandbox.person("bo").private() == []
    assert room.posts == []
    assert heard(sandbox, "message", text="psst") == []


async def test_a_whisper_in_a_thread_that_nobody_began_is_not_seen(
    slack: Slack, sandbox: Sandbox, room: Room
) -> None:
    parent = (await slack.call("chat_postMessage", channel=room.id, text="parent"))["ts"]
    whisper: JSON = {"channel": room.id, "user": ANN, "thread_ts": parent}
    await slack.call("chat_postEphemeral", text="too early", **whisper)
    await slack.call("chat_postMessage", channel=room.id, text="reply", thread_ts=parent)
    await slack.call("chat_postEphemeral", text="now", **whisper)
    assert [seen.text for seen in sandbox.person("ann").private("war-room")] == ["now"]


@documented("chat.postEphemeral", "user_not_in_channel")
@pytest.mark.parametrize("user", ["U0CHI0000", "U0NOBODY0"])
async def test_who_is_not_there_to_hear(slack: Slack, room: Room, user: str) -> None:
    error = await slack.error("chat_postEphemeral", channel=room.id, user=user, text="psst")
    assert error == "user_not_in_channel"


async def test_a_whisper_is_not_cut(slack: Slack, room: Room) -> None:
    error = await slack.error("chat_postEphemeral", channel=room.id, user=ANN, text="x" * 40_001)
    assert error == "msg_too_long"


@documented("chat.getPermalink")
async def test_a_message_has_an_address(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    parent = (await slack.call("chat_postMessage", channel=room.id, text="parent"))["ts"]
    reply = (await slack.call("chat_postMessage", channel=room.id, text="reply", thread_ts=parent))["ts"]
    answer = await slack.call("chat_getPermalink", channel=room.id, message_ts=parent)
    link = f"{sandbox.url}/archives/{room.id}/p"
    assert answer == {
        "ok": True,
        "channel": room.id,
        "permalink": link + parent.replace(".", ""),
    }
    answer = await slack.call("chat_getPermalink", channel=room.id, message_ts=reply)
    assert answer["permalink"] == f"{link}{reply.replace('.', '')}?thread_ts={parent}&cid={room.id}"


@documented("chat.getPermalink", "channel_not_found", "message_not_found")
async def test_what_has_no_address(slack: Slack, room: Room, secret_room: Room) -> None:
    error = await slack.error("chat_getPermalink", channel=secret_room.id, message_ts=NEVER)
    assert error == "channel_not_found"
    error = await slack.error("chat_getPermalink", channel=room.id, message_ts=NEVER)
    assert error == "message_not_found"
