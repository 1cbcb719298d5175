"""What is worth keeping."""

from __future__ import annotations

from incident_bot.commands.command import Command
from incident_bot.commands.decision import decision
from incident_bot.commands.export import export
from incident_bot.commands.note import note
from incident_bot.exports import FORMATS

COMMANDS = (
    Command(
        "note",
        "<text>",
        "put a note on the timeline",
        "note error rate is at 12 %",
        note,
        topic="record",
        beware="Nothing on the timeline is edited: a second note puts the first right.",
    ),
    Command(
        "decision",
        "<text>",
        "record a decision",
        "decision roll back to 2.1.4",
        decision,
        topic="record",
        beware="Decisions are starred in the record.",
    ),
    Command(
        "export",
        f"[{'|'.join(FORMATS)}]",
        "put the record into the room as files",
        "export markdown",
        export,
        topic="record",
        beware="Without a format you get them all, with times in your own time zone too.",
    ),
)
