"""Tells whoever declared an incident that it has no room: nothing else would."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.jobs.run import Run
from incident_bot.messages.no_room import no_room


async def tell_declarer(run: Run, kit: Kit) -> None:
    """A direct message."""
    incident = await kit.incident(run)
    message = no_room(incident, run.args["why"], kit.settings)
    await run.step(kit.telling(run, incident, incident.declared_by, message, at=incident.declared_at))
