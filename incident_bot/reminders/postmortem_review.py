"""The postmortem is to be reviewed today: whoever leads it is given the agenda."""

from __future__ import annotations

from collections.abc import Iterator

from incident_bot.messages import blocks
from incident_bot.messages.days import day
from incident_bot.messages.postmortem import agenda
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
    """On the day by which it is to be held, or the next working day."""
    yield from owed_step(case, "postmortem_review", "the postmortem is to be held by then")


def message(case: Case, due: Due) -> Message:
    """The hour and what it is for; and that there is no draft, where there is none."""
    incident, found = case.incident, steps(case)
    by = f" is to be held by *{day(found.review)}*" if found else " is to be held"
    draft = "" if is_written(incident) else " There is no draft of it yet."
    said = f"{about(case, 'review of the postmortem')}{by}.{draft}{nobody_leads(incident)}"
    ref = incident.ref
    row = buttons(
        case,
        write_it(incident),
        blocks.button("Action items", f"items {ref}"),
        blocks.button("Change the date", f"postmortem {ref} plan"),
    )
    return Message(said, [blocks.section(said), blocks.section(agenda()), row])


postmortem_review = Reminder(
    "postmortem_review", "the review of the postmortem", FAMILY, owed, message, to_reader, slow=True
)
