"""Brings whoever is now expected into the room: a new role holder, or whom a new severity names."""

from __future__ import annotations

from incident_bot.effects import invitations
from incident_bot.effects.kit import Kit
from incident_bot.jobs.run import Run


async def bring_in(run: Run, kit: Kit) -> None:
    """Invite them; whoever is there already stays there."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    if incident.room_id is None:
        return
    if person := entry.facts.get("person"):
        people = [person]
    elif kit.settings.severity(incident.severity).invite:
        people = await run.step(invitations.expected(kit, incident)) or []
    else:
        return
    await run.step(invitations.invite(kit, incident, people))
