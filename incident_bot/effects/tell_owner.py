"""Tells whoever was given an action item that it is theirs, privately."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.incidents import queries
from incident_bot.incidents.presence import is_in
from incident_bot.jobs.run import Run
from incident_bot.messages.items import yours


async def tell_owner(run: Run, kit: Kit) -> None:
    """Once, unless they took it themselves; of a private incident only somebody who is in its room."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    owner = entry.facts.get("person")
    if not owner or owner == entry.author:
        return
    async with kit.database.reading() as session:
        if incident.is_private and not await is_in(session, incident.id, owner):
            return
        items = await queries.action_items(session, incident.id)
    item = next((each for each in items if each.number == entry.facts["number"]), None)
    if item is None or item.owner != owner or not item.is_open:
        # It was given to somebody else meanwhile, or is done.
        return
    message = yours(item, incident, entry.author, kit.settings)
    await run.step(kit.telling(run, incident, owner, message, at=entry.recorded_at))
