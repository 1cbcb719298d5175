"""Shortcuts, and forms with every kind of field."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from incident_bot.sandbox import Sandbox

from .conftest import Look, choose
from .small_app import SmallApp

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_global_shortcut_opens_a_form_with_every_kind_of_field(
    look: Look, app: SmallApp, sandbox: Sandbox, tmp_path: Path
) -> None:
    page = await look("ann")
    form = await _report(page)
    await choose(form, "Which service?", "Checkout", typed="che")
    await choose(form, "Who saw it?", "Bo Example", typed="bo")
    await choose(form, "Who saw it?", "Chi Example", typed="chi")
    await form.get_by_label("What happened?").fill("*Slow*\n- since noon")
    (tmp_path / "errors.csv").write_text("timeout")
    await form.locator("input[type=file]").set_input_files(tmp_path / "errors.csv")
    await expect(form.get_by_role("button", name="Remove errors.csv")).to_be_visible()
    await form.get_by_label("How many people?").fill("40")
    await form.get_by_label("Your address").fill("ann")
    await form.get_by_label("Graph").fill("https://example.com/g")
    await form.get_by_label("Since when?").fill("2026-01-05T14:30")
    await form.get_by_role("button", name="Send").click()
    # The browser's own word for what is no address.
    await expect(form.get_by_label("Your address")).to_have_attribute("aria-invalid", "true")
    await form.get_by_label("Your address").fill("ann@example.com")
    await form.get_by_role("button", name="Send").click()
    await expect(form).to_have_count(0)
    (values,) = app.reports
    assert values["service"]["services"]["selected_option"]["value"] == "checkout"
    assert values["people"]["people"]["selected_users"] == [sandbox.person(who).id for who in ("bo", "chi")]
    kinds = [part["type"] for part in values["story"]["story"]["rich_text_value"]["elements"]]
    assert kinds == ["rich_text_section", "rich_text_list"]
    assert [file["name"] for file in values["log"]["log"]["files"]] == ["errors.csv"]
    assert values["count"]["count"]["value"] == "40"
    assert values["mail"]["mail"]["value"] == "ann@example.com"
    # Ann is in Berlin.
    assert values["since"]["since"]["selected_date_time"] == 1767619800


async def test_what_was_typed_survives_a_reload(look: Look, app: SmallApp) -> None:
    page = await look("ann")
    form = await _report(page)
    await choose(form, "Which service?", "Search", typed="sea")
    await form.get_by_label("What happened?").fill("It is slow")
    await page.reload()
    await expect(form.get_by_label("What happened?")).to_have_value("It is slow")
    await page.keyboard.press("Escape")
    await expect(form).to_have_count(0)


async def test_a_message_shortcut_hands_the_message_to_the_app(look: Look, app: SmallApp) -> None:
    page = await look("ann")
    await app.client.conversations_join(channel="C0GENERAL")
    box = page.get_by_role("textbox", name="Message #general")
    await box.fill("We rolled back")
    await box.press("Enter")
    message = page.get_by_role("article").filter(has_text="We rolled back")
    await message.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Add to the timeline").click()
    await expect(message.get_by_role("button", name="pushpin, 1 reaction")).to_be_visible()
    told = page.get_by_role("article").filter(has_text="It is on the timeline.")
    await expect(told).to_contain_text("Only visible to you")
    assert app.noted == ["We rolled back"]


async def test_a_button_of_an_app_that_is_gone_carries_a_mark(
    look: Look, app: SmallApp, sandbox: Sandbox
) -> None:
    page = await look("ann")
    button = {"type": "button", "action_id": "pick_it", "text": {"type": "plain_text", "text": "Do it"}}
    await app.say("general", [{"type": "actions", "block_id": "one", "elements": [button]}])
    pressed = page.get_by_role("button", name="Do it")
    await expect(pressed).to_be_visible()
    await app.stop()
    await expect(page.get_by_role("status").filter(has_text="is not connected")).to_be_visible()
    await pressed.click()
    await expect(page.get_by_role("alert").filter(has_text="could not be reached")).to_be_visible()
    back = SmallApp(sandbox)
    await back.start()
    await pressed.click()
    await expect(page.get_by_role("alert").filter(has_text="could not be reached")).to_have_count(0)
    await back.stop()


async def _report(page: Page) -> Locator:
    await page.get_by_role("button", name="Shortcuts").click()
    await page.get_by_role("menuitem", name="Report a problem").click()
    form = page.get_by_role("dialog", name="Report")
    await form.wait_for()
    return form
