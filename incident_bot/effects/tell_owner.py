"""Tells whoever was given an action item that it is theirs, and when its priority or its day changes."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.incidents import queries
from incident_bot.incidents.presence import is_in
from incident_bot.jobs.run import Run
from incident_bot.messages.items import still_yours, yours

_MATTERS = ("due", "ranked")


async def tell_owner(run: Run, kit: Kit) -> None:
    """Once for each, unless they did it themselves; of a private incident only who is in its room."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    changed = entry.facts["change"] in _MATTERS
    given = entry.facts.get("person")
    if not changed and not given:
        return
    async with kit.database.reading() as session:
        items = await queries.action_items(session, incident.id)
        item = next((each for each in items if each.number == entry.facts["number"]), None)
        if item is None or not item.is_open or item.owner is None or item.owner == entry.author:
            return
        owner = item.owner
        if not changed and owner != given:
            # It was given to somebody else meanwhile.
            return
        if incident.is_private and not await is_in(session, incident.id, owner):
            return
    message = (
        still_yours(entry, incident, kit.settings)
        if changed
        else yours(item, incident, entry.author, kit.settings)
    )
    await run.step(kit.telling(run, incident, owner, message, at=entry.recorded_at))
