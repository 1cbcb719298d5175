"""What is too long for one message, page by page: Slack's room in it, and the buttons to turn the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from incident_bot.messages import blocks
from incident_bot.slack.message import Block

MOST = 11_000
"""Characters in one message: Slack was seen to refuse blocks with more than about 13,200 together.
https://github.com/slackapi/bolt-js/issues/2509"""


def count(total: int, size: int) -> int:
    """How many pages so many things fill; nothing fills one, too."""
    return max(1, -(-total // size))


def turning(back: tuple[str, str] | None, on: tuple[str, str] | None) -> list[Block]:
    """The buttons, each a label and what it types; None where there is nothing on that side."""
    there = [blocks.button(label, words) for label, words in filter(None, (back, on))]
    return [blocks.actions(there)] if there else []


def previous_and_next(page: int, pages: int, words: Callable[[int], str]) -> list[Block]:
    """Buttons for the pages beside this one; `words` is what asks for a page."""
    back = ("Previous", words(page - 1)) if page > 1 else None
    on = ("Next", words(page + 1)) if page < pages else None
    return turning(back, on)


def first_that_fit(lines: Iterable[str], most: int = MOST) -> list[str]:
    """As many of the lines, from the first, as one message takes."""
    kept: list[str] = []
    length = 0
    for line in lines:
        length += len(line) + 1
        if length > most:
            break
        kept.append(line)
    return kept
