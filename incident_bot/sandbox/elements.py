"""Interactive elements: where they are, and what a person's choice looks like in a payload."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .records import JSON
from .text import escaped, rich_text
from .text.emoji import with_names

# Where a choice is found, by element: https://docs.slack.dev/reference/block-kit/block-elements
_FIELDS = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "rich_text_input": "rich_text_value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "file_input": "files",
}
_INITIALS = {
    "value": "initial_value",
    "rich_text_value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_conversation": "initial_conversation",
    "selected_conversations": "initial_conversations",
    "selected_channel": "initial_channel",
    "selected_channels": "initial_channels",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
}
_KEEPS_NOTHING = ("button", "overflow", "workflow_button", "image", "feedback_buttons", "icon_button")


def elements_in(blocks: list[JSON]) -> Iterator[tuple[JSON, JSON]]:
    """Every interactive element with its block."""
    for block in blocks:
        acting = block["type"] in ("actions", "context_actions")
        inside = [*block["elements"]] if acting else []
        inside += [block[place] for place in ("accessory", "element") if place in block]
        for element in inside:
            if element["type"] != "image":
                yield block, element


def find_element(blocks: list[JSON], block_id: str, action_id: str) -> JSON | None:
    for block, element in elements_in(blocks):
        if element["action_id"] == action_id and block["block_id"] == block_id:
            return element
    return None


def choice(element: JSON, value: Any) -> JSON:
    """The choice as payloads carry it: of an option's value, a user's id, a date, a text, a list.

    https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
    """
    kind = element["type"]
    if kind in _PRESSED:
        pressed = _PRESSED[kind](element, value)
        chosen = {"type": kind, "text": pressed["text"]}
        return {**chosen, "value": pressed["value"]} if "value" in pressed else chosen
    field = _FIELDS[kind]
    return {"type": kind, field: _in_form(element, field, value)}


def _feedback(element: JSON, value: Any) -> JSON:
    """https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element"""
    for button in (element["positive_button"], element["negative_button"]):
        if value in (button["value"], button["text"]["text"]):
            return dict(button)
    raise ValueError(f"{element['action_id']} has no button {value!r}")


_PRESSED: dict[str, Callable[[JSON, Any], JSON]] = {
    "button": lambda element, value: element,
    "workflow_button": lambda element, value: element,
    "icon_button": lambda element, value: element,
    "feedback_buttons": _feedback,
}


def initial_values(blocks: list[JSON]) -> dict[str, dict[str, JSON]]:
    """`view.state.values` before the person touched anything."""
    values: dict[str, dict[str, JSON]] = {}
    for block, element in elements_in(blocks):
        kind = element["type"]
        if kind not in _KEEPS_NOTHING:
            field = _FIELDS[kind]
            nothing: Any = [] if field.endswith("s") else None
            initial = element.get(_INITIALS.get(field, ""), nothing)
            values.setdefault(block["block_id"], {})[element["action_id"]] = {"type": kind, field: initial}
    return values


def options_of(element: JSON) -> list[JSON]:
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    return [*element.get("options", []), *grouped]


def _in_form(element: JSON, field: str, value: Any) -> Any:
    if field == "selected_option":
        return _option(element, value) if value not in (None, "") else None
    if field == "selected_options":
        return [_option(element, one) for one in value or []]
    if field == "selected_date_time":
        return int(value) if value not in (None, "") else None
    if field == "rich_text_value" and isinstance(value, str):
        return rich_text(escaped(value), "typed")
    if field.endswith("s"):
        return list(value or [])
    return None if value in (None, "") else str(value) if field != "rich_text_value" else value


def _option(element: JSON, value: str) -> JSON:
    for option in options_of(element):
        if value == option.get("value") or with_names(value) == option["text"]["text"]:
            return option
    offered = ", ".join(str(option.get("value")) for option in options_of(element))
    raise ValueError(f"{element['action_id']} offers {offered or 'nothing'}, not {value!r}")
