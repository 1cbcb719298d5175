"""Places: direct messages, channels made and left, the app's home, pins, files, and a busy workspace."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from incident_bot.sandbox import Sandbox

from .conftest import Look, choose
from .small_app import SmallApp
from .test_talking import say

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_direct_message_is_begun_and_is_news_for_the_other(look: Look) -> None:
    ann, bo = await look("ann"), await look("bo")
    await ann.get_by_role("button", name="New message").click()
    form = ann.get_by_role("dialog", name="New message")
    await choose(form, "To", "Bo Example", typed="bo")
    await form.get_by_role("button", name="Go").click()
    box = ann.get_by_role("textbox", name="Message Bo Example")
    await box.fill("Can you look?")
    await box.press("Enter")
    link = bo.get_by_role("link", name="Ann Example")
    await expect(link.get_by_label("1 unread, 1 for you")).to_be_visible()
    await link.click()
    await expect(bo.get_by_role("article").filter(has_text="Can you look?")).to_be_visible()


async def test_a_channel_is_made_described_filled_renamed_and_left(look: Look, sandbox: Sandbox) -> None:
    ann, bo = await look("ann"), await look("bo")
    await ann.get_by_role("button", name="Create a channel").click()
    form = ann.get_by_role("dialog", name="Create a channel")
    await form.get_by_label("Name").fill("Not A Name")
    await form.get_by_role("button", name="Create", exact=True).click()
    await expect(form.get_by_role("alert")).to_contain_text("Small letters")
    await form.get_by_label("Name").fill("war-room")
    await form.get_by_label("Private").check()
    await form.get_by_role("button", name="Create", exact=True).click()
    await expect(ann.get_by_role("textbox", name="Message #war-room")).to_be_focused()
    await _picks(ann, "Set the topic …")
    await ann.get_by_role("textbox", name="Topic").fill("Checkout is *down*")
    await ann.get_by_role("button", name="Save").click()
    await expect(ann.locator(".topic")).to_have_text("Checkout is down")
    await _picks(ann, "Invite people …")
    await choose(ann, "Who", "Bo Example", typed="bo")
    await ann.get_by_role("dialog").get_by_role("button", name="Invite").click()
    await bo.get_by_role("status").get_by_role("button", name="Open").click()
    await expect(bo.get_by_role("heading", name="war-room", level=1)).to_be_visible()
    await _picks(ann, "Rename channel …")
    await ann.get_by_role("textbox", name="Name").fill("peace-room")
    await ann.get_by_role("dialog").get_by_role("button", name="Rename").click()
    await expect(bo.get_by_role("heading", name="peace-room", level=1)).to_be_visible()
    await expect(bo.get_by_role("textbox", name="Message #peace-room")).to_be_visible()
    await _picks(bo, "Leave channel")
    await expect(bo.get_by_role("link", name="peace-room")).to_have_count(0)
    assert sandbox.channel("peace-room").members == ["ann"]


async def test_channels_are_browsed_joined_and_archived(look: Look, sandbox: Sandbox) -> None:
    sandbox.channel("random").channel.members.remove(sandbox.person("ann").id)
    page = await look("ann")
    await expect(page.get_by_role("link", name="random")).to_have_count(0)
    await page.get_by_role("button", name="Browse channels").click()
    await page.get_by_role("option", name="random").click()
    await page.get_by_role("button", name="Join channel").click()
    await expect(page.get_by_role("textbox", name="Message #random")).to_be_visible()
    await _picks(page, "Archive channel …")
    await page.get_by_role("dialog").get_by_role("button", name="Archive").click()
    await expect(page.get_by_text("This channel is archived.")).to_be_visible()


async def test_a_message_is_pinned_and_found_again(look: Look) -> None:
    page = await look("ann")
    await say(page, "The runbook is in the wiki")
    message = page.get_by_role("log").get_by_role("article").filter(has_text="runbook")
    await message.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Pin to channel").click()
    await page.get_by_role("button", name="1 pinned").click()
    pane = page.get_by_role("complementary", name="Pinned messages")
    await expect(pane.get_by_role("article")).to_contain_text("The runbook is in the wiki")
    await pane.get_by_role("button", name="Unpin").click()
    await expect(pane.get_by_text("Nothing is pinned here.")).to_be_visible()


async def test_files_are_sent_into_a_thread_and_opened(look: Look, tmp_path: Path) -> None:
    page = await look("ann")
    await say(page, "What does the log say?")
    await page.get_by_role("button", name="Reply in thread").click()
    pane = page.get_by_role("complementary", name="Thread")
    log = tmp_path / "app.log"
    log.write_text("503 from checkout <b>")
    await pane.locator("input[type=file]").set_input_files(log)
    await pane.get_by_role("textbox", name="Reply in thread").fill("This")
    await pane.get_by_role("button", name="Send").click()
    reply = pane.get_by_role("article").filter(has_text="This")
    await expect(reply.get_by_text("app.log · 21 bytes")).to_be_visible()
    async with page.expect_popup() as opening:
        await reply.get_by_role("button", name="Open app.log").click()
    opened = await opening.value
    await expect(opened.locator("body")).to_have_text("503 from checkout <b>")
    async with page.expect_download() as download:
        await reply.get_by_role("link", name="Download app.log").click()
    assert (await (await download.value).path()).read_text() == "503 from checkout <b>"


async def test_the_app_has_a_home_and_messages(look: Look, app: SmallApp, sandbox: Sandbox) -> None:
    page = await look("ann")
    await page.get_by_role("link", name="Incident Bot").click()
    tabs = page.get_by_role("navigation", name="Incident Bot")
    await expect(tabs.get_by_role("button", name="Home")).to_have_attribute("aria-current", "page")
    await tabs.get_by_role("button", name="Messages").click()
    await expect(page.get_by_role("textbox", name="Message Incident Bot")).to_be_visible()
    await app.client.chat_postMessage(channel=sandbox.person("ann").id, text="Good morning, Ann")
    await expect(page.get_by_role("article").filter(has_text="Good morning, Ann")).to_be_visible()
    await expect(page.get_by_role("link", name="Incident Bot")).to_have_attribute("aria-current", "page")


async def _picks(page: Page, entry: str) -> None:
    await _title(page).click()
    await page.get_by_role("menuitem", name=entry).click()


def _title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1).get_by_role("button")
