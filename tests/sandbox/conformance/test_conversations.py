"""conversations.*: made, named, described, archived."""

from __future__ import annotations

from typing import Any

import pytest

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.acts.membership import create
from incident_bot.sandbox.rooms import Room

from .conftest import Slack
from .documented import documented
from .heard import hears
from .shapes import CHANNEL, MESSAGE, TOPIC, misfits

GENERAL, NOWHERE = "C0GENERAL", "C0NOWHERE0"
NAMES = [
    ("", "invalid_name_required"),
    ("War-Room", "invalid_name_specials"),
    ("war room", "invalid_name_specials"),
    ("war.room", "invalid_name_specials"),
    ("#war", "invalid_name_specials"),
    ("-_-", "invalid_name_punctuation"),
    ("x" * 81, "invalid_name_maxlength"),
    ("general", "name_taken"),
]
# All that is done to a channel as a whole, with whatever else it takes.
DONE: dict[str, dict[str, Any]] = {
    "conversations_rename": {"name": "peace"},
    "conversations_setTopic": {"topic": "SEV-1"},
    "conversations_setPurpose": {"purpose": "to mend it"},
    "conversations_archive": {},
    "conversations_unarchive": {},
}


@documented("conversations.create")
@pytest.mark.parametrize("private", [False, True])
async def test_a_new_channel(slack: Slack, sandbox: Sandbox, private: bool) -> None:
    made = (await slack.call("conversations_create", name="war-room", is_private=private))["channel"]

    assert misfits(made, CHANNEL) == []
    assert misfits(made["topic"], TOPIC) == misfits(made["purpose"], TOPIC) == []
    assert (made["name"], made["is_private"], made["is_member"]) == ("war-room", private, True)
    assert (made["creator"], made["is_channel"], made["is_group"]) == (sandbox.app.user, not private, private)
    joined = await hears(sandbox, "member_joined_channel", channel=made["id"])
    assert (joined["user"], joined["channel_type"]) == (sandbox.app.user, "G" if private else "C")
    if not private:
        told = (await hears(sandbox, "channel_created"))["channel"]
        assert told == {name: made[name] for name in told}
        assert {"id", "name", "name_normalized", "is_channel", "created", "creator"} <= told.keys()


@documented(
    "conversations.create",
    "invalid_name_maxlength",
    "invalid_name_punctuation",
    "invalid_name_required",
    "invalid_name_specials",
    "name_taken",
)
@pytest.mark.parametrize("name,error", NAMES)
async def test_a_name_that_is_none(slack: Slack, name: str, error: str) -> None:
    assert await slack.error("conversations_create", name=name) == error


async def test_archived_and_hidden_channels_keep_their_names(
    slack: Slack, room: Room, secret_room: Room
) -> None:
    await slack.call("conversations_archive", channel=room.id)
    for name in (room.name, secret_room.name):
        assert await slack.error("conversations_create", name=name) == "name_taken"


async def test_private_channels_need_another_scope(slack: Slack, sandbox: Sandbox) -> None:
    sandbox.app.scopes = frozenset({"channels:manage"})
    await slack.call("conversations_create", name="open")
    refused = await slack.refused("conversations_create", name="closed", is_private=True)
    assert (refused["error"], refused["needed"]) == ("missing_scope", "groups:write")
    assert refused["provided"] == "channels:manage"


@documented("conversations.rename")
@pytest.mark.parametrize("private", [False, True])
async def test_another_name(slack: Slack, sandbox: Sandbox, private: bool) -> None:
    made = (await slack.call("conversations_create", name="war-room", is_private=private))["channel"]
    renamed = (await slack.call("conversations_rename", channel=made["id"], name="peace"))["channel"]

    assert misfits(renamed, CHANNEL) == []
    assert (renamed["name"], renamed["name_normalized"]) == ("peace", "peace")
    assert renamed["previous_names"] == ["war-room"]
    line = sandbox.channel("peace").messages[-1].message
    assert (line.subtype, line.extra) == ("channel_name", {"name": "peace", "old_name": "war-room"})
    told = (await hears(sandbox, "group_rename" if private else "channel_rename"))["channel"]
    assert told == {
        "id": made["id"],
        "name": "peace",
        "name_normalized": "peace",
        "created": made["created"],
        "is_channel": not private,
        "is_mpim": False,
    }


