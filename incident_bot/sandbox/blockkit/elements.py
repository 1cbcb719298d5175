"""Block elements and where each may stand: https://docs.slack.dev/reference/block-kit/block-elements"""

from __future__ import annotations

import re
from typing import Any, Literal

from .objects import (
    ACTION_ID,
    CONFIRM,
    DISPATCH,
    FILTER,
    LISTED_OPTION,
    MENU_OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    URL,
    offering,
    options_or_groups,
    plain,
)
from .rules import (
    Problems,
    Rule,
    also,
    anything,
    boolean,
    integer,
    listed,
    matching,
    object_of,
    one_of,
    string,
)

Host = Literal["section", "actions", "input", "context"]

_DATE = matching(re.compile(r"\d{4}-\d{2}-\d{2}").fullmatch, "a date as YYYY-MM-DD")
_TIME = matching(re.compile(r"([01]\d|2[0-3]):[0-5]\d").fullmatch, "a time as HH:mm")
_ID = string(255)
_COMMON = {"action_id": ACTION_ID, "focus_on_load": boolean}
_ASKING = {**_COMMON, "placeholder": plain(150)}
_MENU = {**_ASKING, "confirm": CONFIRM}
_MANY = {**_MENU, "max_selected_items": integer(1, 1000)}
_OFFER = {"options": listed(MENU_OPTION, most=100), "option_groups": listed(OPTION_GROUP, most=100)}
_LISTED = {"options": listed(LISTED_OPTION, most=10)}
_TYPED = {**_ASKING, "dispatch_action_config": DISPATCH}


def _offered(optional: dict[str, Rule]) -> Rule:
    return also(object_of({}, {**optional, **_OFFER}), offering(options_or_groups))


IMAGE = object_of({"alt_text": string(2000)}, {"image_url": URL, "slack_file": anything})

_RULES: dict[str, Rule] = {
    "button": object_of(
        {"text": plain(75)},
        {
            "action_id": ACTION_ID,
            "url": URL,
            "value": string(2000),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "workflow_button": object_of({"text": plain(75), "workflow": anything}, {"action_id": ACTION_ID}),
    "image": IMAGE,
    "static_select": _offered({**_MENU, "initial_option": MENU_OPTION}),
    "multi_static_select": _offered({**_MANY, "initial_options": listed(MENU_OPTION, most=100)}),
    "external_select": object_of(
        {}, {**_MENU, "initial_option": MENU_OPTION, "min_query_length": integer(0, 100)}
    ),
    "multi_external_select": object_of(
        {},
        {**_MANY, "initial_options": listed(MENU_OPTION, most=100), "min_query_length": integer(0, 100)},
    ),
    "users_select": object_of({}, {**_MENU, "initial_user": _ID}),
    "multi_users_select": object_of({}, {**_MANY, "initial_users": listed(_ID, most=1000)}),
    "conversations_select": object_of(
        {},
        {
            **_MENU,
            "initial_conversation": _ID,
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": FILTER,
        },
    ),
    "multi_conversations_select": object_of(
        {},
        {
            **_MANY,
            "initial_conversations": listed(_ID, most=1000),
            "default_to_current_conversation": boolean,
            "filter": FILTER,
        },
    ),
    "channels_select": object_of({}, {**_MENU, "initial_channel": _ID, "response_url_enabled": boolean}),
    "multi_channels_select": object_of({}, {**_MANY, "initial_channels": listed(_ID, most=1000)}),
    "overflow": object_of(
        {"options": listed(OVERFLOW_OPTION, most=5)}, {"action_id": ACTION_ID, "confirm": CONFIRM}
    ),
    "checkboxes": offering(
        object_of(_LISTED, {**_COMMON, "confirm": CONFIRM, "initial_options": listed(LISTED_OPTION, most=10)})
    ),
    "radio_buttons": offering(
        object_of(_LISTED, {**_COMMON, "confirm": CONFIRM, "initial_option": LISTED_OPTION})
    ),
    "datepicker": object_of({}, {**_MENU, "initial_date": _DATE}),
    "timepicker": object_of({}, {**_MENU, "initial_time": _TIME, "timezone": string(100)}),
    "datetimepicker": object_of(
        {}, {**_COMMON, "confirm": CONFIRM, "initial_date_time": integer(1_000_000_000, 9_999_999_999)}
    ),
    "plain_text_input": object_of(
        {},
        {
            **_TYPED,
            "initial_value": string(3000, least=0),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
    ),
    "rich_text_input": object_of({}, {**_TYPED, "initial_value": anything}),
    "email_text_input": object_of({}, {**_TYPED, "initial_value": string(3000)}),
    "url_text_input": object_of({}, {**_TYPED, "initial_value": string(3000)}),
    "number_input": object_of(
        {"is_decimal_allowed": boolean},
        {**_TYPED, "initial_value": string(100), "min_value": string(100), "max_value": string(100)},
    ),
    "file_input": object_of(
        {}, {"action_id": ACTION_ID, "filetypes": listed(string(20), most=100), "max_files": integer(1, 10)}
    ),
}

_MENUS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
_CHOICES = (*_MENUS, "checkboxes", "radio_buttons", "datepicker", "timepicker")
_MULTI = tuple(f"multi_{menu}" for menu in _MENUS)
_HOSTED: dict[Host, tuple[str, ...]] = {
    "section": (*_CHOICES, *_MULTI, "button", "overflow", "image", "workflow_button"),
    "actions": (
        *_CHOICES,
        *_MULTI,
        "button",
        "overflow",
        "datetimepicker",
        "workflow_button",
        "rich_text_input",
    ),
    "input": (
        *_CHOICES,
        *_MULTI,
        "datetimepicker",
        "plain_text_input",
        "rich_text_input",
        "email_text_input",
        "url_text_input",
        "number_input",
        "file_input",
    ),
    "context": ("image",),
}
_ELSEWHERE = {
    "message": ("rich_text_input", "email_text_input", "url_text_input", "number_input", "file_input"),
    "modal": ("workflow_button",),
    "home": (
        "datetimepicker",
        "email_text_input",
        "url_text_input",
        "number_input",
        "file_input",
        "workflow_button",
    ),
}


def element_in(host: Host) -> Rule:
    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, dict) or "type" not in value:
            problems.note("missing required field: type", at)
            return
        kind = value["type"]
        if kind not in _HOSTED[host] or kind in _ELSEWHERE[problems.surface]:
            problems.note(f"unsupported type: {kind}", f"{at}/type")
            return
        _RULES[kind](value, at, problems)

    return check
