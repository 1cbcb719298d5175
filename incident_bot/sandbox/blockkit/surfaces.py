"""Messages, modals and home tabs as a whole."""

from __future__ import annotations

from typing import Any

from .blocks import BLOCKS, places_of, unique_block_ids
from .objects import plain
from .problem import Problem, Problems, Surface
from .rules import Rule, also, boolean, listed, object_of, one_of, string

_MOST_IN_MESSAGE, _MOST_IN_VIEW = 50, 100


def find_in_blocks(blocks: Any, at: str) -> Problems:
    """What is wrong with a message's blocks."""
    problems = Problems("message")
    also(listed(BLOCKS["message"], most=_MOST_IN_MESSAGE, least=0), unique_block_ids)(blocks, at, problems)
    return problems


def find_in_view(view: Any, at: str, *, home: bool) -> Problems:
    """What is wrong with a modal or a home tab: https://docs.slack.dev/reference/views"""
    problems = Problems("home" if home else "modal")
    also(_HOME if home else _MODAL, _view_as_a_whole)(view, at, problems)
    return problems


def find_in_attachments(attachments: list[Any], at: str) -> list[Problem]:
    """Checked as a message's blocks are, each list for itself; how Slack does it is not attested."""
    found: list[Problem] = []
    for number, attachment in enumerate(attachments):
        if "blocks" in attachment:
            found += find_in_blocks(attachment["blocks"], f"{at}/{number}/blocks").found
    return found


def _blocks_of(surface: Surface) -> Rule:
    return listed(BLOCKS[surface], most=_MOST_IN_VIEW, least=0)


_SHARED: dict[str, Rule] = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}
# `submit_disabled` is for the settings of workflow steps alone; Slack refuses it here.
_MODAL = object_of(
    {"type": one_of("modal"), "title": plain(24), "blocks": _blocks_of("modal")},
    {
        **_SHARED,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
    },
)
_HOME = object_of({"type": one_of("home"), "blocks": _blocks_of("home")}, _SHARED)


def _view_as_a_whole(view: Any, at: str, problems: Problems) -> None:
    unique_block_ids(view["blocks"], f"{at}/blocks", problems)
    _inputs_need_submit(view, at, problems)
    _one_focus(view, at, problems)


def _inputs_need_submit(view: Any, at: str, problems: Problems) -> None:
    if view["type"] == "home" or "submit" in view:
        return
    for number, block in enumerate(view["blocks"]):
        if block["type"] == "input":
            told = "must define `submit` to use an `input` block in modals"
            problems.failed(told, f"{at}/blocks/{number}/input", "any_of", ["submit"])


def _one_focus(view: Any, at: str, problems: Problems) -> None:
    """The words are not attested."""
    focused = 0
    for number, block in enumerate(view["blocks"]):
        for place, element in places_of(block):
            focused += element.get("focus_on_load") is True
            if focused > 1:
                pointer = f"{at}/blocks/{number}/{place}/focus_on_load"
                problems.failed("only one element may have `focus_on_load`", pointer, "unique")
                return
