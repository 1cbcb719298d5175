"""What others are told, and when."""

from __future__ import annotations

from incident_bot.commands import remind as reminding
from incident_bot.commands.command import Command
from incident_bot.commands.next_update import next_update
from incident_bot.commands.remind import remind
from incident_bot.commands.reminders import reminders
from incident_bot.commands.skip import skip
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
        "[reminder] [10m|until 15:00]",
        "keep a reminder quiet",
        "snooze update 15m",
        snooze,
        topic="tell",
        beware=(
            "The reminders are `update`, `commander`, `roles`, `checkpoint`, `handoff`, `stable`, `quiet`, "
            "`postmortem`, `items` and `item 3`. From a minute to 24 hours; to 14 days for those that come "
            "once it is over. What falls into it comes at its end, once; the rhythm stays as it is."
        ),
    ),
    Command(
        "skip",
        "<family> [subject] [reason]",
        "say that what a reminder asks for is not needed",
        "skip update nothing is new while we wait for the vendor",
        skip,
        topic="tell",
        pattern="skip update <reason>",
        beware=(
            "The families are the reminders of `snooze`; `item` takes a number. Without a reason a form asks "
            "for it, and alone it is about the update; the room hears it. `update` is the one that is owed "
            "next; the one after it is due as always."
        ),
    ),
    Command(
        "reminders",
        "[page N]",
        "see what will be said next, and what became of what was owed",
        "reminders",
        reminders,
        writes=False,
        permission="look",
        topic="tell",
    ),
    Command(
        "remind",
        "<me|room> <when> <text>",
        "be reminded of something, or have the room reminded",
        "remind me in 20m to check the replica",
        remind,
        topic="tell",
        # It does no harm as it is, and `<text>` is refused.
        pattern="remind me in 20m to check the replica",
        only_looks=reminding.only_looks,
        beware=(
            "From a minute to 30 days ahead, in your own time zone; it comes also when the incident is over. "
            "`remind list` shows what waits, `remind cancel 3` takes one back."
        ),
    ),
)
