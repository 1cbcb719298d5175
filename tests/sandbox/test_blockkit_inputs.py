"""What the client does not let through, and what an app may answer to a menu and to a form."""

from __future__ import annotations

from typing import Any

import pytest

from incident_bot.sandbox.blockkit import check_options_answer, check_view_response, input_errors
from incident_bot.sandbox.errors import SlackError

from .bots import modal, option, plain, question, section

JSON = dict[str, Any]
REQUIRED = "Please complete this required field."


def entered(element: JSON, field: str, value: Any, **of_block: Any) -> str | None:
    block = {**question("x", {**element, "action_id": "a"}, **of_block), "block_id": "b"}
    values = {"b": {"a": {"type": element["type"], field: value}}}
    return input_errors([section("x"), block], values).get("b")


@pytest.mark.parametrize(
    "element,field,value,told",
    [
        ({"type": "plain_text_input"}, "value", None, REQUIRED),
        ({"type": "plain_text_input"}, "value", "", REQUIRED),
        ({"type": "multi_users_select"}, "selected_users", [], REQUIRED),
        ({"type": "static_select"}, "selected_option", None, REQUIRED),
        ({"type": "plain_text_input", "min_length": 3}, "value", "ab", "Please enter at least 3 characters."),
        ({"type": "plain_text_input", "min_length": 3}, "value", "abc", None),
        (
            {"type": "plain_text_input", "max_length": 3},
            "value",
            "abcd",
            "Please enter 3 characters at most.",
        ),
        ({"type": "email_text_input"}, "value", "ann@example.com", None),
        ({"type": "email_text_input"}, "value", "ann", "Please enter a valid email address."),
        ({"type": "url_text_input"}, "value", "https://example.com/a", None),
        ({"type": "url_text_input"}, "value", "example", "Please enter a valid URL."),
        ({"type": "number_input", "is_decimal_allowed": True}, "value", "-1.5", None),
        ({"type": "number_input"}, "value", "1.5", "Please enter a whole number."),
        ({"type": "number_input"}, "value", "many", "Please enter a number."),
        ({"type": "number_input", "min_value": "2"}, "value", "1", "Please enter 2 or more."),
        ({"type": "number_input", "max_value": "2"}, "value", "3", "Please enter 2 or less."),
        (
            {"type": "multi_users_select", "max_selected_items": 1},
            "selected_users",
            ["U1", "U2"],
            "Please choose 1 at most.",
        ),
        ({"type": "file_input", "max_files": 1}, "files", ["F1", "F2"], "Please add 1 file at most."),
        ({"type": "file_input"}, "files", ["F1"] * 11, "Please add 10 files at most."),
        (
            {"type": "file_input", "filetypes": ["png"]},
            "files",
            [{"id": "F1", "name": "a.pdf"}],
            "Please add only files of these types: png.",
        ),
        ({"type": "file_input", "filetypes": ["png"]}, "files", [{"id": "F1", "name": "a.PNG"}], None),
    ],
)
def test_inputs_are_held_to_what_they_ask_for(
    element: JSON, field: str, value: Any, told: str | None
) -> None:
    assert entered(element, field, value) == told


def test_an_optional_input_may_be_empty_but_not_wrong() -> None:
    email = {"type": "email_text_input"}
    assert entered(email, "value", None, optional=True) is None
    assert entered(email, "value", "ann", optional=True) == "Please enter a valid email address."


@pytest.mark.parametrize(
    "body",
    [
        {"options": []},
        {"options": [option("x", "1")] * 100},
        {"option_groups": [{"label": plain("x"), "options": [option("x", "1")]}]},
    ],
)
def test_options_that_an_app_may_offer(body: JSON) -> None:
    check_options_answer(body)


@pytest.mark.parametrize(
    "body,told",
    [
        (None, "must provide an object [json-pointer:]"),
        ({}, "must define either `options` or `option_groups` [json-pointer:]"),
        ({"options": [option("x", "1")] * 101}, "no more than 100 items allowed [json-pointer:/options]"),
        ({"options": [plain("x")]}, "missing required field: value [json-pointer:/options/0]"),
        (
            {"options": [option("", "1")]},
            "must be more than 0 characters [json-pointer:/options/0/text/text]",
        ),
    ],
)
def test_options_that_it_may_not(body: Any, told: str) -> None:
    with pytest.raises(SlackError, match="invalid_options") as refused:
        check_options_answer(body)
    assert refused.value.beside["errors"][0] == told


FORM = [{**question("x", {"type": "users_select"}), "block_id": "who"}, {**section("x"), "block_id": "text"}]


@pytest.mark.parametrize(
    "body",
    [
        None,
        {},
        {"response_action": "clear"},
        {"response_action": "errors", "errors": {"who": "Nobody of that name."}},
        {"response_action": "update", "view": modal(section("x"))},
    ],
)
def test_answers_to_a_submitted_form(body: Any) -> None:
    check_view_response(FORM, body)


@pytest.mark.parametrize(
    "body,code,told",
    [
        (
            {"response_action": "close"},
            "invalid_response_action",
            "must be one of errors, update, push, clear [json-pointer:/response_action]",
        ),
        (
            {"response_action": "errors"},
            "invalid_errors",
            "must say what is wrong, by block_id [json-pointer:/errors]",
        ),
        (
            {"response_action": "errors", "errors": {"text": "No."}},
            "invalid_errors",
            "must be the block_id of an input block [json-pointer:/errors/text]",
        ),
        (
            {"response_action": "errors", "errors": {"who": None}},
            "invalid_errors",
            "must provide a string [json-pointer:/errors/who]",
        ),
        ({"response_action": "push"}, "invalid_arguments", "must provide an object [json-pointer:/view]"),
    ],
)
def test_answers_that_it_does_not_take(body: Any, code: str, told: str) -> None:
    with pytest.raises(SlackError) as refused:
        check_view_response(FORM, body)
    assert refused.value.code == code
    assert refused.value.beside["response_metadata"]["messages"][0] == f"[ERROR] {told}"
