"""Refusing what Slack refuses, as Slack refuses it; or naming all that is wrong, for blocks.validate."""

from __future__ import annotations

import json
from collections.abc import Container
from typing import Any, Literal

from ..errors import SlackError
from .blocks import places_of
from .problem import Problem, Problems
from .rules import Rule, also, listed, object_of
from .surfaces import find_in_attachments, find_in_blocks, find_in_view

# Undocumented; longer messages were seen refused.
_MOST_TEXT = 13_200
_MOST_BYTES = 250_000
_MOST_ATTACHMENTS = 100


def check_message_blocks(blocks: Any) -> None:
    """https://docs.slack.dev/reference/methods/chat.postMessage#errors

    Raises SlackError: invalid_blocks_format, invalid_blocks with every problem, msg_blocks_too_long.
    """
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    problems = find_in_blocks(blocks, "/blocks")
    if problems.found:
        raise refused("invalid_blocks", problems.found)
    if problems.text_length > _MOST_TEXT:
        raise SlackError("msg_blocks_too_long")


def check_attachments(attachments: Any) -> None:
    """Raises SlackError: invalid_attachments, too_many_attachments, invalid_blocks for blocks within.

    Which code Slack has for blocks within attachments is not attested.
    """
    if not isinstance(attachments, list) or not all(isinstance(each, dict) for each in attachments):
        raise SlackError("invalid_attachments")
    if len(attachments) > _MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    if found := find_in_attachments(attachments, "/attachments"):
        raise refused("invalid_blocks", found)


def check_view(view: Any, *, home: bool) -> None:
    """https://docs.slack.dev/reference/views

    Raises SlackError: invalid_arguments with every problem and its place, view_too_large.
    """
    problems = find_in_view(view, "/view", home=home)
    if problems.found:
        messages = [f"[ERROR] {problem.line}" for problem in problems.found]
        raise SlackError("invalid_arguments", response_metadata={"messages": messages})
    if len(json.dumps(view, ensure_ascii=False).encode(errors="replace")) > _MOST_BYTES:
        raise SlackError("view_too_large")


def refused(code: str, found: list[Problem]) -> SlackError:
    """Slack says it twice."""
    lines = [problem.line for problem in found]
    return SlackError(
        code, errors=lines, response_metadata={"messages": [f"[ERROR] {line}" for line in lines]}
    )


def problems(surface: Literal["blocks", "message", "view", "modal", "home"], payload: Any) -> list[Problem]:
    """All that is wrong; pointers begin at the payload itself: `/0/text` of blocks, `/title/text` of a view.

    `message` is an object of blocks and attachments, `view` a modal or a home tab by its own type.
    https://docs.slack.dev/reference/methods/blocks.validate
    """
    if surface == "blocks":
        return find_in_blocks(payload, "").found
    if surface == "message":
        found = Problems("message")
        _MESSAGE(payload, "", found)
        return found.found
    is_home = surface == "home" or (
        surface == "view" and isinstance(payload, dict) and payload.get("type") == "home"
    )
    return find_in_view(payload, "", home=is_home).found


def _blocks(value: Any, at: str, problems: Problems) -> None:
    problems.found += find_in_blocks(value, at).found


def _attachments(value: Any, at: str, problems: Problems) -> None:
    problems.found += find_in_attachments(value, at)


def _an_object(value: Any, at: str, problems: Problems) -> None:
    if not isinstance(value, dict):
        problems.is_no("must provide an object", at)


_LISTED: Rule = listed(_an_object, most=_MOST_ATTACHMENTS, least=0)
# Seen refused: `text` beside them.
_MESSAGE = object_of({}, {"blocks": _blocks, "attachments": also(_LISTED, _attachments)}, typed=False)


def check_pictures(blocks: list[Any], files: Container[str]) -> None:
    """`files` are the ids of those there are; of blocks that passed check_message_blocks.

    https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object
    Raises SlackError: invalid_blocks.
    """
    found: list[Problem] = []
    for number, block in enumerate(blocks):
        for place, element in [("", block), *((f"/{place}", each) for place, each in places_of(block))]:
            file = element.get("slack_file", {}).get("id")
            if file is not None and file not in files:
                pointer = f"/blocks/{number}{place}/slack_file"
                found.append(Problem("invalid slack file", pointer, constraint={"type": "exists"}))
    if found:
        raise refused("invalid_blocks", found)
