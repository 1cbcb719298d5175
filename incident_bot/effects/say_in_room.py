"""Says where an incident lives what happened."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.jobs.run import Run
from incident_bot.messages.happened import happened


async def say_in_room(run: Run, kit: Kit) -> None:
    """One message for one entry, once."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    if entry.facts.get("declared") and not entry.facts.get("both"):
        # Who had a role from the beginning stands on the card, and was told.
        return
    await kit.say(run, incident, happened(entry, incident, kit.settings), at=entry.recorded_at)
