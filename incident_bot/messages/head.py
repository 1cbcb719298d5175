"""The head of a record, said where people keep it: whoever has it can tell later if anything was changed."""

from __future__ import annotations

from incident_bot.incidents.timeline import TimelineEntry


def head_line(entry: TimelineEntry) -> str:
    """The hash of the fact that is said, on a line of its own; empty before it has one."""
    if not entry.hash:
        return ""
    facts = "1 fact" if entry.seq == 1 else f"{entry.seq} facts"
    return f"\nChecksum of the record ({facts}), to show later that nothing was changed: `{entry.hash}`"
