"""The end, and what undoes it."""

from __future__ import annotations

from incident_bot.commands.archive import archive
from incident_bot.commands.close import close
from incident_bot.commands.command import Command
from incident_bot.commands.reopen import reopen
from incident_bot.commands.resolve import resolve

COMMANDS = (
    Command(
        "resolve",
        "[--confirmed] [summary]",
        "say that it is over",
        "resolve --confirmed rolled back, errors are normal",
        resolve,
        permission="close",
        topic="end",
        beware="It first asks what says that it is over; `--confirmed` answers that it is so.",
    ),
    Command(
        "archive",
        "[now|never|in 3d]",
        "say when its room is archived",
        "archive in 7d",
        archive,
        permission="close",
        topic="end",
        beware=(
            "The room of a resolved incident, unless it was there before. Once archived, I cannot bring "
            "it back."
        ),
    ),
    Command(
        "close",
        "[why]",
        "say that nothing is left to do",
        "close the postmortem is out",
        close,
        permission="close",
        topic="end",
        beware="It has to be resolved before.",
    ),
    Command(
        "reopen",
        "[why]",
        "open it again",
        "reopen errors are back",
        reopen,
        permission="close",
        topic="end",
        beware="Reminders begin anew. If the room is archived by then, it gets a new one.",
    ),
)
