"""Offers a role: the brief where the incident lives, and to whoever is asked to take it."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.jobs.run import Run
from incident_bot.messages.handoff import offered


async def offer_role(run: Run, kit: Kit) -> None:
    """Twice the same, with the same buttons: whichever is used first counts."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    message = offered(entry, incident, kit.settings)
    await kit.say(run, incident, message, at=entry.recorded_at)
    receiver = entry.facts["receiver"]
    await run.step(kit.telling(run, incident, receiver, message, at=entry.recorded_at))
