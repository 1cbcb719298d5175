"""The head of a record, said where people keep it: whoever has it can tell later if anything was changed."""

from __future__ import annotations

from incident_bot.incidents.timeline import TimelineEntry


def head_line(entry: TimelineEntry) -> str:
    """The hash of the fact that is said, on a line of its own; empty before it has one."""
    return f"\nHead of its record at fact {entry.seq}: `{entry.hash}`" if entry.hash else ""
