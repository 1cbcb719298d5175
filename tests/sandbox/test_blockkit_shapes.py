"""Every kind of block and element: what Slack takes, and what it says of what it does not take."""

from __future__ import annotations

from typing import Any

import pytest

from incident_bot.sandbox.blockkit import problems

from .bots import button, modal, option, plain, question, section

JSON = dict[str, Any]
MARKED = {"type": "mrkdwn", "text": "*x*"}
SECTION = {"type": "rich_text_section", "elements": []}
PICTURE = {"type": "image", "alt_text": "a", "image_url": "https://example.com/a.png"}
OPTIONS = [option("One", "1"), option("Two", "2")]
CONFIRM = {"title": plain("Sure?"), "text": MARKED, "confirm": plain("Yes"), "deny": plain("No")}
MENU = {"type": "static_select", "options": OPTIONS}
TICKS = {"type": "checkboxes", "options": [{"text": MARKED, "value": "1", "description": MARKED}]}
FEEDBACK = {"text": plain("Good"), "value": "good"}
NUMBER = {"type": "number_input", "is_decimal_allowed": False}
WORKFLOW = {"trigger": {"url": "https://slack.com/shortcuts/Ft1/a"}}


def rich(*parts: JSON) -> JSON:
    return {"type": "rich_text", "elements": list(parts)}


def line(*words: JSON) -> JSON:
    return rich({"type": "rich_text_section", "elements": list(words)})


def worded(text: Any) -> JSON:
    return {"type": "section", "text": text}


def acting(*elements: JSON) -> JSON:
    return {"type": "actions", "elements": list(elements)}


def said(surface: Any, payload: Any) -> list[str]:
    return [f"{problem.pointer} {problem.message}" for problem in problems(surface, payload)]


TAKEN: dict[str, JSON] = {
    "section": section("x", expand=True),
    "section of fields": {"type": "section", "fields": [MARKED] * 10},
    "picture beside": section("x", accessory=PICTURE),
    "slack's own picture": {
        "type": "image",
        "alt_text": "a",
        "slack_file": {"id": "F1"},
        "title": plain("t"),
    },
    "context": {"type": "context", "elements": [PICTURE, MARKED]},
    "video": {
        "type": "video",
        "alt_text": "a",
        "title": plain("t"),
        "thumbnail_url": "https://example.com/t.png",
        "video_url": "https://example.com/v",
    },
    "button": acting(
        button("x", "a", style="danger", confirm=CONFIRM, accessibility_label="y", url="https://e.com")
    ),
    "menus": acting(
        {**MENU, "action_id": "1", "initial_option": OPTIONS[1], "confirm": CONFIRM},
        {"type": "external_select", "action_id": "2", "min_query_length": 0, "initial_option": OPTIONS[0]},
        {"type": "users_select", "action_id": "3", "initial_user": "U1"},
        {"type": "conversations_select", "action_id": "4", "filter": {"include": ["im", "public"]}},
        {"type": "channels_select", "action_id": "5", "initial_channel": "C1"},
    ),
    "groups of options": acting(
        {"type": "static_select", "option_groups": [{"label": plain("g"), "options": OPTIONS}]}
    ),
    "several of many": question(
        "x",
        {
            "type": "multi_static_select",
            "options": OPTIONS,
            "initial_options": OPTIONS,
            "max_selected_items": 1,
        },
    ),
    "ticks": question("x", {**TICKS, "initial_options": TICKS["options"]}),
    "radio": question("x", {"type": "radio_buttons", "options": OPTIONS, "initial_option": OPTIONS[0]}),
    "moments": acting(
        {"type": "datepicker", "action_id": "1", "initial_date": "2026-01-31"},
        {"type": "timepicker", "action_id": "2", "initial_time": "23:59", "timezone": "Europe/Berlin"},
        {"type": "datetimepicker", "action_id": "3", "initial_date_time": 1_767_600_000},
    ),
    "text": question(
        "x",
        {
            "type": "plain_text_input",
            "multiline": True,
            "min_length": 0,
            "max_length": 3000,
            "initial_value": "",
            "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
        },
        dispatch_action=True,
    ),
    "rich text": rich(
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "x", "style": {"bold": True, "code": False}},
                {"type": "link", "url": "https://example.com", "text": "x"},
                {"type": "user", "user_id": "U1", "style": {"bold": True}},
                {"type": "usergroup", "usergroup_id": "S1"},
                {"type": "channel", "channel_id": "C1"},
                {"type": "emoji", "name": "tada", "skin_tone": 2, "unicode": "1f389"},
                {"type": "broadcast", "range": "here"},
                {"type": "date", "timestamp": 1, "format": "{date}", "fallback": "x"},
                {"type": "color", "value": "#F405B3"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "ordered",
            "elements": [SECTION],
            "indent": 1,
            "offset": 2,
            "border": 1,
        },
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "x"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x"}], "border": 0},
    ),
}
IN_MESSAGES: dict[str, JSON] = {
    "markdown": {"type": "markdown", "text": "# x"},
    "file": {"type": "file", "external_id": "x", "source": "remote"},
    "workflow": acting({"type": "workflow_button", "text": plain("x"), "workflow": WORKFLOW}),
    "feedback": {
        "type": "context_actions",
        "elements": [
            {"type": "feedback_buttons", "positive_button": FEEDBACK, "negative_button": FEEDBACK},
            {"type": "icon_button", "icon": "trash", "text": plain("Delete"), "visible_to_user_ids": ["U1"]},
        ],
    },
}
IN_MODALS: dict[str, JSON] = {
    "email": question("x", {"type": "email_text_input", "focus_on_load": True}),
    "url": question("x", {"type": "url_text_input"}),
    "number": question("x", {"type": "number_input", "is_decimal_allowed": True, "min_value": "-1.5"}),
    "files": question("x", {"type": "file_input", "filetypes": ["png"], "max_files": 10}),
    "rich input": question("x", {"type": "rich_text_input", "initial_value": rich(SECTION)}),
    "answered menu": question("x", {"type": "channels_select", "response_url_enabled": True}),
}


