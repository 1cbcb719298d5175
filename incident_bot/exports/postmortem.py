"""The postmortem as a document: what the record knows, and what people have to fill in."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.exports.export import encoded
from incident_bot.exports.postmortem_facts import facts
from incident_bot.exports.postmortem_template import rendered
from incident_bot.exports.record import read_record
from incident_bot.exports.wanted import Wanted
from incident_bot.exports.zone import zone_of_person
from incident_bot.settings import Settings


async def document(session: AsyncSession, incident_id: int, settings: Settings, zone: str = "UTC") -> bytes:
    """The document in Markdown: the same record gives the same document.

    Times are in UTC and beside it in `zone`. Raises Refused when there is no such zone.
    """
    record = await read_record(session, incident_id, settings, Wanted(zone, starred=True))
    starred = [entry async for entries in record.shown() for entry in entries]
    leader, elsewhere = record.incident.facilitator, settings.office.zone
    home = await zone_of_person(session, record.incident.workspace_id, leader, elsewhere)
    return encoded(rendered(facts(record, starred, home), settings.postmortem_template))
