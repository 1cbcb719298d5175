"""A refusal in Slack's words: the error code and whatever Slack sends beside it."""

from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """https://docs.slack.dev/apis/web-api/#slack-web-api__evaluating-responses"""

    def __init__(self, code: str, **beside: Any) -> None:
        super().__init__(code)
        self.code = code
        self.beside = beside