@pytest.mark.parametrize("block", [*TAKEN.values(), *IN_MESSAGES.values()], ids=[*TAKEN, *IN_MESSAGES])
def test_messages_take(block: JSON) -> None:
    assert said("blocks", [block]) == []


@pytest.mark.parametrize("block", [*TAKEN.values(), *IN_MODALS.values()], ids=[*TAKEN, *IN_MODALS])
def test_modals_take(block: JSON) -> None:
    assert said("view", modal(block)) == []


@pytest.mark.parametrize("block", [each for name, each in TAKEN.items() if name != "moments"])
def test_home_tabs_take(block: JSON) -> None:
    assert said("view", {"type": "home", "blocks": [block]}) == []


@pytest.mark.parametrize("block", IN_MESSAGES.values(), ids=IN_MESSAGES)
def test_views_do_not_take_what_is_for_messages(block: JSON) -> None:
    assert "unsupported type" in said("view", modal(block))[0]
    assert "unsupported type" in said("view", {"type": "home", "blocks": [block]})[0]


@pytest.mark.parametrize("block", IN_MODALS.values(), ids=IN_MODALS)
def test_messages_do_not_take_what_is_for_modals(block: JSON) -> None:
    assert len(said("blocks", [block])) == 1


REFUSED: list[tuple[JSON, list[str]]] = [
    (worded(None), ["/0/text failed to match all allowed schemas", "/0/text must provide an object"]),
    (button("x", "a"), ["/0/type unsupported type: button"]),
    (
        worded({"type": "plain_text", "text": "x", "verbatim": True}),
        ["/0/text failed to match all allowed schemas", "/0/text invalid additional property: verbatim"],
    ),
    (
        worded({"type": "mrkdwn", "text": "x", "emoji": True}),
        ["/0/text failed to match all allowed schemas", "/0/text invalid additional property: emoji"],
    ),
    (
        worded({"type": "text", "text": "x"}),
        ["/0/text failed to match all allowed schemas", "/0/text/type unsupported type: text"],
    ),
    (
        section("x", accessory={"type": "image", "alt_text": "a"}),
        ["/0/accessory missing required field: image_url"],
    ),
    (
        {**PICTURE, "slack_file": {"id": "F1"}},
        ["/0 must define either `image_url` or `slack_file`"],
    ),
    ({"type": "context", "elements": []}, ["/0/elements must provide at least 1 items"]),
    ({"type": "context", "elements": [button("x", "a")]}, ["/0/elements/0/type unsupported type: button"]),
    ({"type": "divider", "block_id": ""}, ["/0/block_id must be more than 0 characters"]),
    ({"type": "divider", "text": plain("x")}, ["/0 invalid additional property: text"]),
    ({"type": "header"}, ["/0 missing required field: text"]),
    ({"type": ["section"]}, ["/0/type unsupported type: ['section']"]),
    (acting(button("x", "a", style=None)), ["/0/elements/0/style must provide a string"]),
    (acting(button("x", "")), ["/0/elements/0/action_id must be more than 0 characters"]),
    (
        acting(button("x", "a", confirm={"title": plain("x")})),
        [
            "/0/elements/0/confirm missing required field: text",
            "/0/elements/0/confirm missing required field: confirm",
            "/0/elements/0/confirm missing required field: deny",
        ],
    ),
    (
        acting({**MENU, "option_groups": []}),
        [
            "/0/elements/0/option_groups must provide at least 1 items",
        ],
    ),
    (
        acting({**MENU, "option_groups": [{"label": plain("g"), "options": OPTIONS}]}),
        ["/0/elements/0 must define either `options` or `option_groups`"],
    ),
    (
        acting({**MENU, "initial_option": {**OPTIONS[0], "description": plain("other")}}),
        ["/0/elements/0/initial_option must match one of the options"],
    ),
    (
        acting({"type": "static_select", "options": [{"text": MARKED, "value": "1"}]}),
        ["/0/elements/0/options/0/text/type must be a valid enum value"],
    ),
    (
        acting({"type": "static_select", "options": [{"type": "option", **OPTIONS[0]}]}),
        ["/0/elements/0/options/0 invalid additional property: type"],
    ),
    (
        acting({"type": "multi_users_select", "max_selected_items": 0}),
        ["/0/elements/0/max_selected_items must be greater than 1"],
    ),
    (
        acting({"type": "conversations_select", "filter": {}}),
        ["/0/elements/0/filter must define at least one field"],
    ),
    (
        acting({"type": "conversations_select", "filter": {"include": ["everything"]}}),
        ["/0/elements/0/filter/include/0 must be a valid enum value"],
    ),
    (
        acting({"type": "channels_select", "response_url_enabled": True}),
        ["/0/elements/0 invalid additional property: response_url_enabled"],
    ),
    (
        acting({"type": "datetimepicker", "initial_date_time": 12}),
        ["/0/elements/0/initial_date_time must be greater than 1000000000"],
    ),
    (
        line({"type": "text", "text": "x", "style": {"big": True}}),
        ["/0/elements/0/elements/0/style invalid additional property: big"],
    ),
    (line({"type": "text", "text": ""}), ["/0/elements/0/elements/0/text must be more than 0 characters"]),
    (
        line({"type": "broadcast", "range": "all"}),
        ["/0/elements/0/elements/0/range must be a valid enum value"],
    ),
    (line({"type": "bold", "text": "x"}), ["/0/elements/0/elements/0/type unsupported type: bold"]),
    (rich({**SECTION, "style": "bullet"}), ["/0/elements/0 invalid additional property: style"]),
    (
        rich({"type": "rich_text_list", "style": "bullet", "elements": [{"type": "text", "text": "x"}]}),
        ["/0/elements/0/elements/0/type unsupported type: text"],
    ),
    (
        rich({"type": "rich_text_preformatted", "elements": [{"type": "user", "user_id": "U1"}]}),
        ["/0/elements/0/elements/0/type unsupported type: user"],
    ),
    (
        {"type": "context_actions", "elements": [button("x", "a")]},
        ["/0/elements/0/type unsupported type: button"],
    ),
]


