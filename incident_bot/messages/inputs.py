"""The fields of forms, within Slack's limits. Each is named by its block: `Filled` finds its value by it.

https://docs.slack.dev/reference/block-kit/blocks/input-block
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from incident_bot.messages.objects import cut, plain_text
from incident_bot.slack.message import Block

LABEL = 2000
TYPED = 3000
PLACEHOLDER = 150
OPTIONS = 100
TICKS = 10


def text_input(
    block_id: str,
    label: str,
    *,
    value: str = "",
    hint: str = "",
    placeholder: str = "",
    multiline: bool = False,
    optional: bool = False,
    most: int = TYPED,
) -> Block:
    """A field to type in. `value` stands in it at first, as somebody would have typed it: not escaped."""
    element: dict[str, Any] = {"type": "plain_text_input", "multiline": multiline, "max_length": most}
    if value:
        element["initial_value"] = cut(value, most)
    return _input(block_id, label, element, hint=hint, placeholder=placeholder, optional=optional)


def choice(
    block_id: str,
    label: str,
    options: Sequence[Block],
    chosen: str | None,
    *,
    hint: str = "",
    placeholder: str = "",
    optional: bool = False,
) -> Block:
    """A menu to choose one from; `chosen` is the value that is chosen at first."""
    element: dict[str, Any] = {"type": "static_select", "options": list(options)[:OPTIONS]}
    first = [each for each in element["options"] if each["value"] == chosen]
    if first:
        element["initial_option"] = first[0]
    return _input(block_id, label, element, hint=hint, placeholder=placeholder, optional=optional)


def choices(
    block_id: str,
    label: str,
    options: Sequence[Block],
    chosen: Iterable[str] = (),
    *,
    hint: str = "",
    placeholder: str = "",
    optional: bool = True,
) -> Block:
    """A menu to choose several from. At most a hundred can be offered."""
    element = _with_initials("multi_static_select", list(options)[:OPTIONS], chosen)
    return _input(block_id, label, element, hint=hint, placeholder=placeholder, optional=optional)


def ticks(
    block_id: str,
    label: str,
    options: Sequence[Block],
    chosen: Iterable[str] = (),
    *,
    hint: str = "",
    optional: bool = True,
) -> Block:
    """Boxes to tick, at most ten. Optional, or none could be left empty."""
    element = _with_initials("checkboxes", list(options)[:TICKS], chosen)
    return _input(block_id, label, element, hint=hint, optional=optional)


def radio(block_id: str, label: str, options: Sequence[Block], chosen: str, *, hint: str = "") -> Block:
    """One of at most ten, all of them in sight."""
    element: dict[str, Any] = {"type": "radio_buttons", "options": list(options)[:TICKS]}
    first = [each for each in element["options"] if each["value"] == chosen]
    if first:
        element["initial_option"] = first[0]
    return _input(block_id, label, element, hint=hint)


def person(
    block_id: str,
    label: str,
    chosen: str | None = None,
    *,
    hint: str = "",
    placeholder: str = "",
    optional: bool = False,
) -> Block:
    """Somebody of the workspace, by id."""
    element: dict[str, Any] = {"type": "users_select"}
    if chosen:
        element["initial_user"] = chosen
    return _input(block_id, label, element, hint=hint, placeholder=placeholder, optional=optional)


def people(
    block_id: str,
    label: str,
    chosen: Sequence[str] = (),
    *,
    hint: str = "",
    placeholder: str = "",
    optional: bool = True,
) -> Block:
    """Several people of the workspace, by id."""
    element: dict[str, Any] = {"type": "multi_users_select"}
    if chosen:
        element["initial_users"] = list(chosen)
    return _input(block_id, label, element, hint=hint, placeholder=placeholder, optional=optional)


def moment(
    block_id: str, label: str, at: datetime | None = None, *, hint: str = "", optional: bool = True
) -> Block:
    """Day and time, each in the zone of whoever fills it in; the value is seconds since 1970.

    https://docs.slack.dev/reference/block-kit/block-elements/datetime-picker-element
    """
    element: dict[str, Any] = {"type": "datetimepicker"}
    if at is not None:
        element["initial_date_time"] = int(at.timestamp())
    return _input(block_id, label, element, hint=hint, optional=optional)


def _with_initials(kind: str, options: list[Block], chosen: Iterable[str]) -> dict[str, Any]:
    wanted = set(chosen)
    element: dict[str, Any] = {"type": kind, "options": options}
    # An empty list of initial options is refused.
    if first := [each for each in options if each["value"] in wanted]:
        element["initial_options"] = first
    return element


def _input(
    block_id: str,
    label: str,
    element: dict[str, Any],
    *,
    hint: str = "",
    placeholder: str = "",
    optional: bool = False,
) -> Block:
    element = {**element, "action_id": block_id}
    if placeholder:
        element["placeholder"] = plain_text(cut(placeholder, PLACEHOLDER))
    made: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(cut(label, LABEL)),
        "element": element,
    }
    if hint:
        made["hint"] = plain_text(cut(hint, LABEL))
    if optional:
        made["optional"] = True
    return made
