"""What is worth keeping."""

from __future__ import annotations

from incident_bot.commands.action import action
from incident_bot.commands.add_to_timeline import add_to_timeline
from incident_bot.commands.command import Command
from incident_bot.commands.decision import decision
from incident_bot.commands.export import export
from incident_bot.commands.hypothesis import hypothesis
from incident_bot.commands.note import note
from incident_bot.commands.paste import paste
from incident_bot.exports import FORMATS, USUAL

COMMANDS = (
    Command(
        "note",
        "[time] <text>",
        "put a note on the timeline",
        "note error rate is at 12 %",
        note,
        topic="record",
        pattern="note <text>",
        beware=(
            "What happened earlier begins with its time: `note 14:32 …`, `note -10m …`, "
            "`note yesterday 23:50 …`. Several lines are shown to you first, and become an entry each."
        ),
    ),
    Command(
        "decision",
        "[time] <text>",
        "record a decision",
        "decision roll back to 2.1.4",
        decision,
        topic="record",
        pattern="decision <text>",
        beware="Decisions are starred in the record. `decision 14:35 …` was made at 14:35, in your zone.",
    ),
    Command(
        "action",
        "[time] <text>",
        "record what was done",
        "action restarted the search nodes",
        action,
        topic="record",
        pattern="action <text>",
        beware="What is still to be done is no action. A time may stand first: `action -5m …`.",
    ),
    Command(
        "hypothesis",
        "[time] <text>",
        "record what may be the cause",
        "hypothesis the cache never expires",
        hypothesis,
        topic="record",
        pattern="hypothesis <text>",
        beware="A time may stand first: `hypothesis 14:42 …`.",
    ),
    Command(
        "paste",
        "[lines]",
        "put many lines on the timeline at once",
        "paste",
        paste,
        topic="record",
        beware=(
            "You see how each line is understood before anything is saved. Lines are best written like "
            "`14:35 Decision: roll back`; one without a time has that of the line before."
        ),
    ),
    Command(
        "add_to_timeline",
        "",
        "put a message on the timeline: the menu of the message has it",
        "add_to_timeline",
        add_to_timeline,
        topic="shortcut",
        beware=(
            "In the menu of a message, choose “Add to timeline”, and say whether it is a decision, an "
            "action, a hypothesis or a note. Replies in threads can be added too."
        ),
    ),
    Command(
        "export",
        "[formats…] [private|here] [zone …] [kinds …] [starred] [pseudonyms]",
        "put the record into the room as files",
        "export markdown csv",
        export,
        topic="record",
        pattern="export <format>",
        beware=(
            f"Formats are {', '.join(FORMATS)} and canvas, or all; without one you get "
            f"{' and '.join(USUAL)}. Words go in any order: `export pdf private` comes to you alone, "
            "`export csv kinds note,decision` has these only, `zone Asia/Kolkata` is another time zone than "
            "yours, `pseudonyms` hides who it was."
        ),
    ),
)
