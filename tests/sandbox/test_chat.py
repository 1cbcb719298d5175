"""Messages of the app."""

from __future__ import annotations

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox

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


async def test_a_person_as_channel_opens_their_direct_messages(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    answer = await client.chat_postMessage(channel="U0BO00000", text="your turn")
    assert answer["channel"].startswith("D")
    assert [message.text for message in sandbox.person("bo").direct.messages] == ["your turn"]
    opened = await client.conversations_open(users="U0BO00000")
    assert opened["channel"]["id"] == answer["channel"]


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
