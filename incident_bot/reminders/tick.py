"""One tick: what is owed now becomes slots and jobs. Every replica does it, and none of them remembers.

A slot is a row that there can be one of; whoever inserts it enqueues the job that says it. What a replica
saw is written down only if nobody changed or looked at the incident meanwhile: the other's look counts.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.database import Database
from incident_bot.effects.archive_room import archive_room
from incident_bot.effects.show_again import showing_again
from incident_bot.incidents import archiving
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.slot import Outcome, Slot
from incident_bot.jobs.job import Job
from incident_bot.jobs.queue import NewJob, enqueue
from incident_bot.reminders.asked import asked_for
from incident_bot.reminders.look import Found, Look, look
from incident_bot.reminders.reading import cases, due_incidents
from incident_bot.reminders.reminder import Case
from incident_bot.reminders.send import send_reminder
from incident_bot.reminders.stand_in import want_stand_in
from incident_bot.settings import Settings
from incident_bot.slack.pace import APART

AT_ONCE = 100
"""So many incidents are looked at in one transaction: people who want to write come in between."""


async def tick(database: Database, settings: Settings, now: datetime) -> int:
    """Make jobs of all that is owed at `now` and was not before; returns how many."""
    made = await _archivings(database, now) + await asked_for(database, now)
    turns: Counter[str] = Counter()
    while True:
        async with database.reading() as session:
            incidents = await due_incidents(session, now, AT_ONCE)
            looks = [
                (case, look(case, now, since)) for case, since in await cases(session, incidents, settings)
            ]
        if not looks:
            return made
        async with database.writing() as session:
            for case, seen in sorted(looks, key=lambda each: each[0].incident.id):
                made += await _write_down(session, case, seen, now, turns)
        if len(looks) < AT_ONCE:
            return made


async def _write_down(
    session: AsyncSession, case: Case, seen: Look, now: datetime, turns: Counter[str]
) -> int:
    """Keep what was seen, unless somebody changed the incident or looked at it meanwhile."""
    incident = case.incident
    at = incident.looked_at
    same = Incident.looked_at.is_(None) if at is None else Incident.looked_at == at
    written = await session.execute(
        update(Incident)
        .where(Incident.id == incident.id, Incident.revision == incident.revision, same)
        .values(
            watch=dict(seen.watch), wakes_at=seen.wakes_at, looked_at=now, looked_revision=incident.revision
        )
        .execution_options(synchronize_session=False)
    )
    assert isinstance(written, CursorResult)
    if written.rowcount == 0:
        return 0
    await want_stand_in(session, case, now)
    new = await _insert(session, incident, seen.found, now) if seen.found else []
    owed = [each for each in new if each.outcome is Outcome.OWED]
    if owed:
        await enqueue(session, [_job(incident, each) for each in owed], _turn(incident, turns, now))
    if seen.shows:
        # Behind what is said: an edit that Slack postpones must not make a reminder late.
        await enqueue(session, [showing_again(incident)], now)
    return len(owed)


def _turn(incident: Incident, turns: Counter[str], now: datetime) -> datetime:
    """When it may speak: many that live in threads of one channel do so one after the other.

    `turns` counts how many of them came before, by channel.
    """
    place = incident.place
    if place is None or place.thread is None:
        return now
    turns[place.channel] += 1
    return now + (turns[place.channel] - 1) * APART


async def _insert(
    session: AsyncSession, incident: Incident, found: tuple[Found, ...], now: datetime
) -> list[Found]:
    """Those that are new: there is one row for each slot, for ever.

    What was not said may come to be owed again: a severity goes down and up, a clock forward and back.
    """
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    new = []
    for each in found:
        values: dict[str, Any] = {
            "outcome": each.outcome.value,
            "at": None if each.outcome in (Outcome.OWED, Outcome.MISSED) else now,
            "by": each.by,
            "until": each.until,
            "why": each.why or None,
        }
        row = insert(Slot).values(
            incident_id=incident.id,
            reminder=each.reminder,
            subject=each.subject,
            due_at=each.slot,
            **values,
        )
        written = await session.execute(
            row.on_conflict_do_update(
                index_elements=["incident_id", "reminder", "subject", "due_at"],
                set_=values,
                where=Slot.outcome.not_in((Outcome.OWED.value, Outcome.SENT.value)),
                # Asked for, because how many rows were written the two databases do not tell alike.
            ).returning(Slot.id)
        )
        if written.first() is not None:
            new.append(each)
    return new


def _job(incident: Incident, each: Found) -> NewJob:
    return NewJob(
        kind=send_reminder.__name__,
        lane=f"incident:{incident.id}:room",
        args={
            "incident": incident.id,
            "reminder": each.reminder,
            "subject": each.subject,
            "slot": each.slot.isoformat(),
        },
    )


async def _archivings(database: Database, now: datetime) -> int:
    """Rooms whose time has come; the job looks again, for somebody may keep the room in between."""
    async with database.reading() as session:
        owed = [
            NewJob(
                kind=archive_room.__name__,
                lane=f"incident:{incident_id}:room",
                args={"incident": incident_id},
                key=f"{archive_room.__name__}:{incident_id}:{at.isoformat()}",
            )
            for incident_id, at in await archiving.due(session, now)
        ]
        keys = [job.key for job in owed]
        known = set(await session.scalars(select(Job.key).where(Job.key.in_(keys)))) if keys else set()
    new = [job for job in owed if job.key not in known]
    if new:
        async with database.writing() as session:
            await enqueue(session, new, now)
    return len(new)
