"""The next reminder of an update also stands in Slack, a little later than ours, in case the bot is down.

What is to stand there is computed, like all that is owed; the job makes it so. It is taken back once ours is
sent or nothing is owed any more, and then the next one is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.errors import GiveUp
from incident_bot.incidents import owed as rules
from incident_bot.incidents import queries
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.slot import Outcome, Slot
from incident_bot.jobs.queue import NewJob, enqueue_once
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.stand_in import in_case_i_am_down, naming
from incident_bot.reminders import REMINDERS
from incident_bot.reminders.owed_now import owed_of
from incident_bot.reminders.reading import case
from incident_bot.reminders.reminder import Case, Due, Owed, Reminder
from incident_bot.slack.scheduled import FURTHEST

FAMILY = "update"


def lacks_stand_in(known: Case, now: datetime) -> bool:
    """Whether what stands in Slack is not what should."""
    return wanted(known, now) != standing(known.incident)


async def want_stand_in(session: AsyncSession, incident: Incident, now: datetime) -> None:
    """In the caller's transaction: what stands in Slack is looked after."""
    lane = f"incident:{incident.id}:stand_in"
    await enqueue_once(session, NewJob(keep_stand_in.__name__, lane, {"incident": incident.id}), now)


def wanted(known: Case, now: datetime) -> dict[str, Any] | None:
    """What should stand in Slack as things are: `channel`, `thread`, `at` (seconds since 1970), `text`."""
    incident, later = known.incident, _later(known)
    if not later or incident.place is None or (coming := _coming(known, now)) is None:
        return None
    slot, reminder = coming
    if slot + later >= now + FURTHEST:
        return None
    due = rules.next_update(incident, known.settings.severity(incident.severity)) or slot
    return {
        "channel": incident.place.channel,
        "thread": incident.place.thread,
        "at": int((slot + later).timestamp()),
        "text": in_case_i_am_down(incident, due, reminder.message(known, Due(slot))),
    }


def standing(incident: Incident) -> dict[str, Any] | None:
    """What stands there, in the same words; also what Slack did not take, which is not tried again."""
    return None if incident.stand_in is None else {k: v for k, v in incident.stand_in.items() if k != "id"}


async def keep_stand_in(run: Run, kit: Kit) -> None:
    """Makes what stands in Slack what should. Nobody else waits for it, and it may fail without harm.

    What is to be left is remembered first: whoever takes over after a crash looks for just that.
    """
    incident = await kit.incident(run)
    async with kit.database.reading() as session:
        known = await case(session, incident, kit.settings)
        want = wanted(known, clock.now())
        waits = want is not None and await _is_being_said(session, known, clock.now())
    if run.remembered("plan") is None:
        if want == standing(incident) or waits:
            return
        if incident.stand_in is not None:
            await run.step(_taking_back(kit, incident, incident.stand_in))
    plan = await run.step(_planning(want))
    if plan is not None:
        await run.step(_leaving(run, kit, incident, plan, is_wanted=plan == want))
    await _look_again(kit, incident)


def _taking_back(kit: Kit, incident: Incident, stands: dict[str, Any]) -> Step:
    async def take_back() -> dict[str, Any]:
        try:
            if stands["id"] is not None:
                await kit.slack.unschedule(stands["channel"], stands["id"])
        except GiveUp as refused:
            return {"left_out": [refused.why]}
        return {}

    async def keep(session: AsyncSession, _: dict[str, Any]) -> None:
        (await queries.by_id(session, incident.id, for_change=True)).stand_in = None

    return Step("take back", take_back, keep)


def _planning(want: dict[str, Any] | None) -> Step:
    async def plan() -> dict[str, Any] | None:
        return want

    return Step("plan", plan)


def _leaving(run: Run, kit: Kit, incident: Incident, plan: dict[str, Any], *, is_wanted: bool) -> Step:
    at = datetime.fromtimestamp(plan["at"], UTC)

    async def leave() -> dict[str, Any]:
        try:
            found = None
            if run.in_doubt:
                found = await kit.slack.find_scheduled(plan["channel"], at, naming(incident))
            if found is None and is_wanted:
                found = await kit.slack.schedule(plan["channel"], plan["text"], at, thread=plan["thread"])
        except GiveUp as refused:
            # The room hears of it once, and the next slot is tried again.
            return {**plan, "id": None, "left_out": [refused.why]}
        return {**plan, "id": found}

    async def keep(session: AsyncSession, left: dict[str, Any]) -> None:
        fresh = await queries.by_id(session, incident.id, for_change=True)
        fresh.stand_in = {**plan, "id": left["id"]} if is_wanted or left["id"] else None

    return Step("leave", leave, keep)


async def _look_again(kit: Kit, incident: Incident) -> None:
    """What changed meanwhile, and was back at what stood before, nobody else would notice."""
    async with kit.database.writing() as session:
        fresh = await queries.by_id(session, incident.id, for_change=True)
        now = clock.now()
        if lacks_stand_in(await case(session, fresh, kit.settings), now):
            await want_stand_in(session, fresh, now)


async def _is_being_said(session: AsyncSession, known: Case, now: datetime) -> bool:
    """Whether one of ours is on its way: until it is there, what stands in for it stays.

    Once it is said the clock looks again, because that is on the record.
    """
    latest = [(reminder.name, owed.rhythm.latest(now)) for reminder, owed in _owed(known)]
    late = [(name, slot) for name, slot in latest if slot is not None and slot + _later(known) > now]
    if not late:
        return False
    settled = select(Slot.reminder, Slot.due_at).where(
        Slot.incident_id == known.incident.id,
        Slot.reminder.in_([name for name, _ in late]),
        Slot.due_at.in_([slot for _, slot in late]),
        Slot.outcome != Outcome.OWED.value,
    )
    found = {(name, slot) for name, slot in await session.execute(settled)}
    return any(each not in found for each in late)


def _coming(known: Case, now: datetime) -> tuple[datetime, Reminder] | None:
    slots = [(owed.rhythm.after(now), reminder) for reminder, owed in _owed(known)]
    coming = [(slot, reminder) for slot, reminder in slots if slot is not None]
    return min(coming, key=lambda each: each[0], default=None)


def _owed(known: Case) -> Iterator[tuple[Reminder, Owed]]:
    for reminder in REMINDERS.values():
        if reminder.family == FAMILY:
            for owed in owed_of(reminder, known):
                yield reminder, owed


def _later(known: Case) -> timedelta:
    return timedelta(minutes=known.settings.reminders.stand_in_minutes)
