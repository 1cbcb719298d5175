"""What whoever leads an incident is told when its room is lost."""

from __future__ import annotations

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.messages import blocks
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

_HOW = {
    "archived": "was archived",
    "left": "lost me: I was taken out of it",
    "unseen": "was archived or deleted, or I was taken out of it",
}


def lost_room(entry: TimelineEntry, incident: Incident, settings: Settings) -> Message:
    """Privately, without the title: what can be done about it."""
    room = text.channel(entry.channel) if entry.channel else "a channel"
    how = _HOW.get(entry.facts.get("how", ""), "is lost")
    said = (
        f"*{incident.ref}* is still {incident.status}, and its room {room} {how}. I can no longer write "
        f"there, and I cannot bring it back. `{settings.command} room {incident.ref}` opens a new one."
    )
    button = blocks.button("Open a new room", f"room {incident.ref}", style="primary")
    return Message(said, [blocks.section(said), blocks.actions([button])])
