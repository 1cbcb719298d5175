"""The announcement: the card in the status channel. No technical talk; it is edited, never posted again."""

from __future__ import annotations

from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.messages import blocks
from incident_bot.messages.drill import marked
from incident_bot.messages.durations import spoken
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

_TITLE, _SERVICES, _IMPACT, _UPDATE = 700, 500, 600, 900
"""Characters: together they stay below the 3,000 of a section, also when all of them are that long."""


def announcement(incident: Incident, settings: Settings) -> Message:
    """What everybody may know of an incident, with the way to where it lives. Private ones have none."""
    severity = settings.severity(incident.severity)
    title = text.one_line(incident.title)
    label = text.escape(severity.label)
    lines = [f"*{incident.ref}* · {text.fit(title, _TITLE)}", " · ".join(_facts(incident, label))]
    if incident.services:
        lines.append(f"Affected: {text.fit(', '.join(incident.services), _SERVICES)}")
    if incident.impact:
        lines.append(f"Impact: {text.fit(text.one_line(incident.impact), _IMPACT)}")
    if incident.update_text:
        lines.append(f"> {text.fit(text.one_line(incident.update_text), _UPDATE)}")
    said = Message(
        f"{incident.ref} · {label} · {incident.status} · {text.fit(title, 500)}",
        [blocks.section("\n".join(lines)), blocks.context(_where(incident, settings))],
    )
    return marked(said, incident)


def _facts(incident: Incident, label: str) -> list[str]:
    facts = [f"*{label}*", f"*{incident.status}*"]
    commander = incident.holder(COMMANDER)
    if commander:
        facts.append(f"commander {text.mention(commander)}")
    elif incident.is_open:
        facts.append("no commander yet")
    if incident.resolved_at is not None:
        facts.append(f"lasted {spoken(incident.lasted(incident.resolved_at))}")
    else:
        facts.append(f"started {text.moment(incident.began)}")
    return facts


def _where(incident: Incident, settings: Settings) -> str:
    if incident.room_id is None:
        return "The room is being opened." if incident.wants_room else "All about it is in this thread."
    if incident.room_archived:
        return f"Its room was archived: {text.channel(incident.room_id)}"
    return f"Room: {text.channel(incident.room_id)}"
