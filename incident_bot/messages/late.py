"""Says of a reminder that it comes late: after the bot was away, or Slack was."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from incident_bot.messages import blocks
from incident_bot.messages.durations import spoken
from incident_bot.slack import text
from incident_bot.slack.message import Message


def late(message: Message, slot: datetime, now: datetime, missed: int = 0) -> Message:
    """`missed`: so many of its kind were due before it and are not said any more."""
    more = f", and {missed} before it {'was' if missed == 1 else 'were'} missed" if missed else ""
    said = f"This reminder is {spoken(now - slot)} late: it was due {text.moment(slot)}{more}."
    return replace(
        message, text=f"{message.text} {said}", blocks=[*message.blocks, blocks.context(f"_{said}_")]
    )
