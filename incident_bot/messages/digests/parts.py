"""What digests have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from incident_bot.messages import blocks, pages
from incident_bot.messages.listed import listed
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Block, Message

TITLE = 150
"""Characters of an incident's title."""


def as_many(lines: Sequence[str], total: int, how: str, most: int = pages.MOST) -> list[Block]:
    """As many of the lines as fit; how many of `total` things are left out, and `how` to see them."""
    kept = pages.first_that_fit(lines, most)
    shown = blocks.paragraphs(kept)
    left = total - len(kept)
    return [*shown, blocks.context(f"And {left} more: {how}")] if left > 0 else shown


def by_severity(counts: Mapping[str, int], settings: Settings) -> str:
    """`1 SEV-1 and 3 SEV-3`, the worst first."""
    return listed(f"{counts[key]} {settings.severity(key).label}" for key in sorted(counts) if counts[key])


def counted(number: int, what: str) -> str:
    """`1 incident`, `3 incidents`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def late_digest(message: Message, slot: datetime) -> Message:
    """The same, saying that it comes late: after the bot was away, or Slack was."""
    said = f"This is late: it was due {text.moment(slot)}. It shows what is true now."
    return replace(message, blocks=[*message.blocks, blocks.context(f"_{said}_")])
