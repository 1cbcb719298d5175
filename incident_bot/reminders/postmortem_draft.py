"""The first draft of the postmortem is due: a day after the end, when whoever leads it comes to work."""

from __future__ import annotations

from collections.abc import Iterator

from incident_bot.messages import blocks
from incident_bot.messages.days import day
from incident_bot.reminders.afterwards import steps, to_reader
from incident_bot.reminders.postmortem_steps import (
    FAMILY,
    about,
    buttons,
    is_written,
    nobody_leads,
    owed_step,
    write_it,
)
from incident_bot.reminders.reminder import Case, Due, Owed, Reminder
from incident_bot.slack.message import Message


def owed(case: Case) -> Iterator[Owed]:
    """Until somebody had it written, or the review is near."""
    if not is_written(case.incident):
        yield from owed_step(case, "postmortem_draft", "a draft is to be there a day after the end")


def message(case: Case, due: Due) -> Message:
    """How to begin: the record writes the first version."""
    found = steps(case)
    by = f" is due by *{day(found.draft)}*" if found else " is due"
    said = f"{about(case, 'draft of the postmortem')}{by}.{nobody_leads(case.incident)}"
    how = "The record writes it; what it cannot know is for people to add."
    row = buttons(case, write_it(case.incident))
    return Message(said, [blocks.section(said), blocks.context(how), row])


postmortem_draft = Reminder(
    "postmortem_draft", "a draft of the postmortem", FAMILY, owed, message, to_reader, slow=True
)
