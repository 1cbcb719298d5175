"""Tells whoever leads the postmortem what is expected of them, privately."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.exports.zone import zone_of_person
from incident_bot.incidents.presence import is_in
from incident_bot.incidents.vocabulary import Kind
from incident_bot.jobs.run import Run
from incident_bot.messages.postmortem import expected


async def brief_facilitator(run: Run, kit: Kit) -> None:
    """When they were chosen, and when it is over: only then there are dates.

    Of a private incident only somebody who is in its room is told. Once published, it needs no draft.
    """
    incident, entry = await kit.incident(run), await kit.entry(run)
    person = incident.facilitator
    if person is None or incident.postmortem_link:
        return
    if entry.what is Kind.POSTMORTEM and entry.facts.get("person") != person:
        return
    async with kit.database.reading() as session:
        if incident.is_private and not await is_in(session, incident.id, person):
            return
        zone = await zone_of_person(session, incident.workspace_id, person, kit.settings.office.zone)
    message = expected(incident, entry.author, zone, kit.settings)
    await run.step(kit.telling(run, incident, person, message, at=entry.recorded_at))
