"""Several incidents, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.messages import blocks
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message


def listing(incidents: Sequence[Incident], total: int, settings: Settings, *, nothing: str) -> Message:
    """`nothing` is said when there are none."""
    if not incidents:
        return Message(nothing)
    lines = [_line(incident, settings) for incident in incidents]
    shown = blocks.paragraphs(lines)
    if total > len(incidents):
        shown.append(blocks.context(f"The newest {len(incidents)} of {total}."))
    return Message(f"{total} incidents" if total > 1 else "1 incident", shown)


def _line(incident: Incident, settings: Settings) -> str:
    facts = [settings.severity(incident.severity).label, incident.status]
    commander = incident.holder(COMMANDER)
    facts.append(f"commander {text.mention(commander)}" if commander else "no commander")
    facts.append(f"since {text.moment(incident.declared_at)}")
    room = f" {text.channel(incident.room_id)}" if incident.room_id else ""
    return f"*{incident.ref}* {text.fit(text.one_line(incident.title), 200)}{room}\n{' · '.join(facts)}"
