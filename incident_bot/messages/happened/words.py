"""What the lines of what happened have in common."""

from __future__ import annotations

from collections.abc import Callable

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.messages.entry_text.words import nobody
from incident_bot.settings import Settings
from incident_bot.slack import text

LONGEST = 3500
"""Characters of people's text in one message; Slack advises 4,000 for the whole.
https://docs.slack.dev/reference/methods/chat.postMessage"""

Line = Callable[[TimelineEntry, Incident, Settings], str]


def author(entry: TimelineEntry) -> str:
    """Whoever did it."""
    return text.mention(entry.author) if entry.author else nobody(entry)


def quoted(entry: TimelineEntry, most: int = LONGEST) -> str:
    """What somebody said with it, as a quotation below; empty when nothing."""
    return f"\n> {text.fit(text.one_line(entry.text), most)}" if entry.text else ""
