"""Cursors: https://docs.slack.dev/apis/web-api/pagination"""

from __future__ import annotations

import base64
import binascii
import operator
from collections.abc import Callable, Sequence
from typing import TypeVar

from .call import Call, invalid_arguments
from .errors import SlackError
from .records import JSON

Item = TypeVar("Item")


def page(
    call: Call,
    items: Sequence[Item],
    *,
    default: int,
    most: int,
    key: Callable[[Item], str] | None = None,
    reached: Callable[[str, str], bool] = operator.eq,
    wrong_limit: str | None = "invalid_limit",
) -> tuple[Sequence[Item], JSON]:
    """The items of the page asked for, and `response_metadata` leading to the next one.

    With a `key` the cursor names the next item, so that what is added before it meanwhile moves nothing.
    Where items are in the order of their keys, `reached` (le, ge) tells where to go on when that one is gone.
    `wrong_limit` is the method's own error for a limit that is none; where it documents none, it is None.
    """
    limit = _limit(call, default, most, wrong_limit)
    start = _start(call, items, key, reached)
    end = start + limit
    following = ""
    if end < len(items):
        following = encoded(call.method.name, key(items[end]) if key else str(end))
    return items[start:end], {"response_metadata": {"next_cursor": following}}


def encoded(listing: str, position: str) -> str:
    """A cursor; it is good for this listing alone."""
    return base64.b64encode(f"{listing}:{position}".encode()).decode()


def decoded(listing: str, cursor: str) -> str:
    """The position in it. Raises SlackError for a cursor of another listing, or for none at all."""
    try:
        named, _, position = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        raise SlackError("invalid_cursor") from None
    if named != listing or not position:
        raise SlackError("invalid_cursor")
    return position


def _limit(call: Call, default: int, most: int, wrong_limit: str | None) -> int:
    # SDKs send an empty one, or 0, for none.
    asked = call.text("limit") or "0"
    if asked == "0":
        return default
    if asked.isdecimal() and int(asked) <= most:
        return int(asked)
    if wrong_limit is not None:
        raise SlackError(wrong_limit)
    raise invalid_arguments(f"must be a number from 1 to {most} [json-pointer:/limit]")


def _start(
    call: Call,
    items: Sequence[Item],
    key: Callable[[Item], str] | None,
    reached: Callable[[str, str], bool],
) -> int:
    if not call.text("cursor"):
        return 0
    position = decoded(call.method.name, call.text("cursor"))
    if key is None:
        if not position.isdecimal():
            raise SlackError("invalid_cursor")
        return int(position)
    for number, item in enumerate(items):
        if reached(key(item), position):
            return number
    if reached is operator.eq:
        # What it named is gone: such a cursor is not valid any more.
        raise SlackError("invalid_cursor")
    return len(items)
