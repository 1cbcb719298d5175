"""conversations.list and users.conversations, and how every list pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_bot.sandbox import Seed
from incident_bot.sandbox.acts.membership import archive, create
from incident_bot.sandbox.acts.posting import new_message, post
from incident_bot.sandbox.call import METHODS, Call
from incident_bot.sandbox.records import JSON, Channel
from incident_bot.sandbox.rooms import Room
from incident_bot.sandbox.server import Sandbox
from incident_bot.sandbox.workspace import Workspace

from .conftest import Slack
from .documented import documented
from .shapes import CHANNEL, misfits

# https://docs.slack.dev/reference/methods/users.conversations: it does not say who is a member.
OF_A_PERSON = CHANNEL.replace("is_member", "")
KINDS = "public_channel,private_channel,mpim,im"
DIRECT = """
    id created is_archived is_im is_private is_org_shared is_open context_team_id updated user is_user_deleted
    priority
"""


@documented("conversations.list")
async def test_the_channels(slack: Slack, room: Room, private_room: Room, secret_room: Room) -> None:
    public = await slack.call("conversations_list")
    assert [misfits(channel, CHANNEL) for channel in public["channels"]] == [[]] * len(public["channels"])
    assert [channel["name"] for channel in public["channels"]] == [
        "general",
        "incidents",
        "random",
        "war-room",
    ]
    assert public["response_metadata"] == {"next_cursor": ""}
    private = await slack.call("conversations_list", types="private_channel")
    # Of private channels, those it is in.
    assert [channel["name"] for channel in private["channels"]] == ["hush"]


async def test_direct_conversations_are_listed_as_such(slack: Slack, sandbox: Sandbox) -> None:
    people = [sandbox.person(name).id for name in ("ann", "bo")]
    await slack.call("conversations_open", users=people)
    await slack.call("conversations_open", users=people[0])
    listed = (await slack.call("conversations_list", types=["mpim", "im"]))["channels"]
    few, two = listed
    assert misfits(few, CHANNEL) == misfits(two, DIRECT) == []
    assert few["name"].startswith("mpdm-")
    assert (few["is_mpim"], two["is_im"], two["user"]) == (True, True, people[0])


async def test_a_page_is_cut_before_the_archived_are_left_out(
    slack: Slack, sandbox: Sandbox, room: Room
) -> None:
    for name in ("random", "incidents"):
        archive(sandbox.workspace, sandbox.channel(name).channel, sandbox.person("ann").id)
    pages: list[list[str]] = []
    cursor = ""
    while not pages or cursor:
        page = await slack.call("conversations_list", limit=1, exclude_archived=True, cursor=cursor)
        pages.append([channel["name"] for channel in page["channels"]])
        cursor = page["response_metadata"]["next_cursor"]
    assert pages == [["general"], [], [], ["war-room"]]


@documented("users.conversations")
async def test_the_channels_somebody_is_in(
    slack: Slack, sandbox: Sandbox, room: Room, private_room: Room, secret_room: Room
) -> None:
    mine = (await slack.call("users_conversations", types="public_channel,private_channel"))["channels"]
    assert [misfits(channel, OF_A_PERSON) for channel in mine] == [[], []]
    assert [channel["name"] for channel in mine] == ["war-room", "hush"]
    ann = sandbox.person("ann").id
    hers = await slack.call("users_conversations", types="public_channel,private_channel", user=ann)
    # Of her private channels only those that the app is in too.
    names = [channel["name"] for channel in hers["channels"]]
    assert names == ["general", "incidents", "random", "war-room", "hush"]
    await slack.call("conversations_archive", channel=room.id)
    left = await slack.call("users_conversations", user=ann, exclude_archived=True)
    assert "war-room" not in [channel["name"] for channel in left["channels"]]


@documented("users.conversations", "user_not_found")
async def test_the_channels_of_nobody(slack: Slack) -> None:
    assert await slack.error("users_conversations", user="U0NOBODY0") == "user_not_found"


@documented("conversations.list", "invalid_types")
@documented("users.conversations", "invalid_types")
@pytest.mark.parametrize("verb", ["conversations_list", "users_conversations"])
async def test_kinds_that_there_are_not(slack: Slack, verb: str) -> None:
    assert await slack.error(verb, types="public_channel,rooms") == "invalid_types"


@documented("conversations.list", "invalid_limit")
@documented("users.conversations", "invalid_limit")
@pytest.mark.parametrize("verb", ["conversations_list", "users_conversations"])
@pytest.mark.parametrize("limit", [-1, 1000, "many"])
async def test_more_than_a_page(slack: Slack, verb: str, limit: int | str) -> None:
    assert await slack.error(verb, limit=limit) == "invalid_limit"
    await slack.call(verb, limit=999)


@documented("conversations.list", "invalid_cursor")
@documented("users.conversations", "invalid_cursor")
@pytest.mark.parametrize(
    "verb,other", [("conversations_list", "users_list"), ("users_conversations", "conversations_list")]
)
async def test_a_cursor_leads_through_its_own_list(slack: Slack, verb: str, other: str) -> None:
    elsewhere = (await slack.call(other, limit=1))["response_metadata"]["next_cursor"]
    for cursor in (elsewhere, "next", "!", "bmV4dA=="):
        assert await slack.error(verb, cursor=cursor) == "invalid_cursor"


@pytest.mark.parametrize("verb", ["conversations_list", "users_conversations"])
async def test_each_kind_has_its_scope(slack: Slack, sandbox: Sandbox, verb: str) -> None:
    sandbox.app.scopes = frozenset({"channels:read"})
    await slack.call(verb)
    refused = await slack.refused(verb, types=KINDS)
    assert (refused["error"], refused["needed"]) == ("missing_scope", "groups:read")


async def test_what_is_new_meanwhile_moves_no_page(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    for number in range(4):
        await slack.call("chat_postMessage", channel=room.id, text=str(number))
    first = await slack.call("conversations_history", channel=room.id, limit=2)
    await sandbox.person("ann").says("just now", room)
    cursor = first["response_metadata"]["next_cursor"]
    rest = await slack.call("conversations_history", channel=room.id, limit=2, cursor=cursor)
    assert [message["text"] for message in rest["messages"]] == ["1", "0"]


# -- any limit, any list ---


def _busy() -> Workspace:
    """Thirteen channels, one of them with thirteen messages and a thread of thirteen replies."""
    workspace = Seed.example().workspace(lambda: 1_767_600_000.0)
    me = workspace.app.user
    places = [create(workspace, f"place-{number}", me) for number in range(10)]
    for number in range(13):
        post(workspace, places[0], new_message(workspace, places[0], me, str(number)))
    parent = next(reversed(places[0].messages))
    for number in range(13):
        reply = new_message(workspace, places[0], me, str(number), thread_ts=parent)
        post(workspace, places[0], reply)
    return workspace


BUSY = _busy()


def _place() -> Channel:
    found = BUSY.channel_named("place-0")
    assert found is not None
    return found


def _pages(method: str, field: str, limit: int, **args: str) -> Iterator[list[Any]]:
    cursor, token = "", BUSY.tokens[BUSY.app.bot_token]
    while True:
        call = Call(METHODS[method], {**args, "limit": str(limit), "cursor": cursor}, BUSY, token)
        answer = call.answer()
        yield answer[field]
        cursor = answer["response_metadata"]["next_cursor"]
        if not cursor:
            return


@settings(deadline=None, max_examples=60)
@given(limit=st.integers(1, 30))
@pytest.mark.parametrize(
    "method", ["list", "history", "replies", "members", "users.list", "users.conversations"]
)
def test_any_limit_walks_the_whole_list_once_and_in_order(method: str, limit: int) -> None:
    place = _place()
    parent, replies = next(iter(place.threads.items()))
    shown = [message.ts for message in reversed(place.messages.values()) if message.shows_in_channel]
    mine = [channel.id for channel in BUSY.channels.values() if BUSY.app.user in channel.members]
    name, args, field, whole = {
        "list": ("conversations.list", {}, "channels", list(BUSY.channels)),
        "users.conversations": ("users.conversations", {}, "channels", mine),
        "history": ("conversations.history", {"channel": place.id}, "messages", shown),
        "replies": (
            "conversations.replies",
            {"channel": place.id, "ts": parent},
            "messages",
            [parent, *replies],
        ),
        "members": ("conversations.members", {"channel": "C0GENERAL"}, "members", _general()),
        "users.list": ("users.list", {}, "members", list(BUSY.users)),
    }[method]

    pages = list(_pages(name, field, limit, **args))

    assert [_key(item) for page in pages for item in page] == whole
    assert all(len(page) == limit for page in pages[:-1])


def _general() -> list[str]:
    return list(BUSY.channels["C0GENERAL"].members)


def _key(item: JSON | str) -> str:
    return item if isinstance(item, str) else str(item.get("ts") or item["id"])
