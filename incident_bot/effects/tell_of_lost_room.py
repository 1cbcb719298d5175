"""Tells whoever leads an open incident that nothing can be said in its room any more."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.incidents.incident import COMMANDER
from incident_bot.incidents.presence import is_in
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.drill import marked
from incident_bot.messages.lost_room import lost_room


async def tell_of_lost_room(run: Run, kit: Kit) -> None:
    """A direct message; of a private incident only to somebody who was in its room."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    if not incident.is_open or not incident.room_archived:
        return
    whom = incident.holder(COMMANDER) or incident.declared_by
    if not whom:
        return
    async with kit.database.reading() as session:
        if incident.is_private and not await is_in(session, incident.id, whom):
            return
    message = marked(lost_room(entry, incident, kit.settings), incident)
    since = kit.look_since(run, entry.recorded_at)
    await run.step(
        Step("tell", lambda: kit.slack.tell(whom, message, key=f"{run.key}:tell", look_since=since))
    )
