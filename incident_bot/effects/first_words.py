"""What is said first where a new incident lives: where it comes from, and what it may have to do with."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.incidents import queries
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.items_found import unfinished_like
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.viewer import EVERYBODY
from incident_bot.incidents.vocabulary import Kind
from incident_bot.jobs.run import Run
from incident_bot.messages.first_words import first_words


async def say(run: Run, kit: Kit, incident: Incident, entry: TimelineEntry) -> None:
    """One message, if there is anything to say; of what is private here nothing is said there."""
    if entry.what is not Kind.DECLARED:
        return
    workspace = await kit.workspace(incident.workspace_id)
    async with kit.database.reading() as session:
        earlier = [] if incident.was_over else await unfinished_like(session, incident)
        similar = await queries.numbered(
            session, incident.workspace_id, entry.facts.get("similar", []), seen_by=EVERYBODY
        )
    message = first_words(entry.facts.get("origin"), similar, workspace.url, earlier)
    if message is not None:
        await kit.say(run, incident, message, name="first words", at=entry.recorded_at)
