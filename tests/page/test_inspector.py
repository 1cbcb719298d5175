"""The raw traffic beside the conversation."""

from __future__ import annotations

import pytest
from playwright.async_api import expect
from slack_sdk.errors import SlackApiError

from incident_bot.sandbox import Sandbox

from .conftest import Look
from .small_app import SmallApp

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_rate_limit_stands_out_and_can_be_read(look: Look, app: SmallApp, sandbox: Sandbox) -> None:
    page = await look("ann")
    await page.keyboard.press("Control+.")
    panel = page.get_by_role("region", name="Inspector")
    await panel.get_by_text("Bad weather").click()
    await panel.get_by_label("Which method fails next").fill("chat.postMessage")
    await panel.get_by_role("button", name="Order it").click()
    await expect(
        page.get_by_role("status").filter(has_text="The next call of chat.postMessage")
    ).to_be_visible()
    general = sandbox.channel("general").id
    with pytest.raises(SlackApiError):
        await app.client.chat_postMessage(channel=general, text="<b>too fast</b>")
    row = panel.get_by_role("listitem").filter(has_text="chat.postMessage")
    await expect(row).to_contain_text("429 ratelimited, retry after 1 s")
    await row.get_by_text("chat.postMessage").click()
    await expect(row.get_by_label("Arguments", exact=True)).to_contain_text('"text": "<b>too fast</b>"')
    await expect(row.get_by_label("Answer", exact=True)).to_contain_text('"error": "ratelimited"')
    await panel.get_by_label("Errors only").check()
    await expect(panel.get_by_role("listitem").filter(has_text="auth.test")).to_be_hidden()
    await expect(row).to_be_visible()


async def test_traffic_comes_live_and_is_sifted(look: Look, app: SmallApp, sandbox: Sandbox) -> None:
    page = await look("ann")
    await page.get_by_role("button", name="Inspector").click()
    panel = page.get_by_role("region", name="Inspector")
    await sandbox.person("bo").types("/incident declare", "general")
    await expect(panel.get_by_role("listitem").filter(has_text="/incident")).to_contain_text("ok")
    opened = panel.get_by_role("listitem").filter(has_text="views.open")
    await expect(opened).to_be_visible()
    await panel.get_by_label("Which traffic").select_option("Sent to the app")
    await expect(opened).to_be_hidden()
    await panel.get_by_label("Filter the traffic").fill("nothing like it")
    await expect(panel.get_by_role("listitem")).to_have_count(0)
    await page.keyboard.press("Control+.")
    await expect(panel).to_be_hidden()
    await sandbox.until(lambda: sandbox.journal.watchers == [])
