"""Messages of the app."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox

from .bots import section

GENERAL = "C0GENERAL"


async def test_a_message_is_posted_and_kept_as_slack_keeps_it(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    text = "a & b <@U0ANN0000> see https://example.com/x. 1 < 2"
    answer = await client.chat_postMessage(channel=GENERAL, text=text)
    (message,) = sandbox.channel("general").messages
    assert message.ts == answer["ts"]
    assert message.text == "a &amp; b <@U0ANN0000> see <https://example.com/x>. 1 &lt; 2"
    assert answer["message"]["bot_id"] == "B0SANDBOX"


async def test_timestamps_grow_though_the_clock_stands_still(client: AsyncWebClient) -> None:
    sent = [(await client.chat_postMessage(channel=GENERAL, text=str(n)))["ts"] for n in range(5)]
    assert sent == sorted(set(sent))


async def test_metadata_comes_back_when_asked_for(client: AsyncWebClient) -> None:
    metadata = {"event_type": "step_done", "event_payload": {"key": "7:card"}}
    await client.conversations_join(channel=GENERAL)
    await client.chat_postMessage(channel=GENERAL, text="card", metadata=metadata)
    with_it = await client.conversations_history(channel=GENERAL, include_all_metadata=True)
    without = await client.conversations_history(channel=GENERAL)
    assert with_it["messages"][0]["metadata"] == metadata
    assert without["messages"][0]["metadata"] == {"event_type": "step_done"}


@pytest.mark.parametrize(
    "args,error",
    [
        ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": GENERAL}, "no_text"),
        ({"channel": GENERAL, "text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"channel": GENERAL, "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"channel": GENERAL, "text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_schema"),
        ({"channel": GENERAL, "blocks": "{"}, "invalid_blocks_format"),
    ],
)
async def test_what_cannot_be_posted_is_refused(
    client: AsyncWebClient, args: dict[str, Any], error: str
) -> None:
    with pytest.raises(SlackApiError, match=f"'{error}'"):
        await client.api_call("chat.postMessage", json=args)


async def test_a_person_as_channel_opens_their_direct_messages(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    answer = await client.chat_postMessage(channel="U0BO00000", text="your turn")
    assert answer["channel"].startswith("D")
    assert [message.text for message in sandbox.person("bo").direct.messages] == ["your turn"]
    opened = await client.conversations_open(users="U0BO00000")
    assert opened["channel"]["id"] == answer["channel"]


async def test_an_update_of_the_text_alone_takes_the_blocks_away(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    ts = (await client.chat_postMessage(channel=GENERAL, text="one", blocks=[section("one")]))["ts"]
    await client.chat_update(channel=GENERAL, ts=ts, text="two")
    message = sandbox.channel("general").message(ts)
    assert (message.text, message.blocks, message.edited) == ("two", [], True)


async def test_only_own_messages_are_updated_or_deleted(sandbox: Sandbox, client: AsyncWebClient) -> None:
    ts = await sandbox.person("ann").says("mine", "general")
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await client.chat_update(channel=GENERAL, ts=ts, text="yours")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        await client.chat_delete(channel=GENERAL, ts=ts)
    with pytest.raises(SlackApiError, match="message_not_found"):
        await client.chat_update(channel=GENERAL, ts="1.000001", text="x")


async def test_deleting_a_reply_leaves_the_thread_in_order(sandbox: Sandbox, client: AsyncWebClient) -> None:
    await client.conversations_join(channel=GENERAL)
    parent = (await client.chat_postMessage(channel=GENERAL, text="parent"))["ts"]
    replies = [
        (await client.chat_postMessage(channel=GENERAL, text=str(n), thread_ts=parent))["ts"]
        for n in range(3)
    ]
    await client.chat_delete(channel=GENERAL, ts=replies[1])
    thread = await client.conversations_replies(channel=GENERAL, ts=parent)
    assert [message["text"] for message in thread["messages"]] == ["parent", "0", "2"]
    assert thread["messages"][0]["reply_count"] == 2
    history = await client.conversations_history(channel=GENERAL)
    assert history["messages"][0]["text"] == "parent"


async def test_a_whisper_is_seen_by_one_person_only(sandbox: Sandbox, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client.chat_postEphemeral(channel=GENERAL, user="U0ANN0000", text="psst")
    await client.conversations_join(channel=GENERAL)
    await client.chat_postEphemeral(channel=GENERAL, user="U0ANN0000", text="psst")
    assert [seen.text for seen in sandbox.person("ann").private("general")] == ["psst"]
    assert sandbox.person("bo").private() == []
    assert sandbox.channel("general").posts == []


async def test_a_permalink_names_message_and_thread(
    client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    parent = (await client.chat_postMessage(channel=GENERAL, text="parent"))["ts"]
    reply = (await client.chat_postMessage(channel=GENERAL, text="reply", thread_ts=parent))["ts"]
    link = (await client.chat_getPermalink(channel=GENERAL, message_ts=reply))["permalink"]
    assert f"/archives/{GENERAL}/p{reply.replace('.', '')}?thread_ts={parent}" in link
    async with http.get(link, allow_redirects=False) as response:
        assert response.headers["Location"] == f"/?in={GENERAL}"


async def test_a_reply_to_a_reply_lands_in_the_parents_thread(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    parent = (await client.chat_postMessage(channel=GENERAL, text="parent"))["ts"]
    reply = (await client.chat_postMessage(channel=GENERAL, text="reply", thread_ts=parent))["ts"]
    await client.chat_postMessage(channel=GENERAL, text="again", thread_ts=reply)
    assert [seen.text for seen in sandbox.channel("general").replies(parent)] == ["reply", "again"]


async def test_a_very_long_text_is_cut_with_a_warning(client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel=GENERAL, text="x" * 40_001)
    assert answer["warning"] == "message_truncated"
    assert len(answer["message"]["text"]) == 40_000
    with pytest.raises(SlackApiError, match="msg_too_long"):
        await client.chat_update(channel=GENERAL, ts=answer["ts"], text="x" * 4_001)
