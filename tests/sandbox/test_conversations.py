"""Channels and who is in them."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox

GENERAL = "C0GENERAL"


@pytest.fixture
async def room(client: AsyncWebClient) -> str:
    return str((await client.conversations_create(name="incident-1"))["channel"]["id"])


async def test_a_new_channel_has_its_creator_in_it(
    sandbox: Sandbox, client: AsyncWebClient, room: str
) -> None:
    info = await client.conversations_info(channel=room, include_num_members=True)
    assert info["channel"]["is_member"]
    assert info["channel"]["num_members"] == 1
    assert sandbox.channel("incident-1").members == ["incidentbot"]


@pytest.mark.parametrize(
    "name,error",
    [
        ("", "invalid_name_required"),
        ("Incident", "invalid_name_specials"),
        ("an incident", "invalid_name_specials"),
        ("a.b", "invalid_name_specials"),
        ("---", "invalid_name_punctuation"),
        ("x" * 81, "invalid_name_maxlength"),
        ("general", "name_taken"),
    ],
)
async def test_bad_names_are_refused_not_repaired(client: AsyncWebClient, name: str, error: str) -> None:
    with pytest.raises(SlackApiError, match=f"'{error}'"):
        await client.conversations_create(name=name)


async def test_an_archived_channel_keeps_its_name_and_puts_the_bot_out(
    sandbox: Sandbox, client: AsyncWebClient, room: str
) -> None:
    await client.conversations_invite(channel=room, users="U0ANN0000")
    await client.conversations_archive(channel=room)
    assert sandbox.channel("incident-1").members == ["ann"]
    for call, error in [
        (client.conversations_archive(channel=room), "already_archived"),
        (client.conversations_unarchive(channel=room), "not_in_channel"),
        (client.conversations_create(name="incident-1"), "name_taken"),
        (client.chat_postMessage(channel=room, text="x"), "is_archived"),
        (client.conversations_invite(channel=room, users="U0BO00000"), "is_archived"),
        (client.conversations_setTopic(channel=room, topic="x"), "is_archived"),
        (client.conversations_join(channel=room), "is_archived"),
        (client.conversations_history(channel=room), "not_in_channel"),
    ]:
        with pytest.raises(SlackApiError, match=f"'{error}'"):
            await call


async def test_an_invitation_is_all_or_nobody_unless_forced(
    sandbox: Sandbox, client: AsyncWebClient, room: str
) -> None:
    users = ["U0ANN0000", "U0NOBODY0", "U0BOT0000"]
    with pytest.raises(SlackApiError) as refused:
        await client.conversations_invite(channel=room, users=users)
    assert refused.value.response["errors"] == [
        {"user": "U0NOBODY0", "ok": False, "error": "user_not_found"},
        {"user": "U0BOT0000", "ok": False, "error": "cant_invite_self"},
    ]
    assert sandbox.channel("incident-1").members == ["incidentbot"]
    await client.conversations_invite(channel=room, users=users, force=True)
    assert sandbox.channel("incident-1").members == ["incidentbot", "ann"]
    with pytest.raises(SlackApiError, match="already_in_channel"):
        await client.conversations_invite(channel=room, users="U0ANN0000")


async def test_topic_and_members_leave_lines_in_the_channel(
    sandbox: Sandbox, client: AsyncWebClient, room: str
) -> None:
    await client.conversations_setTopic(channel=room, topic="SEV-1")
    await client.conversations_setPurpose(channel=room, purpose="to mend it")
    await client.conversations_invite(channel=room, users="U0ANN0000")
    seen = sandbox.channel("incident-1")
    assert (seen.topic, seen.purpose) == ("SEV-1", "to mend it")
    kinds = [message.subtype for message in seen.messages]
    assert kinds == ["channel_join", "channel_topic", "channel_purpose", "channel_join"]
    history = await client.conversations_history(channel=room)
    assert history["messages"][0]["inviter"] == "U0BOT0000"
    assert history["messages"][2]["topic"] == "SEV-1"
    with pytest.raises(SlackApiError, match="too_long"):
        await client.conversations_setTopic(channel=room, topic="x" * 251)


async def test_joining_twice_is_a_warning(client: AsyncWebClient) -> None:
    assert "warning" not in (await client.conversations_join(channel=GENERAL)).data
    assert (await client.conversations_join(channel=GENERAL))["warning"] == "already_in_channel"


async def test_outsiders_neither_read_nor_describe(client: AsyncWebClient) -> None:
    for call in [
        client.conversations_history(channel=GENERAL),
        client.conversations_replies(channel=GENERAL, ts="1.000001"),
        client.conversations_setTopic(channel=GENERAL, topic="x"),
        client.pins_add(channel=GENERAL, timestamp="1.000001"),
    ]:
        with pytest.raises(SlackApiError, match="not_in_channel"):
            await call


async def test_history_goes_back_page_by_page(client: AsyncWebClient, room: str) -> None:
    sent = [(await client.chat_postMessage(channel=room, text=str(n)))["ts"] for n in range(7)]
    texts: list[str] = []
    async for page in await client.conversations_history(channel=room, limit=3):
        texts += [message["text"] for message in page["messages"]]
    assert texts[:7] == ["6", "5", "4", "3", "2", "1", "0"]
    some = await client.conversations_history(channel=room, oldest=sent[2], latest=sent[5], inclusive=True)
    assert [message["text"] for message in some["messages"]] == ["5", "4", "3", "2"]
    fewer = await client.conversations_history(channel=room, oldest=sent[2], latest=sent[5])
    assert [message["text"] for message in fewer["messages"]] == ["4", "3"]


async def test_channels_are_listed_by_kind(sandbox: Sandbox, client: AsyncWebClient, room: str) -> None:
    await client.conversations_create(name="secret", is_private=True)
    public = await client.conversations_list()
    assert [channel["name"] for channel in public["channels"]] == [
        "general",
        "incidents",
        "random",
        "incident-1",
    ]
    both = await client.conversations_list(types="public_channel,private_channel")
    assert both["channels"][-1]["name"] == "secret"
    mine = await client.users_conversations(types="public_channel,private_channel")
    assert [channel["name"] for channel in mine["channels"]] == ["incident-1", "secret"]
    await client.conversations_archive(channel=room)
    left = await client.conversations_list(exclude_archived=True)
    assert "incident-1" not in [channel["name"] for channel in left["channels"]]
    with pytest.raises(SlackApiError, match="invalid_types"):
        await client.conversations_list(types="rooms")


async def test_renaming_leaving_and_removing(sandbox: Sandbox, client: AsyncWebClient, room: str) -> None:
    await client.conversations_rename(channel=room, name="incident-2")
    assert sandbox.channel("incident-2").id == room
    await client.conversations_invite(channel=room, users="U0ANN0000")
    await client.conversations_kick(channel=room, user="U0ANN0000")
    assert sandbox.channel("incident-2").members == ["incidentbot"]
    with pytest.raises(SlackApiError, match="last_member"):
        await client.conversations_leave(channel=room)
    await client.conversations_invite(channel=room, users="U0ANN0000")
    await client.conversations_leave(channel=room)
    assert sandbox.channel("incident-2").members == ["ann"]


async def test_members_come_page_by_page(client: AsyncWebClient) -> None:
    first = await client.conversations_members(channel=GENERAL, limit=3)
    assert first["members"] == ["U0ANN0000", "U0BO00000", "U0CHI0000"]
    cursor = first["response_metadata"]["next_cursor"]
    rest = await client.conversations_members(channel=GENERAL, limit=3, cursor=cursor)
    assert rest["members"] == ["U0DEE0000"]
    assert rest["response_metadata"]["next_cursor"] == ""
