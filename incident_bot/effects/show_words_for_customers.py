"""Puts the words for customers where the incident lives: whoever keeps the status page copies them there."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.incidents.audiences import Audience
from incident_bot.jobs.run import Run
from incident_bot.messages.updates.said import Update, for_customers


async def show_words_for_customers(run: Run, kit: Kit) -> None:
    """One message for an update that has such words."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    update = Update.of(entry, incident, kit.settings)
    if update.others.get(Audience.CUSTOMERS):
        await kit.say(run, incident, for_customers(update, incident), name="customers", at=entry.recorded_at)
