"""Says where an incident lives what happened."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.incidents.vocabulary import Kind, Source
from incident_bot.jobs.run import Run
from incident_bot.messages.happened import happened


async def say_in_room(run: Run, kit: Kit) -> None:
    """One message for one entry, once."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    if entry.facts.get("declared") and not entry.facts.get("both"):
        # Who had a role from the beginning stands on the card, and was told.
        return
    if entry.what is Kind.POSTMORTEM and entry.facts.get("change") == "written":
        # The document itself says so.
        return
    if entry.change is None and entry.source == Source.MESSAGE and not entry.facts.get("remark"):
        # Everybody in the room has just read it there. A remark, on its time, they have not.
        return
    await kit.say(run, incident, happened(entry, incident, kit.settings), at=entry.recorded_at)
