"""conversations.*: who comes and goes."""

from __future__ import annotations

from typing import Any

import pytest

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.acts.membership import create
from incident_bot.sandbox.records import User
from incident_bot.sandbox.rooms import Room
from incident_bot.sandbox.workspace import SLACKBOT

from .conftest import Slack
from .documented import documented
from .heard import heard, hears
from .shapes import CHANNEL, misfits

GENERAL, NOBODY = "C0GENERAL", "U0NOBODY0"
# What changes who is in a channel, with whatever else it takes.
DONE: dict[str, dict[str, Any]] = {
    "conversations_invite": {"users": "U0CHI0000"},
    "conversations_join": {},
    "conversations_leave": {},
    "conversations_kick": {"user": "U0ANN0000"},
}


@pytest.fixture
async def lounge(sandbox: Sandbox) -> str:
    """A public channel of Ann's alone."""
    return create(sandbox.workspace, "lounge", sandbox.person("ann").id).id


def guest(sandbox: Sandbox, name: str, *, of_one_channel: bool = False) -> str:
    """Somebody who is in the team only for some channels, or for one."""
    made = User(f"U0{name.upper():0<7}", name, f"{name.title()} Guest", is_restricted=True)
    made.is_ultra_restricted = of_one_channel
    sandbox.workspace.users[made.id] = made
    return made.id


