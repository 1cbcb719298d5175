"""Nobody commands: owed once the severity's time to acknowledge has passed, and again each such time."""

from __future__ import annotations

from datetime import datetime, timedelta

from incident_bot.incidents import owed
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.messages import blocks
from incident_bot.reminders.reminder import Reminder
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message


def due(incident: Incident, settings: Settings, now: datetime) -> datetime | None:
    """Taking command ends it, a snooze puts it off, resolving ends it."""
    if not incident.is_open or incident.holder(COMMANDER) is not None:
        return None
    severity = settings.severity(incident.severity)
    every = timedelta(minutes=severity.acknowledge_within)
    return owed.slot(owed.commander(incident, severity), every, incident.commander_snoozed_until, now)


def message(incident: Incident, settings: Settings, slot: datetime) -> Message:
    """To everybody who is in the room. In a thread it would call half the company: there, to the declarer."""
    since = text.moment(owed.vacant_since(incident), "{time}")
    declarer = f"{text.mention(incident.declared_by)}, " if incident.declared_by else ""
    whom = "<!here> " if incident.wants_room else declarer
    said = f"{whom}*{incident.ref}* has had no commander since {since}. Who takes it?"
    snooze = settings.snooze_minutes
    return Message(
        said,
        [
            blocks.section(said),
            blocks.actions(
                [
                    blocks.button("Take commander", f"assign {COMMANDER} me {incident.ref}", style="primary"),
                    blocks.button(f"Snooze {snooze} min", f"snooze commander {snooze}m {incident.ref}"),
                ]
            ),
        ],
    )


no_commander = Reminder("no_commander", due, message)
