"""Messages, modals and home tabs as a whole, refused as Slack refuses them."""

from __future__ import annotations

import json
from typing import Any

from ..errors import SlackError
from .blocks import BLOCKS, unique_block_ids
from .objects import plain
from .rules import Problems, Rule, Surface, boolean, listed, object_of, one_of, string

_MOST_IN_MESSAGE, _MOST_IN_VIEW = 50, 100
# Undocumented; longer messages were seen refused.
_MOST_TEXT = 13_200
_MOST_BYTES = 250_000

_SHARED: dict[str, Rule] = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}


def check_message_blocks(blocks: list[Any]) -> None:
    """https://docs.slack.dev/reference/methods/chat.postMessage#errors"""
    problems = Problems("message")
    _check_blocks(blocks, "/blocks", _MOST_IN_MESSAGE, problems)
    if problems.found:
        lines = problems.lines()
        messages = [f"[ERROR] {line}" for line in lines]
        raise SlackError("invalid_blocks", errors=lines, response_metadata={"messages": messages})
    if problems.text_length > _MOST_TEXT:
        raise SlackError("msg_blocks_too_long")


def check_view(view: Any, *, home: bool) -> None:
    """https://docs.slack.dev/reference/views"""
    problems = Problems("home" if home else "modal")
    (_HOME if home else _MODAL)(view, "/view", problems)
    if not problems.found:
        unique_block_ids(view["blocks"], "/view/blocks", problems)
        _inputs_need_submit(view, problems)
        _one_focus(view, problems)
    if problems.found:
        messages = [f"[ERROR] {line}" for line in problems.lines()]
        raise SlackError("invalid_arguments", response_metadata={"messages": messages})
    if len(json.dumps(view)) > _MOST_BYTES:
        raise SlackError("view_too_large")


def _check_blocks(blocks: Any, at: str, most: int, problems: Problems) -> None:
    listed(BLOCKS[problems.surface], most=most)(blocks, at, problems)
    if not problems.found:
        unique_block_ids(blocks, at, problems)


def _blocks_of(surface: Surface) -> Rule:
    return listed(BLOCKS[surface], most=_MOST_IN_VIEW, least=0)


_MODAL = object_of(
    {"type": one_of("modal"), "title": plain(24), "blocks": _blocks_of("modal")},
    {
        **_SHARED,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
_HOME = object_of({"type": one_of("home"), "blocks": _blocks_of("home")}, _SHARED)


def _inputs_need_submit(view: Any, problems: Problems) -> None:
    if view["type"] == "home" or view.get("submit"):
        return
    for number, block in enumerate(view["blocks"]):
        if block["type"] == "input":
            told = "must define `submit` to use an `input` block in modals"
            problems.note(told, f"/view/blocks/{number}/input")


def _one_focus(view: Any, problems: Problems) -> None:
    focused = 0
    for number, block in enumerate(view["blocks"]):
        elements = [block.get("element"), block.get("accessory"), *block.get("elements", [])]
        focused += sum(1 for element in elements if element and element.get("focus_on_load"))
        if focused > 1:
            problems.note("only one element may have `focus_on_load`", f"/view/blocks/{number}")
            return
