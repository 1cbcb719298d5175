"""Block Kit and marked-up text: what people see, and what the app is told when they choose."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Page, expect

from incident_bot.sandbox import Sandbox

from .conftest import Look
from .small_app import SmallApp

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

JSON = dict[str, Any]
OPTIONS = [{"text": {"type": "plain_text", "text": name}, "value": name.lower()} for name in ("Red", "Green")]


async def test_every_choice_reaches_the_app_in_slacks_words(
    look: Look, app: SmallApp, sandbox: Sandbox
) -> None:
    page = await look("ann")
    await _post(
        app,
        sandbox,
        _element("static_select", options=OPTIONS, placeholder=_plain("Colour")),
        _element("users_select", placeholder=_plain("Who")),
        _element("channels_select", placeholder=_plain("Where")),
        _element("datepicker", placeholder=_plain("Day")),
        _element("timepicker", placeholder=_plain("Hour")),
    )
    await page.get_by_label("Colour").select_option("Green")
    await page.get_by_label("Who").select_option("Bo Example")
    await page.get_by_label("Where").select_option("#incidents")
    await page.get_by_label("Day", exact=True).fill("2026-01-05")
    await page.get_by_label("Hour").fill("14:30")
    await sandbox.until(lambda: len(app.picked) == 5)
    told = {action["type"]: action for action in app.picked}
    assert told["static_select"]["selected_option"] == OPTIONS[1]
    assert told["users_select"]["selected_user"] == sandbox.person("bo").id
    assert told["channels_select"]["selected_channel"] == sandbox.channel("incidents").id
    assert told["datepicker"]["selected_date"] == "2026-01-05"
    assert told["timepicker"]["selected_time"] == "14:30"


async def test_boxes_circles_and_lists_of_several(look: Look, app: SmallApp, sandbox: Sandbox) -> None:
    page = await look("ann")
    await _post(
        app,
        sandbox,
        _element("radio_buttons", options=OPTIONS),
        _element("checkboxes", options=OPTIONS, initial_options=OPTIONS[:1]),
        _element("overflow", options=OPTIONS),
    )
    await page.get_by_role("radio", name="Green").check()
    await page.get_by_role("checkbox", name="Green").check()
    await page.get_by_role("button", name="More options").click()
    await page.get_by_role("menuitem", name="Red").press("Enter")
    await sandbox.until(lambda: len(app.picked) == 3)
    told = {action["type"]: action for action in app.picked}
    assert told["radio_buttons"]["selected_option"] == OPTIONS[1]
    assert told["checkboxes"]["selected_options"] == OPTIONS
    assert told["overflow"]["selected_option"] == OPTIONS[0]


async def test_a_button_may_ask_whether_one_is_sure(look: Look, app: SmallApp, sandbox: Sandbox) -> None:
    page = await look("ann")
    sure = {
        "title": _plain("Close it?"),
        "text": _plain("For good."),
        "confirm": _plain("Yes"),
        "deny": _plain("No"),
    }
    await _post(
        app, sandbox, _element("button", text=_plain("Close"), value="7", style="danger", confirm=sure)
    )
    await page.get_by_role("button", name="Close").click()
    await page.get_by_role("dialog", name="Close it?").get_by_role("button", name="No").click()
    await page.get_by_role("button", name="Close").click()
    await page.get_by_role("dialog", name="Close it?").get_by_role("button", name="Yes").click()
    await sandbox.until(lambda: [action["value"] for action in app.picked] == ["7"])


@pytest.mark.parametrize(
    "typed, tag, shown",
    [
        ("so *bold* it is", "strong", "bold"),
        ("an _italic *bold* word_", "em", "italic bold word"),
        ("~gone~", "s", "gone"),
        ("run `rm -rf <x> *y*`", "code", "rm -rf <x> *y*"),
        ("```one\n  *two*```", "pre", "one\n  *two*"),
        ("> quoted", "blockquote", "quoted"),
        ("see https://example.com/a_b_c.", "a", "https://example.com/a_b_c"),
    ],
)
async def test_marked_up_text(look: Look, sandbox: Sandbox, typed: str, tag: str, shown: str) -> None:
    page = await look("bo")
    await sandbox.person("ann").types(typed, "general")
    await expect(_words(page).locator(tag).first).to_have_text(shown)


@pytest.mark.parametrize(
    "typed", ["2 * 3 * 4", "snake_case_name", "a <script>alert(1)</script>", ":no_such_name:", "`"]
)
async def test_text_that_only_looks_marked_up(look: Look, sandbox: Sandbox, typed: str) -> None:
    page = await look("bo")
    await sandbox.person("ann").types(typed, "general")
    await expect(_words(page)).to_have_text(typed)
    await expect(_words(page).locator("strong, em, s, code, script")).to_have_count(0)


async def test_emoji_have_their_names(look: Look, sandbox: Sandbox) -> None:
    page = await look("bo")
    await sandbox.person("ann").types("done :tada: :+1::skin-tone-4:", "general")
    await expect(_words(page)).to_have_text("done 🎉 👍🏽")


def _words(page: Page) -> Any:
    return page.get_by_role("article").last.locator(".words .mrkdwn")


async def _post(app: SmallApp, sandbox: Sandbox, *elements: JSON) -> None:
    general = sandbox.channel("general").id
    await app.client.conversations_join(channel=general)
    blocks = [{"type": "actions", "block_id": "choices", "elements": list(elements)}]
    await app.client.chat_postMessage(channel=general, text="Choose", blocks=blocks)


def _element(kind: str, **fields: Any) -> JSON:
    return {"type": kind, "action_id": f"pick_{kind}", **fields}


def _plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}
