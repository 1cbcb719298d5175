"""Pins, reactions, bookmarks."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox

GENERAL = "C0GENERAL"


@pytest.fixture
async def ts(client: AsyncWebClient) -> str:
    await client.conversations_join(channel=GENERAL)
    return str((await client.chat_postMessage(channel=GENERAL, text="the card"))["ts"])


async def test_a_pin_is_listed_until_it_is_removed(sandbox: Sandbox, client: AsyncWebClient, ts: str) -> None:
    await client.pins_add(channel=GENERAL, timestamp=ts)
    assert [pin.text for pin in sandbox.channel("general").pins] == ["the card"]
    (item,) = (await client.pins_list(channel=GENERAL))["items"]
    assert item["message"]["pinned_to"] == [GENERAL]
    with pytest.raises(SlackApiError, match="already_pinned"):
        await client.pins_add(channel=GENERAL, timestamp=ts)
    await client.pins_remove(channel=GENERAL, timestamp=ts)
    assert sandbox.channel("general").pins == []
    with pytest.raises(SlackApiError, match="no_pin"):
        await client.pins_remove(channel=GENERAL, timestamp=ts)
    with pytest.raises(SlackApiError, match="message_not_found"):
        await client.pins_add(channel=GENERAL, timestamp="1.000001")


async def test_reactions_are_counted_by_name(sandbox: Sandbox, client: AsyncWebClient, ts: str) -> None:
    await client.reactions_add(channel=GENERAL, timestamp=ts, name="eyes")
    await sandbox.person("ann").reacts("general", ts, "eyes")
    answer = await client.reactions_get(channel=GENERAL, timestamp=ts)
    assert answer["message"]["reactions"] == [
        {"name": "eyes", "count": 2, "users": ["U0BOT0000", "U0ANN0000"]}
    ]
    with pytest.raises(SlackApiError, match="already_reacted"):
        await client.reactions_add(channel=GENERAL, timestamp=ts, name="eyes")
    with pytest.raises(SlackApiError, match="invalid_name"):
        await client.reactions_add(channel=GENERAL, timestamp=ts, name=":eyes:")
    await client.reactions_remove(channel=GENERAL, timestamp=ts, name="eyes")
    await sandbox.person("ann").unreacts("general", ts, "eyes")
    assert sandbox.channel("general").message(ts).reactions == {}
    with pytest.raises(SlackApiError, match="no_reaction"):
        await client.reactions_remove(channel=GENERAL, timestamp=ts, name="eyes")


async def test_bookmarks_are_added_changed_and_removed(client: AsyncWebClient, ts: str) -> None:
    added = await client.bookmarks_add(
        channel_id=GENERAL, title="Runbook", type="link", link="https://example.com/runbook"
    )
    bookmark = added["bookmark"]["id"]
    await client.bookmarks_edit(channel_id=GENERAL, bookmark_id=bookmark, title="The runbook")
    (listed,) = (await client.bookmarks_list(channel_id=GENERAL))["bookmarks"]
    assert (listed["title"], listed["link"]) == ("The runbook", "https://example.com/runbook")
    await client.bookmarks_remove(channel_id=GENERAL, bookmark_id=bookmark)
    assert (await client.bookmarks_list(channel_id=GENERAL))["bookmarks"] == []
    with pytest.raises(SlackApiError, match="invalid_link"):
        await client.bookmarks_add(channel_id=GENERAL, title="x", type="link", link="javascript:alert(1)")
