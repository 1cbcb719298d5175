"""conversations.open: conversations of two, or of a few."""

from __future__ import annotations

import pytest

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.rooms import Room

from .conftest import Slack
from .documented import documented
from .heard import heard, hears
from .shapes import CHANNEL, misfits


@pytest.fixture
def people(sandbox: Sandbox) -> list[str]:
    return [sandbox.person(name).id for name in ("ann", "bo", "chi", "dee")]


@documented("conversations.open")
async def test_a_conversation_of_two(slack: Slack, sandbox: Sandbox, people: list[str]) -> None:
    opened = await slack.call("conversations_open", users=people[0])
    direct = opened["channel"]["id"]
    assert opened == {"ok": True, "channel": {"id": direct}}
    assert direct.startswith("D")
    created = await hears(sandbox, "im_created")
    assert (created["user"], created["channel"]["id"]) == (people[0], direct)
    shown = await hears(sandbox, "im_open")
    assert misfits(shown, "type user channel event_ts") == []
    assert (shown["user"], shown["channel"]) == (people[0], direct)
    again = await slack.call("conversations_open", users=people[0])
    assert again == {"ok": True, "no_op": True, "already_open": True, "channel": {"id": direct}}
    assert len(heard(sandbox, "im_created")) == 1


async def test_a_conversation_of_a_few(slack: Slack, people: list[str]) -> None:
    opened = await slack.call("conversations_open", users=people, return_im=True)
    channel = opened["channel"]
    assert misfits(channel, CHANNEL) == []
    assert (channel["is_mpim"], channel["is_group"], channel["is_im"]) == (True, True, False)
    assert channel["purpose"]["value"] == "Group messaging with: @incidentbot @ann @bo @chi @dee"
    # The same people in another order are the same conversation.
    again = await slack.call("conversations_open", users=people[::-1])
    assert (again["channel"]["id"], again["already_open"]) == (channel["id"], True)


async def test_it_is_resumed_by_its_id(slack: Slack, people: list[str]) -> None:
    opened = (await slack.call("conversations_open", users=people[0]))["channel"]["id"]
    resumed = await slack.call("conversations_open", channel=opened, return_im=True)
    assert (resumed["no_op"], resumed["channel"]["user"]) == (True, people[0])


async def test_looking_whether_there_is_one_makes_none(
    slack: Slack, sandbox: Sandbox, people: list[str]
) -> None:
    known = len(sandbox.channels)
    error = await slack.error("conversations_open", users=people[0], prevent_creation=True)
    assert (error, len(sandbox.channels)) == ("channel_not_found", known)
    await slack.call("conversations_open", users=people[0])
    there = await slack.call("conversations_open", users=people[0], prevent_creation=True)
    assert there["already_open"]


@documented("conversations.open", "channel_not_found")
@documented("conversations.open", "method_not_supported_for_channel_type")
async def test_what_is_no_direct_conversation(slack: Slack, room: Room) -> None:
    assert await slack.error("conversations_open", channel="D0NOWHERE0") == "channel_not_found"
    error = await slack.error("conversations_open", channel=room.id)
    assert error == "method_not_supported_for_channel_type"


@documented("conversations.open", "users_list_not_supplied")
@documented("conversations.open", "not_enough_users")
@documented("conversations.open", "too_many_users")
@documented("conversations.open", "user_not_found")
@pytest.mark.parametrize(
    "users,error",
    [
        ("", "users_list_not_supplied"),
        ("U0BOT0000", "not_enough_users"),
        (",".join(f"U0P{number:06}" for number in range(9)), "too_many_users"),
        ("U0ANN0000,U0NOBODY0", "user_not_found"),
    ],
)
async def test_nobody_to_talk_to(slack: Slack, users: str, error: str) -> None:
    assert await slack.error("conversations_open", users=users) == error


@documented("conversations.open", "user_disabled")
async def test_somebody_who_left_the_team(slack: Slack, sandbox: Sandbox, people: list[str]) -> None:
    sandbox.person("ann").user.deleted = True
    assert await slack.error("conversations_open", users=people) == "user_disabled"


async def test_two_and_a_few_have_their_own_scopes(slack: Slack, sandbox: Sandbox, people: list[str]) -> None:
    sandbox.app.scopes = frozenset({"im:write"})
    await slack.call("conversations_open", users=people[0])
    refused = await slack.refused("conversations_open", users=people)
    assert (refused["error"], refused["needed"]) == ("missing_scope", "mpim:write")
