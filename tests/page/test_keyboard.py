"""Without a mouse, in the dark, and in a narrow window."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from incident_bot.sandbox import Sandbox

from .conftest import Look
from .small_app import SmallApp
from .test_talking import say

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_an_incident_is_declared_and_taken_by_keys_alone(look: Look, app: SmallApp) -> None:
    await app.client.conversations_join(channel="C0GENERAL")
    page = await look("ann", "random")
    await _press(page, "Control+k")
    await page.keyboard.type("gen")
    await _press(page, "Enter")
    await expect(page.get_by_role("textbox", name="Message #general")).to_be_focused()
    await page.keyboard.type("/inc")
    await _press(page, "Tab")
    await page.keyboard.type("declare")
    await _press(page, "Enter")
    form = page.get_by_role("dialog", name="Declare an incident")
    await expect(form.get_by_label("What is wrong?")).to_be_focused()
    await page.keyboard.type("Checkout is failing")
    await _press(page, "Tab", "ArrowDown", "ArrowDown", "Enter")
    await expect(form.get_by_label("Severity")).to_have_value("SEV-2")
    await _press(page, "Enter")
    await expect(form).to_have_count(0)
    card = page.get_by_role("article", name="Incident Bot").filter(has_text="Commander")
    await expect(card).to_contain_text("SEV-2")
    await page.get_by_role("textbox", name="Message #general").focus()
    await _press(page, "ArrowUp")
    await expect(card).to_be_focused()
    await _press(page, "Tab")
    await expect(card.get_by_role("button", name="Take command")).to_be_focused()
    await _press(page, "Enter")
    await expect(card).to_contain_text("@Ann Example")


async def test_a_reaction_a_thread_and_its_echo_by_keys(look: Look, sandbox: Sandbox) -> None:
    page = await look("ann")
    await say(page, "Rolling back now")
    message = page.get_by_role("article").filter(has_text="Rolling back now")
    # The field is empty before the message is drawn, and an arrow that comes too early goes nowhere.
    await expect(message).to_be_visible()
    await _press(page, "ArrowUp", "r")
    await page.get_by_role("combobox", name="Find an emoji").fill("rocket")
    await _press(page, "Enter")
    await expect(message.get_by_role("button", name="rocket, 1 reaction")).to_be_visible()
    await message.first.focus()
    await _press(page, "t")
    await expect(page.get_by_role("textbox", name="Reply in thread")).to_be_focused()
    await page.keyboard.type("Done")
    await page.get_by_label("Also send to #general").check()
    await page.get_by_role("textbox", name="Reply in thread").press("Enter")
    channel = page.get_by_role("log", name="Messages in #general")
    await expect(channel.get_by_role("article").filter(has_text="Done")).to_contain_text(
        "Replied to a thread"
    )
    await _press(page, "Escape")
    await expect(page.get_by_role("complementary", name="Thread")).to_have_count(0)
    assert sandbox.channel("general").messages[-1].subtype == "thread_broadcast"


async def test_the_page_is_dark_for_those_who_want_it_so(look: Look) -> None:
    page = await look("ann", dark=True)
    await expect(page.locator("body")).to_have_css("background-color", "rgb(24, 27, 30)")
    await expect(page.locator("body")).to_have_css("color", "rgb(229, 227, 222)")


async def test_a_narrow_window_shows_one_thing_at_a_time(look: Look) -> None:
    page = await look("ann", width=400)
    await expect(page.get_by_role("link", name="random")).to_be_hidden()
    await page.get_by_role("button", name="Show channels").click()
    await page.get_by_role("link", name="random").click()
    await expect(page.get_by_role("textbox", name="Message #random")).to_be_focused()
    await expect(page.get_by_role("link", name="general")).to_be_hidden()
    assert await page.evaluate("document.documentElement.scrollWidth") == 400


async def _press(page: Page, *keys: str) -> None:
    for key in keys:
        await page.keyboard.press(key)
