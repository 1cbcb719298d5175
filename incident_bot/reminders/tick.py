"""One tick: what is owed now becomes slots and jobs. Every replica does it, and none of them remembers.

A slot is a row that there can be one of; whoever inserts it enqueues the job that says it. What a replica
saw is written down only if nobody changed or looked at the incident meanwhile: the other's look counts.
One incident that cannot be looked at keeps no other one waiting.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, CursorResult, and_, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.database import Database
from incident_bot.effects.archive_room import archive_room
from incident_bot.effects.show_again import showing_again
from incident_bot.incidents import archiving
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.slot import Outcome, Slot
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.jobs.job import Job
from incident_bot.jobs.queue import LONGEST_DELAY, NewJob, enqueue
from incident_bot.reminders import REMINDERS
from incident_bot.reminders.asked import asked_for
from incident_bot.reminders.look import Found, Look, look
from incident_bot.reminders.reading import cases, due_incidents
from incident_bot.reminders.reminder import Case, Reminder
from incident_bot.reminders.send import send_reminder
from incident_bot.reminders.settling import NO_ROOM
from incident_bot.reminders.stand_in import lacks_stand_in, want_stand_in
from incident_bot.settings import Settings
from incident_bot.slack.pace import APART

AT_ONCE = 100
"""So many incidents are looked at in one transaction: people who want to write come in between."""

BATCHES = 5
"""So many transactions in one tick, about a second's worth: digests come between, the next goes on."""

PUT_OFF = timedelta(minutes=10)
"""So long nobody looks at an incident at which looking failed, unless somebody changes it."""

log = structlog.get_logger()


async def tick(database: Database, settings: Settings, now: datetime) -> int:
    """Make jobs of all that is owed at `now` and was not before; returns how many."""
    made = await _archivings(database, now) + await asked_for(database, now)
    turns: Counter[str] = Counter()
    for _ in range(BATCHES):
        async with database.reading() as session:
            incidents = await due_incidents(session, now, AT_ONCE)
            looks = [
                (case, _looked_at(case, now, since))
                for case, since in await cases(session, incidents, settings)
            ]
        if not looks:
            break
        async with database.writing() as session:
            for case, seen in sorted(looks, key=lambda each: each[0].incident.id):
                if seen is None:
                    await _put_off(session, case.incident, now)
                else:
                    made += await _write_down(session, case, seen, now, turns)
        if len(looks) < AT_ONCE:
            break
    return made


@dataclass(frozen=True)
class _Seen:
    """What was seen of one incident; `lacks` when what stands in Slack for the bot is not what should."""

    look: Look
    lacks: bool


def _looked_at(case: Case, now: datetime, since: TimelineEntry | None) -> _Seen | None:
    try:
        return _Seen(look(case, now, since), lacks_stand_in(case, now))
    except Exception:  # an edge: what is wrong with one incident must not silence all the others
        log.exception("looking at an incident failed", incident=case.incident.ref)
        return None


async def _put_off(session: AsyncSession, incident: Incident, now: datetime) -> None:
    looked = None if incident.looked_at is None else min(incident.looked_at, now)
    await session.execute(
        update(Incident)
        .where(Incident.id == incident.id, Incident.revision == incident.revision)
        .values(wakes_at=now + PUT_OFF, looked_at=looked)
        .execution_options(synchronize_session=False)
    )


async def _write_down(
    session: AsyncSession, case: Case, seen: _Seen, now: datetime, turns: Counter[str]
) -> int:
    """Keep what was seen, unless somebody changed the incident or looked at it meanwhile."""
    incident, found = case.incident, seen.look
    at = incident.looked_at
    same = Incident.looked_at.is_(None) if at is None else Incident.looked_at == at
    written = await session.execute(
        update(Incident)
        .where(Incident.id == incident.id, Incident.revision == incident.revision, same)
        .values(
            watch=dict(found.watch), wakes_at=found.wakes_at, looked_at=now, looked_revision=incident.revision
        )
        .execution_options(synchronize_session=False)
    )
    assert isinstance(written, CursorResult)
    if written.rowcount == 0:
        return 0
    if seen.lacks:
        await want_stand_in(session, incident, now)
    new = await _insert(session, incident, found.found, now) if found.found else []
    owed = [each for each in new if each.outcome is Outcome.OWED]
    if owed:
        await enqueue(session, [_job(incident, each) for each in owed], _turn(incident, turns, now))
    if found.shows:
        await enqueue(session, [showing_again(incident)], now)
    return len(owed)


def _turn(incident: Incident, turns: Counter[str], now: datetime) -> datetime:
    """When it may speak: many that live in threads of one channel do so one after the other.

    `turns` counts how many of them came before, by channel. Beyond what a job may wait they come together,
    and Slack says how much too fast that is.
    """
    place = incident.place
    if place is None or place.thread is None:
        return now
    turns[place.channel] += 1
    return now + min((turns[place.channel] - 1) * APART, LONGEST_DELAY)


async def _insert(
    session: AsyncSession, incident: Incident, found: tuple[Found, ...], now: datetime
) -> list[Found]:
    """Those that are new: there is one row for each slot, for ever."""
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
                where=~_stays(incident, REMINDERS[each.reminder], now),
                # Asked for, because how many rows were written the two databases do not tell alike.
            ).returning(Slot.id)
        )
        if written.first() is not None:
            new.append(each)
    return new


def _stays(incident: Incident, reminder: Reminder, now: datetime) -> ColumnElement[bool]:
    """What a slot that has a row keeps, whatever is true now.

    The others may come to be owed again: a severity goes down and up, a clock forward and back, and what
    there was no room for has one now.
    """
    said = Slot.outcome.in_((Outcome.OWED.value, Outcome.SENT.value))
    refused: ColumnElement[bool] = Slot.outcome == Outcome.NOWHERE.value
    if incident.place is not None:
        refused = and_(refused, func.coalesce(Slot.why, "") != NO_ROOM)
    if incident.looked_at is None or incident.looked_at > now:
        return or_(said, refused)
    # What was put off came when the quiet ended, unless it is left out for good; a change of the severity
    # ends the quiet, and wakes only what it still held back.
    over = Slot.due_at if reminder.mutes else func.coalesce(Slot.until, Slot.due_at)
    quiet = Slot.outcome.in_((Outcome.SNOOZED.value, Outcome.WAIVED.value))
    return or_(said, refused, and_(quiet, over <= incident.looked_at))


def _job(incident: Incident, each: Found) -> NewJob:
    return NewJob(
        kind=send_reminder.__name__,
        # Their own lane: a turn that is put off holds up nobody's messages, and an edit that Slack puts off
        # no reminder.
        lane=f"incident:{incident.id}:reminders",
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
