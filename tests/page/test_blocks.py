"""Block Kit and marked-up text: what people see, and what the app is told when they choose."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Page, expect

from incident_bot.sandbox import Sandbox

from .conftest import Look, choose
from .small_app import SmallApp, option, plain

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

JSON = dict[str, Any]
OPTIONS = [option("Red"), option("Green")]


async def test_every_choice_reaches_the_app_in_slacks_words(
    look: Look, app: SmallApp, sandbox: Sandbox
) -> None:
    page = await look("ann")
    await _post(
        app,
        _element("static_select", options=OPTIONS, placeholder=plain("Colour")),
        _element("users_select", placeholder=plain("Who")),
        _element("channels_select", placeholder=plain("Where")),
        _element("datepicker", placeholder=plain("Day")),
        _element("timepicker", placeholder=plain("Hour")),
    )
    await choose(page, "Colour", "Green")
    await choose(page, "Who", "Bo Example", typed="bo")
    await choose(page, "Where", "#incidents")
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


async def test_menus_of_several_and_of_the_apps_own_options(
    look: Look, app: SmallApp, sandbox: Sandbox
) -> None:
    page = await look("ann")
    groups = [{"label": plain("Warm"), "options": [option("Red", "like a stop sign")]}]
    groups += [{"label": plain("Cold"), "options": [option("Blue")]}]
    several = {"placeholder": plain("Colours"), "option_groups": groups, "max_selected_items": 2}
    asks = {"type": "external_select", "action_id": "services", "placeholder": plain("Service")}
    await _post(app, {**asks, "min_query_length": 2}, _element("multi_static_select", **several))
    await choose(page, "Colours", "Red like a stop sign")
    await choose(page, "Colours", "Blue")
    await page.get_by_role("button", name="Remove Red").click()
    await sandbox.until(lambda: len(app.picked) == 3)
    assert [one["value"] for one in app.picked[-1]["selected_options"]] == ["blue"]
    service = page.get_by_role("combobox", name="Service")
    await service.press_sequentially("s")
    await expect(page.get_by_text("Type at least 2 characters.")).to_be_visible()
    await service.press_sequentially("ea")
    await page.get_by_role("option", name="Search").click()
    await expect(service).to_have_value("Search")


async def test_a_button_may_ask_whether_one_is_sure(look: Look, app: SmallApp, sandbox: Sandbox) -> None:
    page = await look("ann")
    sure = {
        "title": plain("Close it?"),
        "text": plain("For good."),
        "confirm": plain("Yes"),
        "deny": plain("No"),
    }
    await _post(app, _element("button", text=plain("Close"), value="7", style="danger", confirm=sure))
    await page.get_by_role("button", name="Close").click()
    await page.get_by_role("dialog", name="Close it?").get_by_role("button", name="No").click()
    await page.get_by_role("button", name="Close").click()
    await page.get_by_role("dialog", name="Close it?").get_by_role("button", name="Yes").click()
    await sandbox.until(lambda: [action["value"] for action in app.picked] == ["7"])


MARKED_UP = [
    ("so *bold* it is", "strong", "bold"),
    ("an _italic *bold* word_", "em", "italic bold word"),
    ("~gone~", "s", "gone"),
    ("run `rm -rf <x> *y*`", "code", "rm -rf <x> *y*"),
    ("```one\n  *two*```", "pre", "one\n  *two*"),
    ("> quoted", "blockquote", "quoted"),
    ("see https://example.com/a_b_c.", "a", "https://example.com/a_b_c"),
]
ONLY_LOOKS_SO = ["2 * 3 * 4", "snake_case_name", "a <script>alert(1)</script>", ":no_such_name:", "`"]


async def test_marked_up_text_and_text_that_only_looks_so(look: Look, sandbox: Sandbox) -> None:
    page = await look("bo")
    for typed, tag, shown in MARKED_UP:
        await sandbox.person("ann").types(typed, "general")
        await expect(_words(page).locator(tag).first).to_have_text(shown)
    for typed in ONLY_LOOKS_SO:
        await sandbox.person("ann").types(typed, "general")
        await expect(_words(page)).to_have_text(typed)
        await expect(_words(page).locator("strong, em, s, code, script")).to_have_count(0)


async def test_lists_that_people_type_are_lists(look: Look, sandbox: Sandbox) -> None:
    page = await look("bo")
    await sandbox.person("ann").types("Next:\n- roll back\n- tell @bo", "general")
    items = page.get_by_role("article").last.get_by_role("listitem")
    await expect(items).to_have_text(["roll back", "tell @Bo Example"])


MARKDOWN = """# Postmortem
Some **bold**, *italic*, ~~gone~~ and `code` with a [link](https://example.com/a).

1. first
2. second
   - inside
- [x] done
- [ ] open

| Who | What |
|---|---|
| Ann | <b>commander</b> |

> quoted

```
*as it is*
```"""


async def test_markdown_is_drawn_and_never_html(look: Look, app: SmallApp) -> None:
    page = await look("ann")
    await app.say("general", [{"type": "markdown", "text": MARKDOWN}])
    shown = page.locator(".markdown")
    await expect(shown.get_by_role("heading", name="Postmortem")).to_be_visible()
    await expect(shown.locator("strong, em, s")).to_have_text(["bold", "italic", "gone"])
    await expect(shown.get_by_role("link", name="link")).to_have_attribute("href", "https://example.com/a")
    await expect(shown.locator("ol > li")).to_have_count(2)
    await expect(shown.get_by_text("☑ done")).to_be_visible()
    await expect(shown.get_by_role("cell", name="<b>commander</b>")).to_be_visible()
    await expect(shown.locator("pre")).to_have_text("*as it is*")


async def test_every_block_is_shown(look: Look, app: SmallApp) -> None:
    page = await look("ann")
    far = "https://example.com/graph.png"
    quoted = {"type": "rich_text_quote", "elements": [{"type": "text", "text": "it was the deploy"}]}
    items = [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]} for text in ("one", "two")
    ]
    listed = {"type": "rich_text_list", "style": "ordered", "elements": items}
    blocks: list[JSON] = [
        {"type": "header", "text": plain("A header")},
        {"type": "divider"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "in *context*"}]},
        {"type": "image", "image_url": far, "alt_text": "error rate", "title": plain("The graph")},
        {
            "type": "video",
            "alt_text": "film",
            "title": plain("The film"),
            "thumbnail_url": far,
            "video_url": far,
        },
        {"type": "rich_text", "elements": [quoted, listed]},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "see"},
            "accessory": _element("button", text=plain("Board"), url="https://example.com"),
        },
    ]
    await app.say("general", blocks)
    card = page.get_by_role("article").last
    await expect(card.get_by_role("heading", name="A header")).to_be_visible()
    await expect(card.get_by_role("separator")).to_have_count(1)
    await expect(card.get_by_text("in context")).to_be_visible()
    # Nothing is fetched from elsewhere unless somebody asks.
    await expect(card.get_by_role("link", name="error rate")).to_be_visible()
    await expect(card.get_by_role("img", name="error rate")).to_have_count(0)
    await expect(card.get_by_role("link", name="The film")).to_be_visible()
    await expect(card.locator("blockquote")).to_have_text("it was the deploy")
    await expect(card.get_by_role("listitem")).to_have_text(["one", "two"])
    await expect(card.get_by_role("link", name="Board")).to_have_attribute("href", "https://example.com")
    await expect(card.get_by_text("does not show")).to_have_count(0)


async def test_emoji_have_their_names(look: Look, sandbox: Sandbox) -> None:
    page = await look("bo")
    await sandbox.person("ann").types("done :tada: :+1::skin-tone-4:", "general")
    await expect(_words(page)).to_have_text("done 🎉 👍🏽")


def _words(page: Page) -> Any:
    return page.get_by_role("article").last.locator(".words .mrkdwn")


async def _post(app: SmallApp, *elements: JSON) -> None:
    await app.say("general", [{"type": "actions", "block_id": "choices", "elements": list(elements)}])


def _element(kind: str, **fields: Any) -> JSON:
    return {"type": kind, "action_id": f"pick_{kind}", **fields}
