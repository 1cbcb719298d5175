"""Block elements and where each may stand: https://docs.slack.dev/reference/block-kit/block-elements"""

from __future__ import annotations

from typing import Any

from .objects import (
    ACTION_ID,
    CONFIRM,
    DISPATCH,
    FILTER,
    LISTED_OPTION,
    MENU_OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    SLACK_FILE,
    URL,
    WORKFLOW,
    initials_are_offered,
    one_picture,
    plain,
)
from .places import ELEMENTS, Host
from .problem import Problems
from .rich_text import RICH_TEXT
from .rules import Rule, also, boolean, by_type, exactly_one_of, integer, listed, object_of, one_of, string
from .values import DATE, DECIMAL, TIME, numbers_fit

_ID = string(255)
_IDS = listed(_ID)
_ACTION = {"action_id": ACTION_ID}
_COMMON = {**_ACTION, "focus_on_load": boolean}
_ASKING = {**_COMMON, "placeholder": plain(150)}
_MENU = {**_ASKING, "confirm": CONFIRM}
_MANY = {**_MENU, "max_selected_items": integer(1)}
_OFFER = {"options": listed(MENU_OPTION, most=100), "option_groups": listed(OPTION_GROUP, most=100)}
_INITIAL, _INITIALS = {"initial_option": MENU_OPTION}, {"initial_options": listed(MENU_OPTION, most=100)}
_QUERY = {"min_query_length": integer(0)}
_TICKS = {"options": listed(LISTED_OPTION, most=10)}
_TYPED = {**_ASKING, "dispatch_action_config": DISPATCH}
_ANSWERED = {"response_url_enabled": boolean}
_NARROWED = {"default_to_current_conversation": boolean, "filter": FILTER}
_BUTTON = {
    **_ACTION,
    "style": one_of("primary", "danger"),
    "accessibility_label": string(75),
}
_FEEDBACK = object_of(
    {"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)}, typed=False
)


def _offering(optional: dict[str, Rule]) -> Rule:
    return also(
        object_of({}, {**optional, **_OFFER}),
        exactly_one_of("options", "option_groups"),
        initials_are_offered,
    )


IMAGE = also(
    object_of({"alt_text": string(2000)}, {"image_url": URL, "slack_file": SLACK_FILE}),
    one_picture,
)

_RULES: dict[str, Rule] = {
    "button": object_of(
        {"text": plain(75)}, {**_BUTTON, "url": URL, "value": string(2000), "confirm": CONFIRM}
    ),
    "workflow_button": object_of({"text": plain(75), "workflow": WORKFLOW}, _BUTTON),
    "feedback_buttons": object_of({"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, _ACTION),
    "icon_button": object_of(
        {"icon": string(255), "text": plain(75)},
        {
            **_ACTION,
            "value": string(2000),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": listed(_ID, most=10),
        },
    ),
    "image": IMAGE,
    "static_select": _offering({**_MENU, **_INITIAL}),
    "multi_static_select": _offering({**_MANY, **_INITIALS}),
    "external_select": object_of({}, {**_MENU, **_INITIAL, **_QUERY}),
    "multi_external_select": object_of({}, {**_MANY, **_INITIALS, **_QUERY}),
    "users_select": object_of({}, {**_MENU, "initial_user": _ID}),
    "multi_users_select": object_of({}, {**_MANY, "initial_users": _IDS}),
    "conversations_select": object_of({}, {**_MENU, **_NARROWED, **_ANSWERED, "initial_conversation": _ID}),
    "multi_conversations_select": object_of({}, {**_MANY, **_NARROWED, "initial_conversations": _IDS}),
    "channels_select": object_of({}, {**_MENU, **_ANSWERED, "initial_channel": _ID}),
    "multi_channels_select": object_of({}, {**_MANY, "initial_channels": _IDS}),
    "overflow": object_of({"options": listed(OVERFLOW_OPTION, most=5)}, {**_ACTION, "confirm": CONFIRM}),
    "checkboxes": also(
        object_of(_TICKS, {**_COMMON, "confirm": CONFIRM, "initial_options": listed(LISTED_OPTION, most=10)}),
        initials_are_offered,
    ),
    "radio_buttons": also(
        object_of(_TICKS, {**_COMMON, "confirm": CONFIRM, "initial_option": LISTED_OPTION}),
        initials_are_offered,
    ),
    "datepicker": object_of({}, {**_MENU, "initial_date": DATE}),
    "timepicker": object_of({}, {**_MENU, "initial_time": TIME, "timezone": string(100)}),
    # Ten digits: https://docs.slack.dev/reference/block-kit/block-elements/datetime-picker-element
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
    "rich_text_input": object_of({}, {**_TYPED, "initial_value": by_type({"rich_text": RICH_TEXT})}),
    "email_text_input": object_of({}, {**_TYPED, "initial_value": string(3000)}),
    "url_text_input": object_of({}, {**_TYPED, "initial_value": string(3000)}),
    "number_input": also(
        object_of(
            {"is_decimal_allowed": boolean},
            {**_TYPED, "initial_value": DECIMAL, "min_value": DECIMAL, "max_value": DECIMAL},
        ),
        numbers_fit,
    ),
    "file_input": object_of({}, {**_ACTION, "filetypes": listed(string(20)), "max_files": integer(1, 10)}),
}


def element_in(host: Host) -> Rule:
    allowed = {
        surface: by_type({kind: _RULES[kind] for kind in hosts[host]}) for surface, hosts in ELEMENTS.items()
    }

    def check(value: Any, at: str, problems: Problems) -> None:
        allowed[problems.surface](value, at, problems)
        # Only menus of a modal's inputs are answered with a response_url:
        # https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
        in_form = host == "input" and problems.surface == "modal"
        if isinstance(value, dict) and value.get("response_url_enabled") is True and not in_form:
            problems.strange("response_url_enabled", at)

    return check
