"""Arguments as Slack reads them: from query, form and JSON together, JSON within strings included."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from .errors import SlackError
from .records import JSON


def merged(query: Mapping[str, str], content_type: str, body: bytes) -> JSON:
    """https://docs.slack.dev/apis/web-api/#slack-web-api__basics__post-bodies"""
    args: JSON = dict(query)
    # Slack does not read tokens from the address.
    args.pop("token", None)
    if not body:
        return args
    if content_type == "application/json":
        return {**args, **json_object(body)}
    return {**args, **dict(parse_qsl(body.decode(), keep_blank_values=True))}


def json_object(body: bytes | str) -> JSON:
    """Raises SlackError: invalid_json or json_not_object."""
    try:
        value = json.loads(body)
    # Nested a thousand deep it is more than the parser bears.
    except (ValueError, RecursionError):
        raise SlackError("invalid_json") from None
    if not isinstance(value, dict):
        raise SlackError("json_not_object")
    return value


def parsed(args: JSON, name: str, error: str) -> Any:
    """JSON, or JSON once more encoded as a string; `error` when it is neither."""
    value = args.get(name)
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value else None
    except (ValueError, RecursionError):
        raise SlackError(error) from None
