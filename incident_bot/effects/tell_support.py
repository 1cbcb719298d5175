"""Tells support every update, with the words for customers ready to be copied."""

from __future__ import annotations

from incident_bot.effects.elsewhere import say_elsewhere
from incident_bot.effects.kit import Kit
from incident_bot.incidents.audiences import reach
from incident_bot.jobs.run import Run
from incident_bot.messages.updates.said import Update, for_support


async def tell_support(run: Run, kit: Kit) -> None:
    """One message in the channel of support; of a private incident none."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    channel = reach(incident, kit.settings).support
    if channel is None:
        return
    message = for_support(Update.of(entry, incident, kit.settings), incident, kit.settings)
    await say_elsewhere(run, kit, incident, message, whom="support", channel=channel, at=entry.recorded_at)
