"""Tells the status channel: a reply under the announcement, so that the channel stays short."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.incidents.incident import Place
from incident_bot.jobs.run import Run
from incident_bot.messages.happened import happened


async def say_in_status_channel(run: Run, kit: Kit) -> None:
    """One reply for one entry, once. Without an announcement there is nothing to reply to."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    if incident.announcement_channel is None or incident.announcement_ts is None:
        return
    thread = Place(incident.announcement_channel, incident.announcement_ts)
    if thread == incident.place:
        # It lives there, so it was said there.
        return
    message = happened(entry, incident, kit.settings)
    await kit.say(run, incident, message, name="status", at=entry.recorded_at, place=thread)
