"""What is refused in Slack's words, and what keeps a sandbox from starting."""

from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """Slack's error code and whatever it sends beside it.

    https://docs.slack.dev/apis/web-api/#slack-web-api__evaluating-responses
    """

    def __init__(self, code: str, **beside: Any) -> None:
        super().__init__(code)
        self.code = code
        self.beside = beside


class CannotStart(Exception):
    """The sandbox was told something it cannot start with; the text is a sentence for whoever started it."""
