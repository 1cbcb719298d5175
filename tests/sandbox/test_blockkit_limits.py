"""Every limit: N is taken, N+1 is not; and whatever is sent, there is an answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.sandbox.blockkit import (
    check_attachments,
    check_message_blocks,
    check_options_answer,
    check_view,
    check_view_response,
    problems,
)
from incident_bot.sandbox.errors import SlackError

from .bots import button, modal, option, plain, question, section

JSON = dict[str, Any]
Made = Callable[[int], JSON]


def characters(count: int) -> str:
    return "é" * count


def acting(element: JSON) -> JSON:
    return {"type": "actions", "elements": [element]}


def options(count: int) -> list[JSON]:
    return [option("x", str(number)) for number in range(count)]


def typed(**fields: Any) -> JSON:
    return question("x", {"type": "plain_text_input", **fields})


def confirm(**fields: Any) -> JSON:
    whole = {"title": plain("x"), "text": plain("x"), "confirm": plain("x"), "deny": plain("x")}
    return acting(button("x", "a", confirm={**whole, **fields}))


def image(**fields: Any) -> JSON:
    return {"type": "image", "image_url": "https://e.com", "alt_text": "x", **fields}


LIMITS: dict[str, tuple[int, Made]] = {
    "block_id": (255, lambda n: {"type": "divider", "block_id": characters(n)}),
    "section": (3000, lambda n: section(characters(n))),
    "field": (2000, lambda n: {"type": "section", "fields": [plain(characters(n))]}),
    "fields": (10, lambda n: {"type": "section", "fields": [plain("x")] * n}),
    "header": (150, lambda n: {"type": "header", "text": plain(characters(n))}),
    "context": (10, lambda n: {"type": "context", "elements": [plain("x")] * n}),
    "actions": (25, lambda n: {"type": "actions", "elements": [button("x", str(i)) for i in range(n)]}),
    "image_url": (3000, lambda n: image(image_url="https://e.com/" + characters(n - 14))),
    "alt_text": (2000, lambda n: image(alt_text=characters(n))),
    "image title": (2000, lambda n: image(title=plain(characters(n)))),
    "label": (2000, lambda n: question(characters(n), {"type": "users_select"})),
    "hint": (2000, lambda n: question("x", {"type": "users_select"}, hint=plain(characters(n)))),
    "action_id": (255, lambda n: acting(button("x", characters(n)))),
    "button": (75, lambda n: acting(button(characters(n), "a"))),
    "value": (2000, lambda n: acting(button("x", "a", value=characters(n)))),
    "url": (3000, lambda n: acting(button("x", "a", url="http://e.com/" + characters(n - 13)))),
    "accessibility_label": (75, lambda n: acting(button("x", "a", accessibility_label=characters(n)))),
    "options": (100, lambda n: acting({"type": "static_select", "options": options(n)})),
    "option_groups": (
        100,
        lambda n: acting(
            {"type": "static_select", "option_groups": [{"label": plain("x"), "options": options(1)}] * n}
        ),
    ),
    "options of a group": (
        100,
        lambda n: acting(
            {"type": "static_select", "option_groups": [{"label": plain("x"), "options": options(n)}]}
        ),
    ),
    "group label": (
        75,
        lambda n: acting(
            {
                "type": "static_select",
                "option_groups": [{"label": plain(characters(n)), "options": options(1)}],
            }
        ),
    ),
    "placeholder": (150, lambda n: acting({"type": "users_select", "placeholder": plain(characters(n))})),
    "option text": (75, lambda n: acting({"type": "overflow", "options": [option(characters(n), "1")]})),
    "option value": (150, lambda n: acting({"type": "overflow", "options": [option("x", characters(n))]})),
    "option description": (
        75,
        lambda n: acting(
            {"type": "overflow", "options": [{**option("x", "1"), "description": plain(characters(n))}]}
        ),
    ),
    "overflow": (5, lambda n: acting({"type": "overflow", "options": options(n)})),
    "checkboxes": (10, lambda n: acting({"type": "checkboxes", "options": options(n)})),
    "radio_buttons": (10, lambda n: acting({"type": "radio_buttons", "options": options(n)})),
    "min_length": (3000, lambda n: typed(min_length=n)),
    "max_length": (3000, lambda n: typed(max_length=n)),
    "text placeholder": (150, lambda n: typed(placeholder=plain(characters(n)))),
    "confirm title": (100, lambda n: confirm(title=plain(characters(n)))),
    "confirm text": (300, lambda n: confirm(text=plain(characters(n)))),
    "confirm button": (30, lambda n: confirm(confirm=plain(characters(n)))),
    "deny button": (30, lambda n: confirm(deny=plain(characters(n)))),
    "markdown": (12_000, lambda n: {"type": "markdown", "text": characters(n)}),
    "context_actions": (
        5,
        lambda n: {
            "type": "context_actions",
            "elements": [{"type": "icon_button", "icon": "trash", "text": plain("x")}] * n,
        },
    ),
}
OF_VIEWS: dict[str, tuple[int, Made]] = {
    "title": (24, lambda n: modal(title=plain(characters(n)))),
    "submit": (24, lambda n: modal(submit=plain(characters(n)))),
    "close": (24, lambda n: modal(close=plain(characters(n)))),
    "private_metadata": (3000, lambda n: modal(private_metadata=characters(n))),
    "callback_id": (255, lambda n: modal(callback_id=characters(n))),
    "external_id": (255, lambda n: modal(external_id=characters(n))),
    "blocks": (100, lambda n: modal(*[{"type": "divider"}] * n)),
    "blocks of a home tab": (100, lambda n: {"type": "home", "blocks": [{"type": "divider"}] * n}),
    "files": (10, lambda n: modal(question("x", {"type": "file_input", "max_files": n}))),
}


@pytest.mark.parametrize("most,made", LIMITS.values(), ids=LIMITS)
def test_limits_of_blocks(most: int, made: Made) -> None:
    assert problems("blocks", [made(most)]) == []
    assert problems("blocks", [made(most + 1)]) != []


@pytest.mark.parametrize("most,made", OF_VIEWS.values(), ids=OF_VIEWS)
def test_limits_of_views(most: int, made: Made) -> None:
    assert problems("view", made(most)) == []
    assert problems("view", made(most + 1)) != []


def test_fifty_blocks_are_a_message() -> None:
    check_message_blocks([{"type": "divider"}] * 50)
    assert problems("blocks", [{"type": "divider"}] * 51) != []


def test_a_view_has_its_size() -> None:
    check_view(modal(*[section("x" * 2400)] * 100), home=False)
    with pytest.raises(SlackError, match="view_too_large"):
        check_view(modal(*[section("x" * 2600)] * 100), home=False)


def test_a_hundred_attachments() -> None:
    check_attachments([{"text": "x"}] * 100)
    with pytest.raises(SlackError, match="too_many_attachments"):
        check_attachments([{"text": "x"}] * 101)


_LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
_WORDS = st.sampled_from(
    ["type", "text", "elements", "options", "element", "accessory", "fields", "blocks", "value", "style"]
)
_KINDS = st.sampled_from(
    ["section", "actions", "input", "rich_text", "plain_text", "mrkdwn", "button", "static_select", "modal"]
)
_ANYTHING = st.recursive(
    _LEAVES | _KINDS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(_WORDS | st.text(max_size=5), inner, max_size=5)
    ),
    max_leaves=20,
)


@given(_ANYTHING)
def test_anything_gets_an_answer(payload: Any) -> None:
    for surface in ("blocks", "message", "view", "modal", "home"):
        for problem in problems(surface, payload):
            assert problem.message
            assert not problem.pointer or problem.pointer.startswith("/")
    refuses(lambda: check_message_blocks(payload))
    refuses(lambda: check_attachments(payload))
    refuses(lambda: check_view(payload, home=True))
    refuses(lambda: check_options_answer(payload))
    refuses(lambda: check_view_response([], payload))


@given(st.sampled_from(sorted(LIMITS)), _WORDS, _ANYTHING)
def test_a_good_block_with_anything_in_it_gets_an_answer(name: str, word: str, value: Any) -> None:
    most, made = LIMITS[name]
    good = made(min(most, 3 if most < 200 else 200))
    refuses(lambda: check_message_blocks([{**good, word: value}]))
    if "elements" in good:
        element = {**good["elements"][0], word: value}
        refuses(lambda: check_message_blocks([{**good, "elements": [element]}]))


def refuses(check: Callable[[], None]) -> None:
    """Or not; but it never fails otherwise."""
    with suppress(SlackError):
        check()
