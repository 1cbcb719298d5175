"""Stakeholders are owed an update: each cadence of the severity after the last one, or as promised."""

from __future__ import annotations

from datetime import datetime

from incident_bot.incidents import owed
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.messages import blocks
from incident_bot.reminders.reminder import Reminder
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message


def due(incident: Incident, settings: Settings, now: datetime) -> datetime | None:
    """An update re-arms it, a snooze puts it off, resolving ends it."""
    severity = settings.severity(incident.severity)
    first = owed.next_update(incident, severity)
    if first is None:
        return None
    return owed.slot(first, owed.update_rhythm(severity), incident.update_snoozed_until, now)


def message(incident: Incident, settings: Settings, slot: datetime) -> Message:
    """To the communications lead, else the commander, else whoever declared it."""
    whom = incident.holder("comms") or incident.holder(COMMANDER) or incident.declared_by
    first = owed.next_update(incident, settings.severity(incident.severity)) or slot
    at = incident.updated_at
    last = f"The last one was {text.moment(at)}." if at else "There has been none yet."
    was = "was promised for" if incident.next_update_at else "has been due since"
    call = f"{text.mention(whom)}, an" if whom else "An"
    said = f"{call} update on *{incident.ref}* {was} {text.moment(first)}. {last}"
    snooze = settings.snooze_minutes
    return Message(
        said,
        [
            blocks.section(said),
            blocks.actions(
                [
                    blocks.button("Post update", f"update {incident.ref}", style="primary"),
                    blocks.button(f"Snooze {snooze} min", f"snooze update {snooze}m {incident.ref}"),
                ]
            ),
        ],
    )


update_due = Reminder("update_due", due, message)
