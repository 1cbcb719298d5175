"""Brings into the room whom a change names: a new role holder, or those of a severity or a service.

Nobody else: whoever left does not come back because something changed that does not concern them.
"""

from __future__ import annotations

from incident_bot.effects import invitations
from incident_bot.effects.bring_in_group import later
from incident_bot.effects.kit import Kit
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.jobs.run import Run


async def bring_in(run: Run, kit: Kit) -> None:
    """Invite them; whoever is there already stays there."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    # Who had a role from the beginning was invited when the room was opened.
    if incident.room_id is None or incident.room_archived or entry.facts.get("declared"):
        return
    named = _named(kit, incident, entry)
    groups = invitations.groups(named)
    await run.together(*(invitations.group(kit, group, at_once=True) for group in groups))
    await run.together(*later(run, incident, groups))
    if people := invitations.people_of(run, named):
        await run.step(invitations.invite(kit, incident, people))


def _named(kit: Kit, incident: Incident, entry: TimelineEntry) -> list[str]:
    # What was changed again since then names nobody any more.
    match entry.what:
        case Kind.SEVERITY if entry.facts["after"] == incident.severity:
            return invitations.of_severity(incident, kit.settings)
        case Kind.SERVICES:
            added = [each for each in entry.facts["added"] if each in incident.services]
            return invitations.of_services(incident, kit.settings, added)
        case Kind.ROLE | Kind.HANDOFF:
            # Whoever is offered a role comes to see what they would take.
            person = entry.facts.get("person") or entry.facts.get("receiver")
            return [person] if person else []
        case _:
            return []
