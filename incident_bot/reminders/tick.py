"""One tick: what is owed now becomes jobs. It remembers nothing, and every replica does it.

The key of a job names reminder, incident and slot; that key is what stops the second replica.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.database import Database
from incident_bot.effects.archive_room import archive_room
from incident_bot.incidents import archiving, queries
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.viewer import BOT
from incident_bot.jobs.job import Job
from incident_bot.jobs.queue import NewJob, enqueue
from incident_bot.reminders import REMINDERS
from incident_bot.reminders.send import send_reminder
from incident_bot.settings import Settings


async def tick(database: Database, settings: Settings, now: datetime) -> int:
    """Enqueue every reminder that is owed at `now` and was not before; returns how many."""
    async with database.reading() as session:
        owed = [
            job
            for incident in await queries.open_incidents(session, seen_by=BOT)
            for job in _owed(incident, settings, now)
        ]
        owed += await _archivings(session, now)
        keys = [job.key for job in owed]
        known = set(await session.scalars(select(Job.key).where(Job.key.in_(keys)))) if keys else set()
    new = [job for job in owed if job.key not in known]
    if new:
        async with database.writing() as session:
            await enqueue(session, new, now)
    return len(new)


async def _archivings(session: AsyncSession, now: datetime) -> list[NewJob]:
    """Rooms whose time has come; the job looks again, for somebody may keep the room in between."""
    return [
        NewJob(
            kind=archive_room.__name__,
            lane=f"incident:{incident_id}:room",
            args={"incident": incident_id},
            key=f"{archive_room.__name__}:{incident_id}:{at.isoformat()}",
        )
        for incident_id, at in await archiving.due(session, now)
    ]


def _owed(incident: Incident, settings: Settings, now: datetime) -> list[NewJob]:
    return [
        NewJob(
            kind=send_reminder.__name__,
            lane=f"incident:{incident.id}:room",
            args={"incident": incident.id, "reminder": reminder.name, "slot": slot.isoformat()},
            key=f"{reminder.name}:{incident.id}:{slot.isoformat()}",
        )
        for reminder in REMINDERS.values()
        if (slot := reminder.due(incident, settings, now)) is not None
    ]
