"""What just happened, said where the incident lives: one line for each kind of entry."""

from __future__ import annotations

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.happened import after, moves, noted, tasks, told
from incident_bot.messages.happened.changes import CHANGES
from incident_bot.messages.happened.words import LONGEST, Line
from incident_bot.settings import Settings
from incident_bot.slack.message import Message

__all__ = ["CHANGES", "LINES", "LONGEST", "happened"]

LINES: dict[Kind, Line] = {**moves.LINES, **tasks.LINES, **noted.LINES, **told.LINES, **after.LINES}


def happened(entry: TimelineEntry, incident: Incident, settings: Settings) -> Message:
    """The line for an entry, or for a later version of one; raises KeyError for kinds that are not said."""
    line = LINES[entry.what] if entry.change is None else CHANGES[entry.change]
    return Message(line(entry, incident, settings))
