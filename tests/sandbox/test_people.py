"""What people can do in the workspace, and what the app hears of it."""

from __future__ import annotations

from typing import Any

import pytest

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.errors import SlackError

from .bots import Bot

GENERAL = "C0GENERAL"
Body = dict[str, Any]


def told(bot: Bot, *fields: str) -> list[tuple[Any, ...]]:
    """The events so far, by their type or subtype, with some of their fields."""
    return [
        (event.get("subtype") or event["type"], *(event.get(name) for name in fields)) for event in bot.events
    ]


@pytest.fixture
async def listening(sandbox: Sandbox, bot: Bot) -> Bot:
    bot.collect(
        "message", "file_created", "file_shared", "member_joined_channel", "member_left_channel",
        "channel_created", "channel_rename", "channel_archive", "channel_unarchive", "channel_left",
        "group_rename", "group_archive", "group_left", "user_change", "team_join", "app_home_opened",
        "app_mention", "pin_added", "pin_removed",
    )  # fmt: skip
    await bot.client.conversations_join(channel=GENERAL)
    # Bolt keeps to itself what its own app did, but for this.
    await sandbox.until(lambda: [event["type"] for event in bot.events] == ["member_joined_channel"])
    bot.events.clear()
    return bot


# -- what they write ---


async def test_a_reply_can_be_shown_to_the_channel_too(sandbox: Sandbox, listening: Bot) -> None:
    ann = sandbox.person("ann")
    parent = await ann.says("who looks?", "general")
    reply = await ann.says("I do", "general", thread_ts=parent, broadcast=True)
    _, event = listening.events
    assert (event["subtype"], event["thread_ts"], event["ts"]) == ("thread_broadcast", parent, reply)
    assert event["root"]["ts"] == parent
    assert [seen.ts for seen in sandbox.channel("general").replies(parent)] == [reply]


async def test_a_file_is_shared_with_a_word_and_in_a_thread(sandbox: Sandbox, listening: Bot) -> None:
    ann = sandbox.person("ann")
    parent = await ann.says("logs?", "general")
    listening.events.clear()
    ts = await ann.shares_file("general", "web.log", b"503\n", "from *web-1*", thread_ts=parent)
    created, shared, message = listening.events
    assert (created["type"], shared["type"]) == ("file_created", "file_shared")
    assert (shared["channel_id"], shared["user_id"]) == (GENERAL, ann.id)
    assert (message["subtype"], message["thread_ts"], message["text"]) == (
        "file_share",
        parent,
        "from *web-1*",
    )
    assert message["files"][0]["id"] == shared["file_id"] == created["file_id"]
    (file,) = sandbox.channel("general").message(ts).files
    assert (file.name, file.content) == ("web.log", b"503\n")
    with pytest.raises(SlackError, match="no_file_data"):
        await ann.shares_file("general", "empty.log", b"")


async def test_people_change_only_what_they_wrote(sandbox: Sandbox) -> None:
    ann, bo = sandbox.person("ann"), sandbox.person("bo")
    ts = await ann.says("mine", "general")
    with pytest.raises(SlackError, match="not_yours"):
        await bo.edits("general", ts, "yours")
    with pytest.raises(SlackError, match="not_yours"):
        await bo.deletes("general", ts)
    his = await bo.says("his", "general")
    # Admins may take anything away.
    await ann.deletes("general", his)
    assert [seen.text for seen in sandbox.channel("general").posts] == ["mine"]


async def test_commands_are_not_for_threads(sandbox: Sandbox) -> None:
    ann = sandbox.person("ann")
    ts = await ann.says("hello", "general")
    with pytest.raises(ValueError, match="commands cannot be used in threads"):
        await ann.types("/incident", "general", thread_ts=ts)


async def test_an_app_that_takes_no_messages_gets_none(sandbox: Sandbox, listening: Bot) -> None:
    ann = sandbox.person("ann")
    await ann.says("hello", ann.direct)
    assert told(listening, "channel_type") == [("message", "im")]
    sandbox.app.messages_tab = False
    with pytest.raises(SlackError, match="messages_tab_disabled"):
        await ann.says("hello?", ann.direct)
    sandbox.app.messages_tab, sandbox.app.messages_tab_read_only = True, True
    with pytest.raises(SlackError, match="messages_tab_disabled"):
        await ann.says("hello?", ann.direct)


async def test_the_app_is_called_where_it_is(sandbox: Sandbox, listening: Bot) -> None:
    ann = sandbox.person("ann")
    parent = await ann.says("@incidentbot?", "general")
    await ann.says("@incidentbot!", "general", thread_ts=parent, broadcast=True)
    await ann.shares_file("general", "web.log", b"503", "@incidentbot look")
    await ann.says("@incidentbot?", "random")
    await ann.says("@incidentbot?", ann.direct)
    called = [event for event in listening.events if event["type"] == "app_mention"]
    assert [event["text"].split(">")[-1] for event in called] == ["?", "!", " look"]
    assert {(event["channel"], event["user"]) for event in called} == {(GENERAL, ann.id)}


# -- channels ---


