"""What every document for people says of an entry alike: whose it is, where it comes from. All plain."""

from __future__ import annotations

from incident_bot.exports.record import Record
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.entry_text.words import nobody


def who(record: Record, entry: TimelineEntry) -> str:
    """Whose entry it is."""
    return record.name(entry.author) if entry.author else nobody(entry)


def source(record: Record, entry: TimelineEntry) -> str:
    """How it came in, and who marked it if somebody did."""
    marked_by = (entry.facts or {}).get("marked_by")
    by = f" by {record.name(marked_by)}" if isinstance(marked_by, str) else ""
    return f"{entry.source}{by}"


def is_bold(entry: TimelineEntry) -> bool:
    """Whether its words are to catch the eye."""
    return not entry.is_withdrawn and (bool(entry.starred) or entry.kind == Kind.DECISION)
