"""Stakeholders are owed an update: a cadence of the severity after the last one, or as promised."""

from __future__ import annotations

from collections.abc import Iterator

from incident_bot.incidents import owed as rules
from incident_bot.messages import blocks
from incident_bot.messages.quieting import quieting
from incident_bot.messages.reminding import asked, in_charge
from incident_bot.reminders.reminder import Case, Due, Owed, Reminder
from incident_bot.reminders.rhythm import Moments
from incident_bot.reminders.update_overdue import overdue, update_asked
from incident_bot.slack import text
from incident_bot.slack.message import Message


def owed(case: Case) -> Iterator[Owed]:
    """Once for each update that is owed: then `update_overdue` takes over."""
    incident = case.incident
    severity = case.settings.severity(incident.severity)
    first = update_asked(case)
    if first is None:
        return
    every = f"{severity.label} asks for an update every {severity.update_every} min"
    why = "the next update was set for then" if incident.next_update_at else every
    then = overdue(case)
    yield Owed(Moments((first,), ends=then.after(first)), rules.updated_since(incident), why, then=then)


def message(case: Case, due: Due) -> Message:
    """To the communications lead, else the commander, else whoever declared it."""
    incident = case.incident
    first = rules.next_update(incident, case.settings.severity(incident.severity)) or due.slot
    at = incident.updated_at
    last = f"The last one was {text.moment(at)}." if at else "There has been none yet."
    was = "was set for" if incident.next_update_at else "has been due since"
    words = f"an update on *{incident.ref}* {was} {text.moment(first)}. {last}"
    said = asked(incident.holder("comms") or in_charge(incident), words)
    if (again := overdue(case).after(due.slot)) is not None:
        said = f"{said} If it does not come, I ask again at {text.moment(again, '{time}')}."
    now = blocks.button("Update now", f"update {incident.ref}", style="primary")
    return Message(said, [blocks.section(said), quieting(incident, "update", now)])


update_due = Reminder("update_due", "an update", "update", owed, message)
