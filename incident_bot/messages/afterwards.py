"""What is said once an incident is resolved: thanks, the postmortem, and what becomes of the room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.messages import blocks
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Block, Message

MOST_NAMED = 30


def afterwards(
    entry: TimelineEntry, incident: Incident, people: Sequence[str], settings: Settings
) -> Message | None:
    """From the entry of the resolution; nothing when there is nothing to say, or it is open again."""
    if incident.is_open:
        return None
    lines = [
        _thanks(people),
        _postmortem(entry.facts.get("postmortem"), entry.occurred_at, incident, settings),
        _archiving(incident, settings),
    ]
    said = [line for line in lines if line]
    return Message("\n".join(said), [*blocks.paragraphs(said), _buttons(incident)]) if said else None


def _thanks(people: Sequence[str]) -> str:
    if not people:
        return ""
    named = [text.mention(each) for each in people[:MOST_NAMED]]
    if (more := len(people) - len(named)) > 0:
        named.append(f"{more} more")
    first, last = named[:-1], named[-1]
    return f"Thank you, {', '.join(first)} and {last}." if first else f"Thank you, {last}."


def _postmortem(writer: str | None, at: datetime, incident: Incident, settings: Settings) -> str:
    days = settings.severity(incident.severity).postmortem_days
    due = text.moment(at + timedelta(days=days), "{date_long_pretty}") if days else ""
    if writer:
        return f"{text.mention(writer)} writes the postmortem{f', due by {due}' if due else ''}."
    if not due or incident.is_drill:
        return ""
    return f"The postmortem is due by {due}, and nobody has it yet. Who writes it?"


def _archiving(incident: Incident, settings: Settings) -> str:
    if incident.archive_at is None or incident.room_adopted:
        return ""
    return (
        f"This room will be archived {text.moment(incident.archive_at)}. "
        f"`{settings.command} archive never {incident.ref}` keeps it."
    )


def _buttons(incident: Incident) -> Block:
    keep = [blocks.button("Keep this room", f"archive never {incident.ref}")] if incident.archive_at else []
    return blocks.actions([blocks.button("Final update", f"update {incident.ref}"), *keep])
