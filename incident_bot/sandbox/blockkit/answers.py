"""What an app answers to a menu that asks for options, and to a submitted form; the words are ours."""

from __future__ import annotations

from typing import Any

from .check import check_view, refused
from .objects import MENU_OPTION, OPTION_GROUP
from .problem import Problem, Problems
from .rules import also, exactly_one_of, listed, object_of

# https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select
_OPTIONS = also(
    object_of(
        {},
        {
            "options": listed(MENU_OPTION, most=100, least=0),
            "option_groups": listed(OPTION_GROUP, most=100, least=0),
        },
        typed=False,
    ),
    exactly_one_of("options", "option_groups"),
)
_ACTIONS = ("errors", "update", "push", "clear")


def check_options_answer(body: Any) -> None:
    """Of a block_suggestion: `options` or `option_groups`, a hundred at most.

    Raises SlackError: invalid_options, with every problem and its place.
    """
    problems = Problems("modal")
    _OPTIONS(body, "", problems)
    if problems.found:
        raise refused("invalid_options", problems.found)


def check_view_response(view_blocks: list[Any], body: Any) -> None:
    """Of a view_submission of a view with these blocks; nothing and {} close it.

    Raises SlackError: invalid_response_action, invalid_errors, and for a new view what check_view raises.
    https://docs.slack.dev/surfaces/modals#updating_response
    """
    if body is None or body == {}:
        return
    action = body.get("response_action") if isinstance(body, dict) else None
    if not isinstance(action, str) or action not in _ACTIONS:
        told = f"must be one of {', '.join(_ACTIONS)}"
        raise refused("invalid_response_action", [Problem(told, "/response_action")])
    if action == "errors":
        _check_errors(view_blocks, body.get("errors"))
    if action in ("update", "push"):
        check_view(body.get("view"), home=False)


def _check_errors(view_blocks: list[Any], errors: Any) -> None:
    """Only input blocks show errors: https://docs.slack.dev/surfaces/modals#displaying_errors"""
    if not isinstance(errors, dict) or not errors:
        raise refused("invalid_errors", [Problem("must say what is wrong, by block_id", "/errors")])
    inputs = {block.get("block_id") for block in view_blocks if block["type"] == "input"}
    found = [
        Problem("must be the block_id of an input block", f"/errors/{name}")
        for name in errors
        if name not in inputs
    ]
    found += [
        Problem("must provide a string", f"/errors/{name}")
        for name, told in errors.items()
        if not isinstance(told, str) or not told
    ]
    if found:
        raise refused("invalid_errors", found)
