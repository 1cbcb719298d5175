"""The announcement: the card in the status channel. No technical talk; it is edited, never posted again."""

from __future__ import annotations

from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.messages import blocks
from incident_bot.messages.durations import spoken
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message


def announcement(incident: Incident, settings: Settings) -> Message:
    """What everybody may know of an incident, with the way to its room."""
    severity = settings.severity(incident.severity)
    title = text.one_line(incident.title)
    facts = [f"*{severity.label}*", f"*{incident.status}*"]
    commander = incident.holder(COMMANDER)
    if commander:
        facts.append(f"commander {text.mention(commander)}")
    elif incident.is_open:
        facts.append("no commander yet")
    if incident.resolved_at is not None:
        facts.append(f"lasted {spoken(incident.resolved_at - incident.declared_at)}")
    else:
        facts.append(f"started {text.moment(incident.declared_at)}")
    room = f"Room: {text.channel(incident.room_id)}" if incident.room_id else "The room is being opened."
    lines = [f"*{incident.ref} · {text.fit(title, 1000)}*", " · ".join(facts)]
    if incident.update_text:
        lines.append(f"> {text.fit(text.one_line(incident.update_text), 1500)}")
    return Message(
        f"{incident.ref} · {severity.label} · {incident.status} · {text.fit(title, 500)}",
        [blocks.section("\n".join(lines)), blocks.context(room)],
    )