@pytest.mark.parametrize("block,told", REFUSED, ids=range(len(REFUSED)))
def test_blocks_that_are_not_taken(block: JSON, told: list[str]) -> None:
    assert said("blocks", [block]) == told


VIEWS: list[tuple[JSON, list[str]]] = [
    (modal(submit_disabled=True), [" invalid additional property: submit_disabled"]),
    (modal(submit=None), ["/submit failed to match all allowed schemas", "/submit must provide an object"]),
    (modal(title=MARKED), ["/title/type must be a valid enum value"]),
    (modal(callback_id="x" * 256), ["/callback_id must be less than 256 characters"]),
    ({"type": "card", "title": plain("x"), "blocks": []}, ["/type must be a valid enum value"]),
    ({"type": "home", "blocks": [], "close": plain("x")}, [" invalid additional property: close"]),
    (
        modal(*[question("x", {"type": "plain_text_input", "focus_on_load": True})] * 2),
        ["/blocks/1/element/focus_on_load only one element may have `focus_on_load`"],
    ),
    (
        modal(question("x", {**NUMBER, "min_value": "3", "max_value": "1"})),
        ["/blocks/0/element/min_value must not be greater than `max_value`"],
    ),
    (
        modal(question("x", {**NUMBER, "initial_value": "many"})),
        [r"/blocks/0/element/initial_value input must match regex pattern: ^-?\d+(\.\d+)?$"],
    ),
    (
        modal(question("x", {"type": "number_input"})),
        ["/blocks/0/element missing required field: is_decimal_allowed"],
    ),
    (
        modal(acting({"type": "channels_select", "response_url_enabled": True})),
        ["/blocks/0/elements/0 invalid additional property: response_url_enabled"],
    ),
]


