"""Cursors: https://docs.slack.dev/apis/web-api/pagination"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from .call import Call
from .errors import SlackError
from .records import JSON

Item = TypeVar("Item")


def page(call: Call, items: Sequence[Item], *, default: int, most: int) -> tuple[Sequence[Item], JSON]:
    """The items of the page asked for, and `response_metadata` leading to the next one."""
    limit = call.integer("limit", default)
    if limit < 1 or limit > most:
        raise SlackError("invalid_limit")
    start = _decoded(call.text("cursor"))
    end = start + limit
    following = _encoded(end) if end < len(items) else ""
    return items[start:end], {"response_metadata": {"next_cursor": following}}


def _encoded(position: int) -> str:
    return base64.b64encode(f"next:{position}".encode()).decode()


def _decoded(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
    except (binascii.Error, ValueError):
        raise SlackError("invalid_cursor") from None
