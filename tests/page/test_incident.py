"""A whole incident in the browser, with the real bot as a process of its own: what `make try` shows."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from incident_bot.clock import FastForwardClock
from incident_bot.trial import Trial

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    clock = FastForwardClock(tmp_path / "clock")
    made = Trial(tmp_path, clock, skip=lambda seconds: clock.skip(timedelta(seconds=seconds)))
    await made.start()
    await made.start_bot()
    yield made
    await made.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def ann(browser: Browser, trial: Trial) -> AsyncIterator[Page]:
    context = await browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 860})
    page = await context.new_page()
    await page.goto(f"{trial.sandbox.url}/?as=ann&in=general")
    yield page
    await context.close()


async def test_ann_declares_runs_and_resolves_an_incident(ann: Page) -> None:
    await _types(ann, "#general", "/incident declare checkout is failing sev1")
    await expect(_said(ann, "INC-1 is declared: checkout is failing. It is SEV-1.")).to_be_visible()
    await ann.get_by_role("status").get_by_role("button", name="Open").click()

    card = _said(ann, "INC-1 · checkout is failing")
    await expect(card).to_contain_text("SEV-1 (critical)")
    await card.get_by_role("button", name="Take commander").click()
    await expect(_said(ann, "@Ann Example is now commander.")).to_be_visible()
    await expect(card.get_by_role("button", name="Take commander")).to_have_count(0)

    await _types(ann, "#incident-", "/incident note error rate is at 12 % <b>&</b>")
    await expect(_said(ann, "noted: error rate is at 12 % <b>&</b>")).to_be_visible()
    await _types(ann, "#incident-", "/incident severity sev9")
    await expect(_said(ann, "“sev9” is no severity")).to_contain_text("/incident severity sev2")

    await ann.get_by_role("button", name="Skip 30 min").click()
    reminder = _said(ann, "an update on INC-1 has been due")
    await reminder.get_by_role("button", name="Update now").click()
    form = ann.get_by_role("dialog")
    await form.get_by_role("textbox", name="Where do things stand?").fill("Rolling back to 2.1.4.")
    await form.get_by_role("button", name="Send").click()
    await expect(card).to_contain_text("Rolling back to 2.1.4.")

    await card.get_by_role("button", name="Resolve").click()
    await form.get_by_role("button", name="Resolve").click()
    await expect(form).to_contain_text("Not ticked: Metrics are back to normal")
    await form.get_by_role("checkbox", name="Resolve it although not all of this is true").check()
    await form.get_by_role("button", name="Resolve").click()
    await expect(_said(ann, "INC-1 is resolved, says @Ann Example. It lasted 30 min.")).to_be_visible()

    await _types(ann, "#incident-", "/incident export markdown")
    async with ann.expect_download() as download:
        await ann.get_by_role("link", name="Download INC-1.md").click()
    timeline = (await (await download.value).path()).read_text(encoding="utf-8")
    assert "Rolling back to 2.1.4." in timeline
    assert "error rate is at 12 %" in timeline


async def test_the_form_of_declare_says_what_is_missing_and_then_declares(ann: Page) -> None:
    await _types(ann, "#general", "/incident declare")
    form = ann.get_by_role("dialog")
    await form.get_by_role("textbox", name="What is wrong?").fill("   ")
    await form.get_by_role("button", name="Declare").click()
    await expect(form).to_contain_text("There is no title")
    await form.get_by_role("textbox", name="What is wrong?").fill("search is slow")
    await form.get_by_role("button", name="Declare").click()
    await expect(form).to_contain_text("INC-1 is declared: search is slow")


async def test_another_person_sees_the_announcement_and_finds_the_room(ann: Page, trial: Trial) -> None:
    await _types(ann, "#general", "/incident declare search is slow sev2")
    await expect(_said(ann, "INC-1 is declared")).to_be_visible()
    await ann.goto(f"{trial.sandbox.url}/?as=chi&in=incidents")
    announced = _said(ann, "INC-1 · search is slow")
    await announced.get_by_text("#incident-").click()
    await expect(ann.get_by_role("heading", name=re.compile("incident-"), level=1)).to_be_visible()


def _said(page: Page, words: str) -> Locator:
    return page.get_by_role("article").filter(has_text=words).last


async def _types(page: Page, place: str, words: str) -> None:
    box = page.get_by_role("textbox", name=re.compile(f"^Message {place}"))
    await box.fill(words)
    await box.press("Enter")
