"""What is open: each incident with its age, who commands it, when the next update is due, who is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from incident_bot.incidents import owed
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.messages import blocks
from incident_bot.messages.digests.parts import TITLE, as_many, by_severity, counted
from incident_bot.messages.durations import spoken
from incident_bot.messages.listed import listed
from incident_bot.messages.listing import named
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message


def open_message(
    incidents: Sequence[Incident], counts: Mapping[str, int], settings: Settings, now: datetime
) -> Message:
    """The first of them, the worst and the oldest first; `counts` are those of all, by severity."""
    total = sum(counts.values())
    first = f"{counted(total, 'incident')} open: {by_severity(counts, settings)}"
    lines = [_line(each, settings, now) for each in incidents]
    shown = [
        blocks.section(f"*{first}*"),
        *as_many(lines, total, f"`{settings.command} list` has them all."),
        blocks.actions([blocks.button("List them", "list"), blocks.button("What is mine?", "mine")]),
    ]
    return Message(f"{first}.", shown)


def _line(incident: Incident, settings: Settings, now: datetime) -> str:
    severity = settings.severity(incident.severity)
    facts = [severity.label, incident.status, f"open for {spoken(incident.lasted(now))}"]
    if (commander := incident.holder(COMMANDER)) is not None:
        facts.append(f"commander {text.mention(commander)}")
    if (due := owed.next_update(incident, severity)) is not None:
        overdue = due + timedelta(minutes=settings.reminders.overdue_after) <= now
        facts.append(f"update {'*overdue* since' if overdue else 'due'} {text.moment(due)}")
    if missing := [
        role for role in (COMMANDER, *settings.needs(incident.severity)) if incident.holder(role) is None
    ]:
        roles = listed(settings.role_label(role) for role in missing)
        facts.append(f"*no {text.escape(roles)}*")
    return f"{named(incident, TITLE)}\n{' · '.join(facts)}"