@pytest.mark.parametrize("view,told", VIEWS, ids=range(len(VIEWS)))
def test_views_that_are_not_taken(view: JSON, told: list[str]) -> None:
    assert said("view", view) == told


def test_an_action_may_repeat_in_another_block() -> None:
    assert said("blocks", [acting(button("x", "a")), acting(button("y", "a"))]) == []


def test_the_block_id_of_markdown_does_not_count() -> None:
    assert said("blocks", [{"type": "markdown", "text": "x", "block_id": "b"}] * 2) == []


def test_all_markdown_of_a_message_together() -> None:
    two = [{"type": "markdown", "text": "x" * 6000}] * 2
    assert said("blocks", two) == []
    assert said("blocks", [*two, {"type": "markdown", "text": "x"}]) == [
        "/2/text must be less than 12001 characters"
    ]


def test_a_message_is_blocks_and_attachments() -> None:
    assert said("message", {"blocks": [section("x")], "attachments": [{"blocks": [section("x")]}]}) == []
    assert said("message", {"text": "x"}) == [" invalid additional property: text"]
    inside = {"attachments": [{"blocks": [{"type": "hero"}]}]}
    assert said("message", inside) == ["/attachments/0/blocks/0/type unsupported type: hero"]


def test_each_problem_tells_its_constraint() -> None:
    told = [
        problem.shape()
        for problem in problems("blocks", [{"type": "header", "text": plain("x" * 151), "a": 1}])
    ]
    assert told == [
        {
            "code": "failed_constraint",
            "message": "must be less than 151 characters",
            "pointer": "/0/text/text",
            "constraint": {"type": "max_length", "expected": 150, "got": 151},
        },
        {
            "code": "failed_constraint",
            "message": "invalid additional property: a",
            "pointer": "/0",
            "constraint": {"type": "additional_properties", "got": "a"},
        },
    ]
    missing, wrong = (problems("blocks", [each])[0].shape() for each in ({"type": "header"}, 1))
    assert missing == {
        "code": "missing_field",
        "message": "missing required field: text",
        "pointer": "/0",
        "field": "text",
    }
    assert wrong == {"code": "invalid_type", "message": "must provide an object", "pointer": "/0"}