@documented(
    "conversations.rename",
    "invalid_name_maxlength",
    "invalid_name_punctuation",
    "invalid_name_required",
    "invalid_name_specials",
    "name_taken",
)
@pytest.mark.parametrize("name,error", NAMES)
async def test_another_name_that_is_none(slack: Slack, room: Room, name: str, error: str) -> None:
    assert await slack.error("conversations_rename", channel=room.id, name=name) == error


@documented("conversations.rename", "not_authorized")
async def test_only_who_made_a_channel_renames_it(slack: Slack) -> None:
    await slack.call("conversations_join", channel=GENERAL)
    assert await slack.error("conversations_rename", channel=GENERAL, name="main") == "not_authorized"


@documented("conversations.setTopic")
@documented("conversations.setPurpose")
@pytest.mark.parametrize("what", ["topic", "purpose"])
async def test_what_a_channel_is_about(slack: Slack, sandbox: Sandbox, room: Room, what: str) -> None:
    verb = f"conversations_set{what.title()}"
    described = (await slack.call(verb, channel=room.id, **{what: "to mend it"}))["channel"]

    assert misfits(described, CHANNEL) == []
    now = int(sandbox.workspace.now())
    assert described[what] == {"value": "to mend it", "creator": sandbox.app.user, "last_set": now}
    told = await hears(sandbox, "message", subtype=f"channel_{what}")
    assert misfits(told, f"{MESSAGE} channel_type event_ts") == []
    assert (told[what], told["user"], told["channel"]) == ("to mend it", sandbox.app.user, room.id)
    # Slack says so in the channel each time, and an empty one takes it away.
    await slack.call(verb, channel=room.id, **{what: "to mend it"})
    await slack.call(verb, channel=room.id, **{what: ""})
    assert [seen.subtype for seen in room.messages].count(f"channel_{what}") == 3
    assert getattr(room, what) == ""


@documented("conversations.setTopic", "too_long")
@documented("conversations.setPurpose", "too_long")
@pytest.mark.parametrize("what", ["topic", "purpose"])
async def test_more_than_fits(slack: Slack, room: Room, what: str) -> None:
    verb = f"conversations_set{what.title()}"
    await slack.call(verb, channel=room.id, **{what: "x" * 250})
    assert await slack.error(verb, channel=room.id, **{what: "x" * 251}) == "too_long"


@documented("conversations.archive")
@pytest.mark.parametrize("private", [False, True])
async def test_into_the_archive(slack: Slack, sandbox: Sandbox, private: bool) -> None:
    made = (await slack.call("conversations_create", name="war-room", is_private=private))["channel"]
    await slack.call("conversations_invite", channel=made["id"], users=sandbox.person("ann").id)
    assert await slack.call("conversations_archive", channel=made["id"]) == {"ok": True}

    room = sandbox.channel("war-room")
    assert room.is_archived
    assert room.members == ["ann"]
    told = await hears(sandbox, "group_archive" if private else "channel_archive")
    assert (told["channel"], told["user"]) == (made["id"], sandbox.app.user)
    assert (await hears(sandbox, "message", subtype="channel_archive"))["channel"] == made["id"]


@documented("conversations.archive", "already_archived")
async def test_into_the_archive_again(slack: Slack, room: Room) -> None:
    await slack.call("conversations_archive", channel=room.id)
    assert await slack.error("conversations_archive", channel=room.id) == "already_archived"


@documented("conversations.archive", "cant_archive_general")
async def test_the_general_channel_stays(slack: Slack) -> None:
    await slack.call("conversations_join", channel=GENERAL)
    assert await slack.error("conversations_archive", channel=GENERAL) == "cant_archive_general"


@documented("conversations.unarchive")
@pytest.mark.parametrize("private", [False, True])
async def test_out_of_the_archive(slack: Slack, sandbox: Sandbox, private: bool) -> None:
    made = (await slack.call("conversations_create", name="war-room", is_private=private))["channel"]
    room = sandbox.channel("war-room")
    # Archived, and the app in it all the same: what archiving itself never leaves behind.
    room.channel.is_archived = True

    assert await slack.call("conversations_unarchive", channel=made["id"]) == {"ok": True}
    assert not room.is_archived
    told = await hears(sandbox, "group_unarchive" if private else "channel_unarchive")
    assert (told["channel"], told["user"]) == (made["id"], sandbox.app.user)


@documented("conversations.unarchive", "not_in_channel")
async def test_bots_were_put_out_of_the_archive(slack: Slack, room: Room) -> None:
    await slack.call("conversations_archive", channel=room.id)
    assert await slack.error("conversations_unarchive", channel=room.id) == "not_in_channel"


