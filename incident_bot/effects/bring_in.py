"""Brings whoever is now expected into the room: a new role holder, or whom severity or services name."""

from __future__ import annotations

from incident_bot.effects import invitations
from incident_bot.effects.kit import Kit
from incident_bot.jobs.run import Run


async def bring_in(run: Run, kit: Kit) -> None:
    """Invite them; whoever is there already stays there."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    # Who had a role from the beginning was invited when the room was opened.
    if incident.room_id is None or incident.room_archived or entry.facts.get("declared"):
        return
    # Whoever is offered a role comes to see what they would take.
    if person := entry.facts.get("person") or entry.facts.get("receiver"):
        people = [person]
    elif invitations.configured(incident, kit.settings):
        await run.together(*invitations.groups(kit, incident))
        people = invitations.expected(run, kit, incident)
    else:
        return
    await run.step(invitations.invite(kit, incident, people))
