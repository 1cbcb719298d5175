"""Thanks whoever had a part, and says what comes after the resolution."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.exports.zone import zone_of_person
from incident_bot.incidents import queries, thanks
from incident_bot.jobs.run import Run
from incident_bot.messages.afterwards import afterwards


async def thank(run: Run, kit: Kit) -> None:
    """Once: somebody who is thanked each time that it is over hears a machine."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    async with kit.database.reading() as session:
        again = await thanks.was_resolved_before(session, entry)
        people = [] if again else await thanks.took_part(session, incident)
        leader, elsewhere = incident.facilitator, kit.settings.office.zone
        zone = await zone_of_person(session, incident.workspace_id, leader, elsewhere)
        bot = (await queries.workspace(session, incident.workspace_id)).bot_person
    message = afterwards(incident, [each for each in people if each != bot], kit.settings, zone)
    if message is not None:
        await kit.say(run, incident, message, at=entry.recorded_at)
