"""conversations.history and conversations.replies: what was said."""

from __future__ import annotations

from typing import Any

import pytest

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.acts.membership import create
from incident_bot.sandbox.rooms import Room

from .conftest import Slack
from .documented import documented
from .shapes import MESSAGE, misfits

GENERAL = "C0GENERAL"
VERBS = ("conversations_history", "conversations_replies")


async def said(slack: Slack, room: Room, *texts: str, **also: Any) -> list[str]:
    """Posts these texts; their ts."""
    return [
        str((await slack.call("chat_postMessage", channel=room.id, text=text, **also))["ts"])
        for text in texts
    ]


def texts(answer: dict[str, Any]) -> list[str]:
    return [message["text"] for message in answer["messages"] if "subtype" not in message]


@documented("conversations.history")
async def test_the_newest_first(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    first, _ = await said(slack, room, "one", "two")
    await sandbox.person("ann").says("three", room)
    await slack.call("pins_add", channel=room.id, timestamp=first)

    answer = await slack.call("conversations_history", channel=room.id)

    assert texts(answer) == ["three", "two", "one"]
    assert [misfits(message, MESSAGE) for message in answer["messages"]] == [[]] * len(answer["messages"])
    assert (answer["has_more"], answer["pin_count"]) == (False, 1)
    assert answer["response_metadata"] == {"next_cursor": ""}
    assert answer["messages"][-1]["subtype"] == "channel_join"


async def test_replies_are_left_out_unless_they_were_sent_to_the_channel(slack: Slack, room: Room) -> None:
    (parent,) = await said(slack, room, "parent")
    await said(slack, room, "reply", thread_ts=parent)
    await said(slack, room, "for all", thread_ts=parent, reply_broadcast=True)
    answer = await slack.call("conversations_history", channel=room.id)
    shown = [message["text"] for message in answer["messages"]][:2]
    assert shown == ["for all", "parent"]
    assert answer["messages"][0]["subtype"] == "thread_broadcast"
    assert answer["messages"][1]["reply_count"] == 2


@pytest.mark.parametrize(
    "bounds,shown",
    [
        ({"oldest": 1, "latest": 3}, ["2"]),
        ({"oldest": 1, "latest": 3, "inclusive": True}, ["3", "2", "1"]),
        ({"oldest": 2}, ["4", "3"]),
        ({"latest": 1}, ["0"]),
    ],
)
async def test_between_two_moments(
    slack: Slack, room: Room, bounds: dict[str, Any], shown: list[str]
) -> None:
    ts = await said(slack, room, *"01234")
    asked = {name: value if value is True else ts[value] for name, value in bounds.items()}
    answer = await slack.call("conversations_history", channel=room.id, **asked)
    assert texts(answer) == shown
    assert {name: answer.get(name) for name in ("oldest", "latest")} == {
        name: asked.get(name) for name in ("oldest", "latest")
    }


async def test_history_goes_on_where_a_message_was_deleted(slack: Slack, room: Room) -> None:
    ts = await said(slack, room, *"01234")
    first = await slack.call("conversations_history", channel=room.id, limit=2)
    assert (texts(first), first["has_more"]) == (["4", "3"], True)
    await slack.call("chat_delete", channel=room.id, ts=ts[2])
    cursor = first["response_metadata"]["next_cursor"]
    assert texts(await slack.call("conversations_history", channel=room.id, cursor=cursor)) == ["1", "0"]


@pytest.mark.parametrize("verb", VERBS)
async def test_metadata_is_shown_on_request(slack: Slack, room: Room, verb: str) -> None:
    metadata = {"event_type": "card", "event_payload": {"key": "7"}}
    (ts,) = await said(slack, room, "card", metadata=metadata)
    about: dict[str, Any] = {"channel": room.id} | ({"ts": ts} if verb == "conversations_replies" else {})
    plain = (await slack.call(verb, **about))["messages"][0]
    assert plain["metadata"] == {"event_type": "card"}
    full = (await slack.call(verb, include_all_metadata=True, **about))["messages"][0]
    assert full["metadata"] == metadata


@documented("conversations.replies")
async def test_a_thread_from_its_beginning(slack: Slack, room: Room) -> None:
    (parent,) = await said(slack, room, "parent")
    replies = await said(slack, room, "one", "two", "three", thread_ts=parent)

    answer = await slack.call("conversations_replies", channel=room.id, ts=parent)

    assert texts(answer) == ["parent", "one", "two", "three"]
    assert [misfits(message, MESSAGE) for message in answer["messages"]] == [[]] * 4
    assert answer["messages"][0]["latest_reply"] == replies[-1]
    assert [message["thread_ts"] for message in answer["messages"]] == [parent] * 4
    assert answer["has_more"] is False
    later = await slack.call("conversations_replies", channel=room.id, ts=parent, oldest=replies[0])
    assert texts(later) == ["parent", "two", "three"]
    # A reply's own ts gives that message alone.
    assert texts(await slack.call("conversations_replies", channel=room.id, ts=replies[1])) == ["two"]


async def test_a_message_without_a_thread_is_a_thread_of_one(slack: Slack, room: Room) -> None:
    (ts,) = await said(slack, room, "alone")
    assert texts(await slack.call("conversations_replies", channel=room.id, ts=ts)) == ["alone"]


@documented("conversations.replies", "thread_not_found")
async def test_a_thread_of_nothing(slack: Slack, room: Room) -> None:
    error = await slack.error("conversations_replies", channel=room.id, ts="1700000000.000001")
    assert error == "thread_not_found"


@documented("conversations.history", "invalid_ts_oldest", "invalid_ts_latest")
@documented("conversations.replies", "invalid_ts_oldest", "invalid_ts_latest")
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", ["oldest", "latest"])
@pytest.mark.parametrize("moment", ["yesterday", "-1", "NaN"])
async def test_a_moment_that_is_none(slack: Slack, room: Room, verb: str, name: str, moment: str) -> None:
    (ts,) = await said(slack, room, "hello")
    about = {"ts": ts} if verb == "conversations_replies" else {}
    error = await slack.error(verb, channel=room.id, **about, **{name: moment})
    assert error == f"invalid_ts_{name}"


@documented("conversations.history", "invalid_cursor")
@documented("conversations.replies", "invalid_cursor")
@pytest.mark.parametrize("verb", VERBS)
async def test_a_cursor_of_another_list(slack: Slack, room: Room, verb: str) -> None:
    (ts,) = await said(slack, room, "hello")
    about = {"ts": ts} if verb == "conversations_replies" else {}
    elsewhere = (await slack.call("users_list", limit=1))["response_metadata"]["next_cursor"]
    for cursor in (elsewhere, "next"):
        assert await slack.error(verb, channel=room.id, cursor=cursor, **about) == "invalid_cursor"


@pytest.mark.parametrize("verb,most", [("conversations_history", 999), ("conversations_replies", 1000)])
async def test_more_than_a_page(slack: Slack, room: Room, verb: str, most: int) -> None:
    (ts,) = await said(slack, room, "hello")
    about = {"ts": ts} if verb == "conversations_replies" else {}
    await slack.call(verb, channel=room.id, limit=most, **about)
    refused = await slack.refused(verb, channel=room.id, limit=most + 1, **about)
    assert refused["error"] == "invalid_arguments"
    assert refused["response_metadata"]["messages"] == [
        f"[ERROR] must be a number from 1 to {most} [json-pointer:/limit]"
    ]


@documented("conversations.history", "channel_not_found", "not_in_channel")
@documented("conversations.replies", "channel_not_found", "not_in_channel")
@pytest.mark.parametrize("verb", VERBS)
async def test_only_members_read(slack: Slack, sandbox: Sandbox, secret_room: Room, verb: str) -> None:
    lounge = create(sandbox.workspace, "lounge", sandbox.person("ann").id)
    about = {"ts": "1700000000.000001"} if verb == "conversations_replies" else {}
    assert await slack.error(verb, channel=lounge.id, **about) == "not_in_channel"
    for place in ("C0NOWHERE0", secret_room.id):
        assert await slack.error(verb, channel=place, **about) == "channel_not_found"


@pytest.mark.parametrize("verb", VERBS)
async def test_each_kind_of_conversation_has_its_scope(
    slack: Slack, sandbox: Sandbox, room: Room, private_room: Room, verb: str
) -> None:
    people = [sandbox.person(name).id for name in ("ann", "bo")]
    two = (await slack.call("conversations_open", users=people[0]))["channel"]["id"]
    few = (await slack.call("conversations_open", users=people))["channel"]["id"]
    sandbox.app.scopes = frozenset({"chat:write"})
    places = {room.id: "channels", private_room.id: "groups", two: "im", few: "mpim"}
    about = {"ts": "1700000000.000001"} if verb == "conversations_replies" else {}
    for place, kind in places.items():
        refused = await slack.refused(verb, channel=place, **about)
        assert (refused["error"], refused["needed"]) == ("missing_scope", f"{kind}:history")
