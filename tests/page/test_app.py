"""What an app shows on the page: modals, cards with buttons, new channels, its going and coming."""

from __future__ import annotations

import pytest
from playwright.async_api import expect
from yarl import URL

from incident_bot.sandbox import Sandbox

from .conftest import Look, choose
from .small_app import SmallApp

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_modal_says_what_is_wrong_under_the_input(look: Look, app: SmallApp) -> None:
    page = await look("ann")
    box = page.get_by_role("textbox", name="Message #general")
    await box.fill("/incident declare")
    await box.press("Enter")
    form = page.get_by_role("dialog", name="Declare an incident")
    await form.get_by_label("What is wrong?").fill("slow")
    await form.get_by_role("button", name="Declare", exact=True).click()
    await expect(form.get_by_text("Please complete this required field.")).to_be_visible()
    await choose(form, "Severity", "SEV-1")
    await form.get_by_role("button", name="Declare", exact=True).click()
    title = form.get_by_label("What is wrong?")
    await expect(title).to_have_accessible_description("Please say a little more.")
    await expect(title).to_have_value("slow")
    await title.fill("Checkout is failing")
    await title.press("Enter")
    await expect(form).to_have_count(0)
    card = page.get_by_role("article", name="Incident Bot").filter(has_text="Checkout is failing")
    await expect(card).to_contain_text("SEV-1")


async def test_a_click_on_a_card_changes_it_for_everybody(
    look: Look, app: SmallApp, sandbox: Sandbox
) -> None:
    ann, bo = await look("ann"), await look("bo")
    await sandbox.person("ann").types("/incident declare", "general")
    await sandbox.person("ann").fills(title="Checkout is failing", severity="sev-1")
    await bo.get_by_role("button", name="Take command").click()
    card = ann.get_by_role("article", name="Incident Bot")
    await expect(card).to_contain_text("@Bo Example")
    await expect(card).to_contain_text("(edited)")


async def test_being_added_to_a_channel_is_news(look: Look, app: SmallApp, sandbox: Sandbox) -> None:
    page = await look("ann")
    created = await app.client.conversations_create(name="incident-20260105-checkout")
    await app.client.conversations_invite(channel=created["channel"]["id"], users=sandbox.person("ann").id)
    news = page.get_by_role("status").filter(has_text="You were added to #incident-20260105-checkout")
    await news.get_by_role("button", name="Open").click()
    await expect(page.get_by_role("textbox", name="Message #incident-20260105-checkout")).to_be_focused()


async def test_the_home_tab_shows_what_the_app_published(look: Look, app: SmallApp, sandbox: Sandbox) -> None:
    button = {"type": "button", "action_id": "pick_home", "text": {"type": "plain_text", "text": "Declare"}}
    blocks = [{"type": "actions", "block_id": "home", "elements": [button]}]
    page = await look("ann")
    await page.get_by_role("link", name="Incident Bot").click()
    await expect(page.get_by_text("has not put anything here yet")).to_be_visible()
    ann = sandbox.person("ann").id
    await app.client.views_publish(user_id=ann, view={"type": "home", "blocks": blocks})
    await page.get_by_role("button", name="Declare").click()
    await sandbox.until(lambda: [one["action_id"] for one in app.picked] == ["pick_home"])


async def test_times_are_told_on_the_readers_own_clock(look: Look, app: SmallApp, sandbox: Sandbox) -> None:
    ann, chi = await look("ann"), await look("chi")
    said = "Next update <!date^1767623400^{date_num} at {time}|14:30 UTC>"
    general = sandbox.channel("general").id
    await app.client.conversations_join(channel=general)
    await app.client.chat_postMessage(channel=general, text=said)
    await expect(ann.get_by_text("Next update 2026-01-05 at 15:30")).to_be_visible()
    await expect(chi.get_by_text("Next update 2026-01-05 at 20:00")).to_be_visible()


async def test_a_window_that_lost_the_sandbox_says_so_and_finds_it_again(
    look: Look, sandbox: Sandbox
) -> None:
    page = await look("ann")
    port = URL(sandbox.url).port or 0
    await sandbox.stop()
    lost = page.get_by_role("alert").filter(has_text="not answering")
    await expect(lost).to_be_visible()
    await sandbox.start(port)
    await expect(lost).to_be_hidden()
    await sandbox.person("bo").types("There you are", "general")
    await expect(page.get_by_role("article").filter(has_text="There you are")).to_be_visible()