async def test_a_channel_is_opened_described_and_closed(sandbox: Sandbox, listening: Bot) -> None:
    ann, bo = sandbox.person("ann"), sandbox.person("bo")
    room = await ann.creates_channel("checkout-down")
    await ann.invites(room, bo, "incidentbot")
    assert room.members == ["ann", "bo", "incidentbot"]
    await ann.sets_topic(room, "Payments fail")
    await ann.sets_purpose(room, "To find out why")
    await ann.renames(room, "payments-down")
    await bo.archives(room)
    assert (room.name, room.topic, room.purpose) == ("payments-down", "Payments fail", "To find out why")
    assert (room.is_archived, room.members) == (True, ["ann", "bo"])
    await bo.unarchives(room)
    assert [kind for (kind,) in told(listening)] == [
        "channel_created", "member_joined_channel", "channel_topic", "channel_purpose",
        "channel_name", "channel_rename", "channel_archive", "channel_archive", "channel_unarchive",
    ]  # fmt: skip


async def test_comings_and_goings_are_heard(sandbox: Sandbox, listening: Bot) -> None:
    ann, bo, chi = sandbox.person("ann"), sandbox.person("bo"), sandbox.person("chi")
    room = await ann.creates_channel("checkout-down")
    await ann.invites(room, "incidentbot")
    listening.events.clear()
    await bo.joins(room)
    await ann.invites(room, chi)
    await bo.leaves(room)
    await ann.removes(room, chi)
    heard = [event for event in told(listening, "user", "inviter") if event[0].startswith("member_")]
    assert heard == [
        ("member_joined_channel", bo.id, None),
        ("member_joined_channel", chi.id, ann.id),
        ("member_left_channel", bo.id, None),
        ("member_left_channel", chi.id, None),
    ]


async def test_an_app_that_is_put_out_hears_that_and_nothing_more(sandbox: Sandbox, listening: Bot) -> None:
    ann = sandbox.person("ann")
    room = await ann.creates_channel("secret", private=True)
    await ann.invites(room, "incidentbot")
    listening.events.clear()
    await ann.removes(room, "incidentbot")
    await ann.says("alone at last", room)
    kinds = [kind for (kind,) in told(listening)]
    assert "alone at last" not in [event.get("text") for event in listening.events]
    assert kinds[-1] == "group_left"


@pytest.mark.parametrize(
    "name, error",
    [
        ("", "name_required"),
        ("Big", "specials"),
        ("-", "punctuation"),
        ("x" * 81, "maxlength"),
        ("random", "taken"),
    ],
)
async def test_a_channel_has_a_proper_name(sandbox: Sandbox, name: str, error: str) -> None:
    with pytest.raises(SlackError, match=error):
        await sandbox.person("ann").creates_channel(name)


async def test_some_things_nobody_may(sandbox: Sandbox) -> None:
    ann, bo = sandbox.person("ann"), sandbox.person("bo")
    for refused, error in [
        (ann.leaves("general"), "cant_leave_general"),
        (ann.removes("general", bo), "cant_kick_from_general"),
        (ann.archives("general"), "cant_archive_general"),
        (bo.renames("random", "other"), "not_authorized"),
        (ann.unarchives("random"), "not_archived"),
        (ann.sets_topic("random", "x" * 251), "too_long"),
        (ann.leaves(ann.direct), "method_not_supported_for_channel_type"),
        (ann.removes("random", ann), "cant_kick_self"),
    ]:
        with pytest.raises(SlackError, match=error):
            await refused


async def test_a_few_talk_among_themselves(sandbox: Sandbox, listening: Bot) -> None:
    ann, bo = sandbox.person("ann"), sandbox.person("bo")
    two = await ann.opens_direct("bo")
    assert (await bo.opens_direct(ann)).id == two.id
    three = await ann.opens_direct(bo, "@chi")
    assert sorted(three.members) == ["ann", "bo", "chi"]
    await ann.says("psst", two)
    await ann.says("hear, hear", three)
    assert listening.events == []
    assert (await ann.opens_direct()).id == ann.direct.id
    with pytest.raises(LookupError, match="nobody here is called 'zoe'"):
        await ann.opens_direct("zoe")


# -- themselves, and the app's home ---


async def test_somebody_changes_and_somebody_arrives(sandbox: Sandbox, listening: Bot) -> None:
    await sandbox.person("ann").changes(title="On call")
    (event,) = listening.events
    assert (event["type"], event["user"]["profile"]["title"]) == ("user_change", "On call")


async def test_both_tabs_of_the_home_are_heard_of(sandbox: Sandbox, listening: Bot) -> None:
    ann = sandbox.person("ann")
    await ann.opens_home()
    await ann.opens_messages()
    heard = told(listening, "tab", "user", "channel")
    direct = ann.direct.id
    assert heard == [("app_home_opened", tab, ann.id, direct) for tab in ("home", "messages")]
    listening.events.clear()
    # Without a Home the messages are what one sees first.
    sandbox.app.home_tab = False
    await ann.opens_home()
    assert told(listening, "tab") == [("app_home_opened", "messages")]
    sandbox.app.messages_tab = False
    with pytest.raises(SlackError, match="not_enabled"):
        await ann.opens_home()
