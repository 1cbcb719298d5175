"""Says where an incident lives what happened."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.incidents import on_record
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind, Source
from incident_bot.jobs.run import Run
from incident_bot.messages.happened import happened
from incident_bot.messages.happened.noted import decided


async def say_in_room(run: Run, kit: Kit) -> None:
    """One message for one entry, once."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    if entry.facts.get("declared") and not entry.facts.get("both"):
        # Who had a role from the beginning stands on the card, and was told.
        return
    if entry.what is Kind.POSTMORTEM and entry.facts.get("change") == "written":
        # The document itself says so.
        return
    if entry.change is None and entry.source == Source.MESSAGE:
        # Everybody in the room has just read it there. What is to be said of its time its author hears alone.
        return
    message = happened(entry, incident, kit.settings)
    if entry.change is None and "together" in entry.facts:
        message = decided(entry, await _decisions(kit, entry))
    await kit.say(run, incident, message, at=entry.recorded_at)


async def _decisions(kit: Kit, entry: TimelineEntry) -> list[TimelineEntry]:
    """Those that were pasted with it, as they stand."""
    numbers = range(entry.number, entry.number + int(entry.facts["together"]["count"]))
    async with kit.database.reading() as session:
        known = await on_record.of_kinds(session, entry.incident_id, [Kind.DECISION])
    return sorted((each for each in known if each.number in numbers), key=lambda each: each.number)
