"""What others are told, and when."""

from __future__ import annotations

from incident_bot.commands.command import Command
from incident_bot.commands.next_update import next_update
from incident_bot.commands.snooze import snooze
from incident_bot.commands.update import update

COMMANDS = (
    Command(
        "update",
        "[text]",
        "send stakeholders an update",
        "update rolling back, 10 more minutes",
        update,
        topic="tell",
        beware=(
            "Text that follows is sent at once, to the status channel too. The form has drafts for each "
            "audience, and a preview."
        ),
    ),
    Command(
        "next",
        "<moment|cadence>",
        "say when the next update comes",
        "next in 20m",
        next_update,
        topic="tell",
        beware="It has to be still to come, within a week. `next cadence` leaves it to the severity again.",
    ),
    Command(
        "snooze",
        "[update|commander] [10m]",
        "keep a reminder quiet",
        "snooze update 15m",
        snooze,
        topic="tell",
        beware="From a minute to 24 hours. The rhythm of reminders stays as it is.",
    ),
)