@documented("conversations.invite")
async def test_people_are_brought_in(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    people = [sandbox.person(name).id for name in ("chi", "dee")]
    answer = await slack.call("conversations_invite", channel=room.id, users=people)

    assert misfits(answer["channel"], CHANNEL) == []
    assert "errors" not in answer
    assert room.members == ["incidentbot", "ann", "bo", "chi", "dee"]
    for person in people:
        joined = await hears(sandbox, "member_joined_channel", user=person)
        assert misfits(joined, "type user channel channel_type team inviter event_ts") == []
        assert (joined["channel"], joined["inviter"]) == (room.id, sandbox.app.user)
        line = await hears(sandbox, "message", subtype="channel_join", user=person)
        assert (line["inviter"], line["text"]) == (sandbox.app.user, f"<@{person}> has joined the channel")


async def test_without_force_it_is_all_or_nobody(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    chi = sandbox.person("chi").id
    users = [NOBODY, chi, sandbox.app.user]
    refused = await slack.refused("conversations_invite", channel=room.id, users=users)
    assert refused == {
        "ok": False,
        "error": "user_not_found",
        "errors": [
            {"user": NOBODY, "ok": False, "error": "user_not_found"},
            {"user": sandbox.app.user, "ok": False, "error": "cant_invite_self"},
        ],
    }
    assert "chi" not in room.members
    forced = await slack.call("conversations_invite", channel=room.id, users=users, force=True)
    assert forced["errors"] == refused["errors"]
    assert "chi" in room.members


async def test_who_left_the_team_is_passed_over(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    sandbox.person("dee").user.deleted = True
    users = [sandbox.person(name).id for name in ("chi", "dee")]
    await slack.call("conversations_invite", channel=room.id, users=users)
    assert room.members == ["incidentbot", "ann", "bo", "chi"]


@documented("conversations.invite", "user_not_found")
@documented("conversations.invite", "cant_invite_self")
@documented("conversations.invite", "already_in_channel")
@documented("conversations.invite", "cant_invite")
@pytest.mark.parametrize(
    "user,error",
    [
        (NOBODY, "user_not_found"),
        ("U0BOT0000", "cant_invite_self"),
        ("U0ANN0000", "already_in_channel"),
        (SLACKBOT, "cant_invite"),
    ],
)
async def test_who_cannot_be_invited(slack: Slack, room: Room, user: str, error: str) -> None:
    assert await slack.error("conversations_invite", channel=room.id, users=user) == error
    # With nobody left, `force` does not help.
    assert await slack.error("conversations_invite", channel=room.id, users=user, force=True) == error


@documented("conversations.invite", "user_is_restricted")
@documented("conversations.invite", "ura_max_channels")
async def test_guests_are_brought_in_by_admins_only(
    slack: Slack, sandbox: Sandbox, room: Room, lounge: str
) -> None:
    gus = guest(sandbox, "gus")
    ula = guest(sandbox, "ula", of_one_channel=True)
    for user in (gus, ula):
        error = await slack.error("conversations_invite", channel=room.id, users=user)
        assert error == "user_is_restricted"
    sandbox.workspace.channels[lounge].members.append(ula)
    assert await slack.error("conversations_invite", channel=room.id, users=ula) == "ura_max_channels"


@documented("conversations.invite", "no_user")
@documented("conversations.invite", "too_many_users")
@pytest.mark.parametrize("count,error", [(0, "no_user"), (101, "too_many_users")])
async def test_nobody_and_too_many(slack: Slack, room: Room, count: int, error: str) -> None:
    users = [f"U0P{number:06}" for number in range(count)]
    assert await slack.error("conversations_invite", channel=room.id, users=users) == error


@documented("conversations.join")
async def test_coming_in(slack: Slack, sandbox: Sandbox, lounge: str) -> None:
    joined = await slack.call("conversations_join", channel=lounge)
    assert misfits(joined["channel"], CHANNEL) == []
    assert joined["channel"]["is_member"]
    assert "warning" not in joined
    assert "inviter" not in await hears(sandbox, "member_joined_channel", channel=lounge)
    again = await slack.call("conversations_join", channel=lounge)
    assert again["warning"] == "already_in_channel"
    assert again["response_metadata"] == {"warnings": ["already_in_channel"]}
    assert sandbox.channel("lounge").members == ["ann", "incidentbot"]


@documented("conversations.leave")
async def test_going_out(slack: Slack, sandbox: Sandbox, room: Room, private_room: Room) -> None:
    assert await slack.call("conversations_leave", channel=room.id) == {"ok": True}
    assert room.members == ["ann", "bo"]
    left = await hears(sandbox, "member_left_channel", channel=room.id)
    assert misfits(left, "type user channel channel_type team event_ts") == []
    told = await hears(sandbox, "channel_left")
    assert misfits(told, "type channel actor_id event_ts") == []
    assert (told["channel"], told["actor_id"]) == (room.id, sandbox.app.user)
    await hears(sandbox, "message", subtype="channel_leave", channel=room.id)
    # Outside it is no error, and yet not well.
    assert await slack.refused("conversations_leave", channel=room.id) == {
        "ok": False,
        "not_in_channel": True,
    }
    await slack.call("conversations_leave", channel=private_room.id)
    assert (await hears(sandbox, "group_left"))["channel"] == private_room.id


@documented("conversations.leave", "last_member")
async def test_the_last_one_stays(slack: Slack) -> None:
    made = await slack.call("conversations_create", name="alone")
    assert await slack.error("conversations_leave", channel=made["channel"]["id"]) == "last_member"


@documented("conversations.leave", "cant_leave_general")
@documented("conversations.kick", "cant_kick_from_general")
async def test_everybody_stays_in_the_general_channel(slack: Slack) -> None:
    await slack.call("conversations_join", channel=GENERAL)
    assert await slack.error("conversations_leave", channel=GENERAL) == "cant_leave_general"
    kicked = await slack.error("conversations_kick", channel=GENERAL, user="U0ANN0000")
    assert kicked == "cant_kick_from_general"


@documented("conversations.kick")
async def test_somebody_is_put_out(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    ann = sandbox.person("ann").id
    assert await slack.call("conversations_kick", channel=room.id, user=ann) == {"ok": True, "errors": {}}
    assert room.members == ["incidentbot", "bo"]
    assert (await hears(sandbox, "member_left_channel"))["user"] == ann
    assert heard(sandbox, "channel_left") == []


@documented("conversations.kick", "cant_kick_self")
@documented("conversations.kick", "not_in_channel")
@documented("conversations.kick", "user_not_found")
@pytest.mark.parametrize(
    "user,error",
    [
        ("U0BOT0000", "cant_kick_self"),
        ("U0CHI0000", "not_in_channel"),
        (NOBODY, "user_not_found"),
        ("", "user_not_found"),
    ],
)
async def test_who_cannot_be_put_out(slack: Slack, room: Room, user: str, error: str) -> None:
    assert await slack.error("conversations_kick", channel=room.id, user=user) == error


@documented("conversations.members")
async def test_who_is_there(slack: Slack, room: Room) -> None:
    there = await slack.call("conversations_members", channel=room.id)
    assert there["members"] == ["U0BOT0000", "U0ANN0000", "U0BO00000"]
    assert there["response_metadata"] == {"next_cursor": ""}
    # Nobody needs to be in a public channel for that.
    assert len((await slack.call("conversations_members", channel=GENERAL))["members"]) == 4


@documented("conversations.members", "invalid_limit")
@pytest.mark.parametrize("limit", [-1, 1001])
async def test_more_members_than_a_page(slack: Slack, room: Room, limit: int) -> None:
    assert await slack.error("conversations_members", channel=room.id, limit=limit) == "invalid_limit"


@documented("conversations.members", "invalid_cursor")
async def test_a_cursor_whose_member_has_left(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    first = await slack.call("conversations_members", channel=room.id, limit=1)
    cursor = first["response_metadata"]["next_cursor"]
    await slack.call("conversations_kick", channel=room.id, user=sandbox.person("ann").id)
    for stale in (cursor, "next"):
        error = await slack.error("conversations_members", channel=room.id, cursor=stale)
        assert error == "invalid_cursor"


@documented("conversations.invite", "channel_not_found")
@documented("conversations.join", "channel_not_found")
@documented("conversations.leave", "channel_not_found")
@documented("conversations.kick", "channel_not_found")
@documented("conversations.members", "channel_not_found")
@pytest.mark.parametrize("verb", [*DONE, "conversations_members"])
async def test_a_channel_that_is_none(slack: Slack, secret_room: Room, verb: str) -> None:
    for place in ("C0NOWHERE0", secret_room.id):
        assert await slack.error(verb, channel=place, **DONE.get(verb, {})) == "channel_not_found"


@documented("conversations.invite", "not_in_channel")
@documented("conversations.kick", "not_in_channel")
@pytest.mark.parametrize("verb", ["conversations_invite", "conversations_kick"])
async def test_outsiders_bring_in_and_put_out_nobody(slack: Slack, lounge: str, verb: str) -> None:
    assert await slack.error(verb, channel=lounge, **DONE[verb]) == "not_in_channel"


@documented("conversations.invite", "is_archived")
@documented("conversations.join", "is_archived")
@documented("conversations.leave", "is_archived")
@pytest.mark.parametrize("verb", ["conversations_invite", "conversations_join", "conversations_leave"])
async def test_nobody_comes_to_the_archive_or_goes(slack: Slack, room: Room, verb: str) -> None:
    await slack.call("conversations_archive", channel=room.id)
    assert await slack.error(verb, channel=room.id, **DONE[verb]) == "is_archived"


@documented("conversations.invite", "method_not_supported_for_channel_type")
@documented("conversations.join", "method_not_supported_for_channel_type")
@documented("conversations.leave", "method_not_supported_for_channel_type")
@documented("conversations.kick", "method_not_supported_for_channel_type")
@pytest.mark.parametrize("verb", DONE)
@pytest.mark.parametrize("people", [["ann"], ["ann", "bo"]])
async def test_nobody_comes_to_a_direct_conversation_or_goes(
    slack: Slack, sandbox: Sandbox, verb: str, people: list[str]
) -> None:
    users = [sandbox.person(name).id for name in people]
    opened = await slack.call("conversations_open", users=users)
    error = await slack.error(verb, channel=opened["channel"]["id"], **DONE[verb])
    assert error == "method_not_supported_for_channel_type"


async def test_private_channels_are_not_joined(slack: Slack, private_room: Room) -> None:
    error = await slack.error("conversations_join", channel=private_room.id)
    assert error == "method_not_supported_for_channel_type"


@pytest.mark.parametrize(
    "verb,needed",
    [
        ("conversations_invite", ["channels:write.invites", "groups:write.invites"]),
        ("conversations_leave", ["channels:manage", "groups:write"]),
        ("conversations_kick", ["channels:manage", "groups:write"]),
        ("conversations_members", ["channels:read", "groups:read"]),
    ],
)
async def test_each_kind_of_channel_has_its_scope(
    slack: Slack, sandbox: Sandbox, room: Room, private_room: Room, verb: str, needed: list[str]
) -> None:
    sandbox.app.scopes = frozenset({"chat:write"})
    for place, scope in zip((room, private_room), needed, strict=True):
        refused = await slack.refused(verb, channel=place.id, **DONE.get(verb, {}))
        assert (refused["error"], refused["needed"]) == ("missing_scope", scope)
