"""Reads what the rules need: the turns of an incident whole, of all other entries a few columns."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.incidents import on_record
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.lint.checked import Checked, Walk, shortest_silence
from incident_bot.incidents.timeline import TimelineEntry, stands
from incident_bot.incidents.vacancy import open_spans
from incident_bot.incidents.vocabulary import Kind
from incident_bot.settings import Settings

BATCH = 5000

_TURNS = (
    Kind.DECLARED,
    Kind.STATUS,
    Kind.SEVERITY,
    Kind.RESOLVED,
    Kind.REOPENED,
    Kind.UPDATE,
    Kind.NEXT_UPDATE,
    Kind.SNOOZE,
    Kind.ROLE,
    Kind.HANDOFF,
    Kind.HANDOFF_ANSWER,
)


async def read_checked(
    session: AsyncSession, incident: Incident, settings: Settings, now: datetime
) -> Checked:
    """The record of an incident as it is at this moment; a long timeline is never held whole."""
    turns = await on_record.of_kinds(session, incident.id, _TURNS)
    walk = Walk(
        open_spans(incident, turns, now),
        shortest_silence(incident, turns, settings),
        incident.began,
        incident.resolved_at,
    )
    found = (
        select(
            TimelineEntry.number,
            TimelineEntry.kind,
            TimelineEntry.author,
            TimelineEntry.occurred_at,
            TimelineEntry.recorded_at,
        )
        .where(TimelineEntry.incident_id == incident.id, stands())
        .order_by(TimelineEntry.occurred_at, TimelineEntry.recorded_at, TimelineEntry.number)
    )
    streamed = await session.stream(found.execution_options(yield_per=BATCH))
    async for rows in streamed.partitions():
        for row in rows:
            walk.step(*row)
    walk.end()
    return Checked(incident, turns, walk, settings, now)
