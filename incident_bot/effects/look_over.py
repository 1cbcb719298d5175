"""Looks the record over once it is over, and tells whoever had command what is missing on it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.effects.kit import Kit
from incident_bot.exports.zone import known_zone
from incident_bot.incidents import queries
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.lint import lint
from incident_bot.incidents.lint.reading import read_checked
from incident_bot.incidents.presence import is_in
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.jobs.run import Run
from incident_bot.messages.lint import lint_at_the_end
from incident_bot.messages.lint_lines import Reader


async def look_over(run: Run, kit: Kit) -> None:
    """One person, privately, and only if there is something to say; of drills too, which practise this."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    if incident.is_open:
        # It was opened again meanwhile: its record is not to be finished yet.
        return
    async with kit.database.reading() as session:
        found = lint(await read_checked(session, incident, kit.settings, entry.recorded_at))
        whom = await _whom(session, incident, entry)
        known = await queries.person(session, incident.workspace_id, whom) if whom else None
    if not found or whom is None:
        return
    zone = ZoneInfo(known_zone(known.zone) if known else "UTC")
    message = lint_at_the_end(Reader(incident, kit.settings, zone, entry.recorded_at), found)
    await run.step(kit.telling(run, incident, whom, message, at=entry.recorded_at))


async def _whom(session: AsyncSession, incident: Incident, entry: TimelineEntry) -> str | None:
    """The commander, else whoever resolved it; of a private incident nobody who has left it."""
    for person in (incident.holder(COMMANDER), entry.author):
        if person and (not incident.is_private or await is_in(session, incident.id, person)):
            return person
    return None
