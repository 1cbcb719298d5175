"""People talk to each other on the page: messages, threads, reactions, several windows."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from incident_bot.sandbox import Sandbox

from .conftest import Look

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_what_ann_says_bo_reads_in_a_window_of_his_own(look: Look) -> None:
    ann, bo = await look("ann"), await look("bo")
    await say(ann, "Is *checkout* slow for <b>you</b> too?")
    message = bo.get_by_role("article").filter(has_text="Is checkout slow for <b>you</b> too?")
    await expect(message).to_be_visible()
    await expect(message.get_by_text("checkout")).to_have_css("font-weight", "700")
    await expect(message.get_by_text("Ann Example")).to_be_visible()


async def test_one_window_can_become_somebody_else(look: Look) -> None:
    page = await look("ann")
    await page.get_by_role("button", name="You are Ann Example").click()
    await page.get_by_role("menuitemradio", name="Bo Example").click()
    await expect(page.get_by_role("button", name="You are Bo Example · America/New_York")).to_be_visible()
    assert "as=bo" in page.url
    await say(page, "Bo was here")
    await expect(page.get_by_role("article", name="Bo Example")).to_contain_text("Bo was here")


async def test_a_slash_offers_the_commands_with_their_usage(look: Look) -> None:
    page = await look("ann")
    box = page.get_by_role("textbox", name="Message #general")
    await box.press_sequentially("/")
    await expect(page.get_by_role("option", name="/incident")).to_contain_text("declare <title> [severity]")
    await box.press("Enter")
    await expect(box).to_have_value("/incident ")


async def test_names_of_people_and_channels_are_completed_and_become_mentions(look: Look) -> None:
    page = await look("ann")
    box = page.get_by_role("textbox", name="Message #general")
    await box.press_sequentially("ask @b")
    await page.get_by_role("option", name="Bo Example").wait_for()
    await box.press("Tab")
    await box.press_sequentially("in #inc")
    await page.get_by_role("option", name="#incidents").wait_for()
    await box.press("Tab")
    await box.press("Enter")
    message = page.get_by_role("article", name="Ann Example")
    await expect(message).to_contain_text("ask @Bo Example in #incidents")
    await message.get_by_role("button", name="#incidents").click()
    await expect(page.get_by_role("heading", name="incidents", exact=True)).to_be_visible()


async def test_a_reply_lands_in_the_thread_and_not_in_the_channel(look: Look) -> None:
    ann, bo = await look("ann"), await look("bo")
    await say(ann, "The graph looks odd")
    parent = bo.get_by_role("article").filter(has_text="The graph looks odd")
    await parent.get_by_role("button", name="Reply in thread").click()
    box = bo.get_by_role("textbox", name="Reply in thread")
    await box.fill("Since noon")
    await box.press("Enter")
    thread = bo.get_by_role("log", name="Messages in thread")
    await expect(thread.get_by_role("article").filter(has_text="Since noon")).to_be_visible()
    channel = ann.get_by_role("log", name="Messages in #general")
    await expect(channel.get_by_role("button", name="1 reply")).to_be_visible()
    await expect(channel.get_by_text("Since noon")).to_have_count(0)


async def test_a_reaction_is_counted_and_taken_back(look: Look) -> None:
    ann, bo = await look("ann"), await look("bo")
    await say(ann, "[14:35] Decision: roll back")
    message = bo.get_by_role("article").filter(has_text="roll back")
    await message.get_by_role("button", name="React with pushpin").click()
    seen = ann.get_by_role("button", name="pushpin, 1 reaction")
    await expect(seen).to_have_attribute("aria-pressed", "false")
    await seen.click()
    mine = bo.get_by_role("button", name="pushpin, 2 reactions")
    await expect(mine).to_have_attribute("aria-pressed", "true")
    await mine.click()
    await expect(ann.get_by_role("button", name="pushpin, 1 reaction")).to_be_visible()


async def test_ones_own_words_can_be_edited_and_deleted(look: Look) -> None:
    ann, bo = await look("ann"), await look("bo")
    await say(ann, "Rolling bakc")
    message = ann.get_by_role("article").filter(has_text="Rolling")
    await message.get_by_role("button", name="More actions").click()
    await ann.get_by_role("menuitem", name="Edit message").click()
    editor = ann.get_by_role("textbox", name="Edit message")
    await expect(editor).to_have_value("Rolling bakc")
    await editor.fill("Rolling back")
    await editor.press("Enter")
    seen = bo.get_by_role("article").filter(has_text="Rolling back")
    await expect(seen).to_contain_text("(edited)")
    await message.get_by_role("button", name="More actions").click()
    await ann.get_by_role("menuitem", name="Delete message").click()
    await expect(seen).to_have_count(0)


async def test_unread_channels_are_marked_until_they_are_looked_at(look: Look, sandbox: Sandbox) -> None:
    page = await look("ann")
    await sandbox.person("ann").types("Good morning", "random")
    await sandbox.person("bo").types("Anybody?", "random")
    link = page.get_by_role("link", name="random")
    await expect(link.get_by_label("1 unread")).to_be_visible()
    await link.click()
    await expect(page.get_by_role("article").filter(has_text="Anybody?")).to_be_visible()
    await expect(link.get_by_label("1 unread")).to_have_count(0)
    await expect(page.get_by_role("separator", name="New")).to_be_visible()


async def say(page: Page, words: str) -> None:
    box = page.get_by_role("textbox", name="Message #general")
    await box.fill(words)
    await box.press("Enter")
    await expect(box).to_have_value("")