@documented("conversations.unarchive", "not_archived")
async def test_out_of_no_archive(slack: Slack, room: Room) -> None:
    assert await slack.error("conversations_unarchive", channel=room.id) == "not_archived"


@documented("conversations.info")
async def test_all_about_a_channel(slack: Slack, room: Room) -> None:
    known = await slack.call(
        "conversations_info", channel=room.id, include_num_members=True, include_locale=True
    )
    channel = known["channel"]
    assert misfits(channel, CHANNEL) == []
    assert (channel["num_members"], channel["locale"]) == (3, "en-US")
    brief = (await slack.call("conversations_info", channel=room.id))["channel"]
    assert "num_members" not in brief
    assert "locale" not in brief
    # Everybody may look at a public channel; those who are not in it have read nothing of it.
    outside = (await slack.call("conversations_info", channel=GENERAL))["channel"]
    assert not outside["is_member"]
    assert "last_read" not in outside


async def test_all_about_a_conversation_of_two(slack: Slack, sandbox: Sandbox) -> None:
    ann = sandbox.person("ann")
    opened = await slack.call("conversations_open", users=ann.id)
    channel = (await slack.call("conversations_info", channel=opened["channel"]["id"]))["channel"]
    assert (channel["is_im"], channel["user"], channel["is_user_deleted"]) == (True, ann.id, False)
    assert "name" not in channel


@documented("conversations.info", "channel_not_found")
@documented("conversations.rename", "channel_not_found")
@documented("conversations.setTopic", "channel_not_found")
@documented("conversations.setPurpose", "channel_not_found")
@documented("conversations.archive", "channel_not_found")
@documented("conversations.unarchive", "channel_not_found")
@pytest.mark.parametrize("verb", ["conversations_info", *DONE])
async def test_a_channel_that_is_none(slack: Slack, secret_room: Room, verb: str) -> None:
    # A private channel of others is as good as none, and so is a channel's name.
    for place in (NOWHERE, secret_room.id, "general", "#general"):
        assert await slack.error(verb, channel=place, **DONE.get(verb, {})) == "channel_not_found"


@documented("conversations.rename", "not_in_channel")
@documented("conversations.setTopic", "not_in_channel")
@documented("conversations.setPurpose", "not_in_channel")
@documented("conversations.archive", "not_in_channel")
@pytest.mark.parametrize("verb", [verb for verb in DONE if verb != "conversations_unarchive"])
async def test_outsiders_change_nothing(slack: Slack, sandbox: Sandbox, verb: str) -> None:
    place = create(sandbox.workspace, "lounge", sandbox.person("ann").id)
    assert await slack.error(verb, channel=place.id, **DONE[verb]) == "not_in_channel"


@documented("conversations.rename", "is_archived")
@documented("conversations.setTopic", "is_archived")
@documented("conversations.setPurpose", "is_archived")
@pytest.mark.parametrize(
    "verb", ["conversations_rename", "conversations_setTopic", "conversations_setPurpose"]
)
async def test_nothing_changes_in_the_archive(slack: Slack, room: Room, verb: str) -> None:
    await slack.call("conversations_archive", channel=room.id)
    assert await slack.error(verb, channel=room.id, **DONE[verb]) == "is_archived"


@documented("conversations.rename", "method_not_supported_for_channel_type")
@documented("conversations.setTopic", "method_not_supported_for_channel_type")
@documented("conversations.setPurpose", "method_not_supported_for_channel_type")
@documented("conversations.archive", "method_not_supported_for_channel_type")
@documented("conversations.unarchive", "method_not_supported_for_channel_type")
@pytest.mark.parametrize("verb", DONE)
async def test_a_conversation_of_two_is_no_channel(slack: Slack, sandbox: Sandbox, verb: str) -> None:
    opened = await slack.call("conversations_open", users=sandbox.person("ann").id)
    error = await slack.error(verb, channel=opened["channel"]["id"], **DONE[verb])
    assert error == "method_not_supported_for_channel_type"


@pytest.mark.parametrize("verb", DONE)
async def test_each_kind_of_channel_has_its_scope(
    slack: Slack, sandbox: Sandbox, room: Room, private_room: Room, verb: str
) -> None:
    sandbox.app.scopes = frozenset({"chat:write"})
    needed = [
        (await slack.refused(verb, channel=place.id, **DONE[verb]))["needed"]
        for place in (room, private_room)
    ]
    topic = ".topic" if "set" in verb else ""
    first = f"channels:write{topic}" if topic else "channels:manage"
    assert needed == [first, f"groups:write{topic}"]
