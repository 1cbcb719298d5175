"""Tells leadership what an update has for it: its own words, and only those."""

from __future__ import annotations

from incident_bot.effects.elsewhere import say_elsewhere
from incident_bot.effects.kit import Kit
from incident_bot.incidents.audiences import Audience
from incident_bot.jobs.run import Run
from incident_bot.messages.updates.said import Update, for_leadership


async def tell_leadership(run: Run, kit: Kit) -> None:
    """One message in the channel of leadership; of a private incident none."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    update = Update.of(entry, incident, kit.settings)
    channel = kit.settings.updates.leadership_channel
    if channel is None or incident.is_private or not update.others.get(Audience.LEADERSHIP):
        return
    message = for_leadership(update, incident, kit.settings)
    await say_elsewhere(run, kit, incident, message, whom="leadership", channel=channel, at=entry.recorded_at)
