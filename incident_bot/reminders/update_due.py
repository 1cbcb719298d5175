"""Stakeholders are owed an update: a cadence of the severity after the last one, or as promised."""

from __future__ import annotations

from collections.abc import Iterator

from incident_bot.incidents import owed as rules
from incident_bot.incidents.incident import COMMANDER
from incident_bot.messages import blocks
from incident_bot.messages.quieting import quieting
from incident_bot.reminders.reminder import Case, Due, Owed, Reminder
from incident_bot.reminders.rhythm import Moments
from incident_bot.reminders.update_overdue import overdue
from incident_bot.slack import text
from incident_bot.slack.message import Message


def owed(case: Case) -> Iterator[Owed]:
    """Once for each update that is owed: then `update_overdue` takes over."""
    incident, settings = case.incident, case.settings
    severity = settings.severity(incident.severity)
    first = rules.next_update(incident, severity)
    if first is None:
        return
    every = f"{severity.label} asks for an update every {severity.update_every} min"
    why = "somebody promised the next update for then" if incident.next_update_at else every
    then = overdue(case)
    yield Owed(Moments((first,), ends=then.after(first)), rules.updated_since(incident), why, then=then)


def message(case: Case, due: Due) -> Message:
    """To the communications lead, else the commander, else whoever declared it."""
    incident = case.incident
    whom = incident.holder("comms") or incident.holder(COMMANDER) or incident.declared_by
    first = rules.next_update(incident, case.settings.severity(incident.severity)) or due.slot
    at = incident.updated_at
    last = f"The last one was {text.moment(at)}." if at else "There has been none yet."
    was = "was promised for" if incident.next_update_at else "has been due since"
    call = f"{text.mention(whom)}, an" if whom else "An"
    said = f"{call} update on *{incident.ref}* {was} {text.moment(first)}. {last}"
    now = blocks.button("Update now", f"update {incident.ref}", style="primary")
    return Message(said, [blocks.section(said), quieting(incident, "update", now)])


update_due = Reminder("update_due", "an update", "update", owed, message)
