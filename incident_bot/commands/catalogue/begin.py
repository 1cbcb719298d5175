"""Declaring, and what comes before it."""

from __future__ import annotations

from incident_bot.commands.command import Command
from incident_bot.commands.declare import declare
from incident_bot.commands.declare_from_message import declare_from_message
from incident_bot.commands.room import room
from incident_bot.commands.triage import triage

COMMANDS = (
    Command(
        "declare",
        "<what is wrong> [sev1…sev4] [--flags]",
        "declare an incident",
        "declare checkout is failing sev1",
        declare,
        permission="declare",
        topic="declare",
        pattern="declare <title>",
        beware=(
            "Alone it opens a form. Flags: `--severity sev1`, `--private`, `--drill`, "
            "`--here` (this channel becomes the room), "
            '`--service a, b`, `--impact "nobody can pay"`, `--started 10m ago`, for what is over '
            "`--resolved 5m ago`, and one for each role: `--commander @bo`."
        ),
    ),
    Command(
        "declare_from_message",
        "",
        "declare from a message: the menu of the message has it, too",
        "declare_from_message",
        declare_from_message,
        permission="declare",
        topic="shortcut",
        beware=(
            "In the menu of a message, choose “Declare from message”. "
            "It becomes the first entry of the timeline."
        ),
    ),
    Command(
        "triage",
        "",
        "answer five questions that propose a severity",
        "triage",
        triage,
        writes=False,
        permission="look",
        topic="declare",
        beware="It proposes, and says which rule asks for it; you decide.",
    ),
    Command(
        "room",
        "",
        "open a room for an incident that has none",
        "room",
        room,
        topic="declare",
        beware="What was said in the thread stays there.",
    ),
)
