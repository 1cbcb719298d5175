"""What Slack says about blocks and views that it does not take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from incident_bot.sandbox.blockkit import check_message_blocks, check_view
from incident_bot.sandbox.errors import SlackError

from .bots import button, modal, option, plain, question, section

Block = dict[str, Any]
MENU: Block = {"type": "static_select", "action_id": "m", "placeholder": plain("Pick")}
DAY = r"^\d{4}-\d{2}-\d{2}$"
TEXT: Block = {"type": "plain_text_input", "action_id": "t"}


def said_of_blocks(*blocks: Any) -> list[str]:
    refused = refusal(lambda: check_message_blocks(list(blocks)), "invalid_blocks")
    # Slack says it twice.
    assert refused.get("errors", []) == messages_of(refused)
    return messages_of(refused)


def said_of_view(view: Any, *, home: bool = False) -> list[str]:
    return messages_of(refusal(lambda: check_view(view, home=home), "invalid_arguments"))


def refusal(check: Callable[[], None], code: str) -> Block:
    try:
        check()
    except SlackError as refused:
        return refused.beside if refused.code == code else pytest.fail(refused.code)
    return {}


def messages_of(refused: Block) -> list[str]:
    messages = refused.get("response_metadata", {}).get("messages", [])
    return [message.removeprefix("[ERROR] ") for message in messages]


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def without_submit(*blocks: Block) -> Block:
    return {name: value for name, value in modal(*blocks).items() if name != "submit"}


GOOD: list[Block] = [
    section("*hi*", accessory=button("Go", "go", style="primary", value="1")),
    {"type": "section", "fields": [{"type": "mrkdwn", "text": "a"}, plain("b")]},
    {"type": "header", "text": {"type": "plain_text", "text": "Title", "emoji": True}},
    {"type": "divider"},
    {"type": "context", "elements": [plain("a"), {"type": "mrkdwn", "text": "b", "verbatim": True}]},
    actions(
        button("A", "a"), {**MENU, "options": [option("One", "1")], "initial_option": option("One", "1")}
    ),
    actions(
        {"type": "overflow", "action_id": "o", "options": [{**option("X", "x"), "url": "https://e.com"}]}
    ),
    question("Name", TEXT, hint=plain("yours"), optional=True),
    question("Who", {"type": "multi_users_select", "action_id": "w"}),
    question("When", {"type": "datetimepicker", "action_id": "d", "initial_date_time": 1_767_600_000}),
    {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a"},
    {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
    {"type": "markdown", "text": "# hi"},
]


@pytest.mark.parametrize("block", GOOD, ids=range(len(GOOD)))
def test_good_blocks_pass(block: Block) -> None:
    assert said_of_blocks(block) == []


BAD: list[tuple[Block, list[str]]] = [
    (
        section("x" * 3001),
        [
            "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
            "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        ],
    ),
    (
        section(""),
        [
            "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
            "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
        ],
    ),
    ({"type": "section"}, ["must define either `text` or `fields` [json-pointer:/blocks/0/type]"]),
    ({"type": "hero"}, ["unsupported type: hero [json-pointer:/blocks/0/type]"]),
    ({"text": "x"}, ["missing required field: type [json-pointer:/blocks/0]"]),
    (
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
        ["must be a valid enum value [json-pointer:/blocks/0/text/type]"],
    ),
    (
        {"type": "header", "text": plain("x" * 151)},
        ["must be less than 151 characters [json-pointer:/blocks/0/text/text]"],
    ),
    (
        actions(*[button("x", f"a{n}") for n in range(26)]),
        ["no more than 25 items allowed [json-pointer:/blocks/0/elements]"],
    ),
    (
        actions(button("x", "a"), button("y", "a")),
        ['`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]'],
    ),
    (
        actions(button("x", "a", colour="red")),
        ["invalid additional property: colour [json-pointer:/blocks/0/elements/0]"],
    ),
    (
        actions(button("x", "a", style="loud")),
        ["must be a valid enum value [json-pointer:/blocks/0/elements/0/style]"],
    ),
    (
        actions(button("x", "a", url="ftp://x")),
        ["input must match regex pattern: ^https?:// [json-pointer:/blocks/0/elements/0/url]"],
    ),
    (actions(TEXT), ["unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]"]),
    (
        section("x", accessory={**MENU, "options": []}),
        ["must provide at least 1 items [json-pointer:/blocks/0/accessory/options]"],
    ),
    (
        section("x", accessory=MENU),
        ["must define either `options` or `option_groups` [json-pointer:/blocks/0/accessory]"],
    ),
    (
        section("x", accessory={**MENU, "options": [option("a", "1")], "initial_option": option("b", "2")}),
        ["must match one of the options [json-pointer:/blocks/0/accessory/initial_option]"],
    ),
    (
        section("x", accessory={**MENU, "options": [option("x" * 76, "1")]}),
        ["must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/text/text]"],
    ),
    (
        question("When", {"type": "datepicker", "initial_date": "tomorrow"}),
        [f"input must match regex pattern: {DAY} [json-pointer:/blocks/0/element/initial_date]"],
    ),
    (
        question("When", {"type": "datepicker", "initial_date": "2026-02-30"}),
        ["input must be a valid: date [json-pointer:/blocks/0/element/initial_date]"],
    ),
    (
        question("Mail", {"type": "email_text_input"}),
        ["unsupported type: email_text_input [json-pointer:/blocks/0/element/type]"],
    ),
]


@pytest.mark.parametrize("block,said", BAD, ids=range(len(BAD)))
def test_bad_blocks_are_named_with_a_pointer(block: Block, said: list[str]) -> None:
    assert said_of_blocks(block) == said


def test_a_message_has_at_most_fifty_blocks() -> None:
    assert said_of_blocks(*[{"type": "divider"}] * 51) == [
        "no more than 50 items allowed [json-pointer:/blocks]"
    ]


def test_block_ids_are_unique() -> None:
    twice = {"type": "divider", "block_id": "d"}
    assert said_of_blocks(twice, twice) == ['`block_id` "d" already exists [json-pointer:/blocks/1/block_id]']


def test_too_much_text_over_all_blocks() -> None:
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        check_message_blocks([section("x" * 2900)] * 5)


@pytest.mark.parametrize(
    "view,said",
    [
        (modal(question("Name", TEXT)), []),
        (modal(question("Mail", {"type": "email_text_input"})), []),
        (modal(title=plain("x" * 25)), ["must be less than 25 characters [json-pointer:/view/title/text]"]),
        (
            without_submit(section("x"), question("Name", TEXT)),
            ["must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]"],
        ),
        ({"type": "modal", "blocks": []}, ["missing required field: title [json-pointer:/view]"]),
        (
            modal(*[{"type": "divider"}] * 101),
            ["no more than 100 items allowed [json-pointer:/view/blocks]"],
        ),
        (
            modal(private_metadata="x" * 3001),
            ["must be less than 3001 characters [json-pointer:/view/private_metadata]"],
        ),
        ("no view", ["must provide an object [json-pointer:/view]"]),
    ],
    ids=range(8),
)
def test_views_are_checked(view: Any, said: list[str]) -> None:
    assert said_of_view(view) == said


def test_a_home_tab_has_no_title() -> None:
    home = {"type": "home", "title": plain("x"), "blocks": []}
    assert said_of_view(home, home=True) == ["invalid additional property: title [json-pointer:/view]"]
    assert said_of_view({"type": "home", "blocks": [section("x")]}, home=True) == []
