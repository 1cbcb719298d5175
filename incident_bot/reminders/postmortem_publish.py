"""The postmortem is to be out by now: everybody can learn from it only once it can be read."""

from __future__ import annotations

from collections.abc import Iterator

from incident_bot.messages import blocks
from incident_bot.messages.days import day
from incident_bot.reminders.afterwards import steps, to_reader
from incident_bot.reminders.postmortem_steps import FAMILY, about, buttons, nobody_leads, owed_step, write_it
from incident_bot.reminders.reminder import Case, Due, Owed, Reminder
from incident_bot.slack.message import Message


def owed(case: Case) -> Iterator[Owed]:
    """Three days after the end, and after the review in any case."""
    yield from owed_step(case, "postmortem_publish", "the postmortem is to be published by then")


def message(case: Case, due: Due) -> Message:
    """How to say where it can be read, which ends these reminders."""
    incident, found = case.incident, steps(case)
    by = f" is to be published by *{day(found.published)}*" if found else " is to be published"
    said = f"{about(case, 'postmortem')}{by}.{nobody_leads(incident)}"
    how = f"`{case.settings.command} postmortem {incident.ref} published` and its address say where it is."
    row = buttons(
        case,
        blocks.button("Say where it is", f"postmortem {incident.ref} plan", style="primary"),
        write_it(incident, None),
    )
    return Message(said, [blocks.section(said), blocks.context(how), row])


postmortem_publish = Reminder(
    "postmortem_publish", "the postmortem", FAMILY, owed, message, to_reader, slow=True
)
