"""Says one reminder, if it is still owed when its turn comes, and writes down what came of its slot."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.incidents import queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident, Place
from incident_bot.incidents.slot import LATE, Outcome
from incident_bot.incidents.vocabulary import Source
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.drill import marked
from incident_bot.messages.late import late
from incident_bot.reminders import REMINDERS
from incident_bot.reminders.audience import people
from incident_bot.reminders.look import Found
from incident_bot.reminders.owed_now import due, owed_of
from incident_bot.reminders.reading import case
from incident_bot.reminders.reminder import Case, Due, Reminder
from incident_bot.reminders.settling import (
    NO_ROOM,
    NOBODY,
    missed_before,
    overtaken,
    owed_subjects,
    settle,
    slot_of,
)
from incident_bot.slack.message import Message


async def send_reminder(run: Run, kit: Kit) -> None:
    """Ask again first: an update, a snooze or the resolution may have come in between."""
    incident = await kit.incident(run)
    reminder, slot = REMINDERS[run.args["reminder"]], slot_of(run.args)
    async with kit.database.reading() as session:
        known = await case(session, incident, kit.settings)
        missed = await missed_before(session, incident, reminder, slot)
        owed_now = await owed_subjects(session, incident, reminder, slot)
    if slot.subject not in owed_now and _said_at(run) is None:
        # Said together with another one, by another job of the same slot, or settled right before a crash.
        return
    slot = replace(_joined(reminder, known, slot, owed_now), missed=missed)
    audience = reminder.to(known, slot)
    place = incident.place if audience.room else None
    async with kit.database.reading() as session:
        whom = await people(session, incident, audience.direct)
    owed = due(reminder, known, clock.now(), slot.subject)
    if owed != slot.slot and not await _stands(run, kit, place, slot.slot):
        await _settle(kit, incident, await overtaken(kit, known, reminder, slot, owed))
    elif place is None and not whom:
        why = NO_ROOM if audience.room else NOBODY
        await _settle(kit, incident, Found(reminder.name, slot.subject, slot.slot, Outcome.NOWHERE, why=why))
    else:
        if not audience.room:
            await run.step(_noting(whom))
        await _say(run, kit, incident, place, whom, _words(reminder, known, slot), slot.slot)
        await _record(run, kit, incident, reminder, slot)


def _words(reminder: Reminder, known: Case, slot: Due) -> tuple[Message, Message]:
    """What stands in the room, and what those read who are told directly; late, they say so."""
    said = reminder.message(known, slot)
    direct = reminder.direct_message(known, slot) if reminder.direct_message else said
    now = clock.now()
    if now - slot.slot < LATE:
        return said, direct
    return late(said, slot.slot, now, slot.missed), late(direct, slot.slot, now, slot.missed)


def _joined(reminder: Reminder, known: Case, slot: Due, owed_now: Collection[str]) -> Due:
    """The same slot, with what else whoever hears it is to hear at that moment."""
    if not reminder.joins:
        return slot
    audience, now = reminder.to(known, slot), clock.now()
    others = [
        each.subject
        for each in owed_of(reminder, known)
        if each.subject in owed_now and each.subject != slot.subject
        if each.rhythm.latest(now) == slot.slot
        if reminder.to(known, Due(slot.slot, each.subject)) == audience
    ]
    return replace(slot, others=tuple(others))


async def _say(
    run: Run,
    kit: Kit,
    incident: Incident,
    place: Place | None,
    whom: Sequence[str],
    said: tuple[Message, Message],
    slot: datetime,
) -> None:
    """To all at the same time: nobody waits for a room that Slack is slow with, or for somebody else."""
    in_room, direct = said
    steps = [kit.telling(run, incident, each, direct, at=slot) for each in whom]
    if place is not None:
        steps.insert(0, _posting(run, kit, incident, place, in_room, slot, dispensable=bool(whom)))
    await run.together(*steps)


def _noting(whom: Sequence[str]) -> Step:
    """Whom somebody would have to ask who takes over after a crash: by then it may be nobody's any more."""

    async def note() -> list[str]:
        return list(whom)

    return Step("whom", note)


def _posting(
    run: Run, kit: Kit, incident: Incident, place: Place, said: Message, slot: datetime, *, dispensable: bool
) -> Step:
    since, message = kit.look_since(run, slot), marked(said, incident)

    async def post() -> str:
        return await kit.slack.post(
            place.channel, message, key=f"{run.key}:post", look_since=since, thread=place.thread
        )

    return Step("post", post, dispensable=dispensable)


async def _settle(kit: Kit, incident: Incident, found: Found) -> None:
    """It was not said after all."""
    async with kit.database.writing() as session:
        await settle(session, incident.id, found)


async def _record(run: Run, kit: Kit, incident: Incident, reminder: Reminder, slot: Due) -> None:
    """On the timeline and in the slot, with the moment at which Slack had it."""

    async def nothing() -> str:
        return (_said_at(run) or clock.now()).isoformat()

    async def keep(session: AsyncSession, at: str) -> None:
        fresh = await queries.by_id(session, incident.id, for_change=True)
        if _said_at(run) is None:
            why = next(iter(run.given_up), NOBODY)
            nowhere = Found(reminder.name, slot.subject, slot.slot, Outcome.NOWHERE, why=why)
            await settle(session, incident.id, nowhere)
            return
        act = Act(None, clock.now(), Source.BOT)
        for subject in (slot.subject, *slot.others):
            sent = Found(reminder.name, subject, slot.slot, Outcome.SENT)
            if await settle(session, incident.id, sent, datetime.fromisoformat(at)):
                fresh.reminded(reminder.name, "", slot.slot, act, subject=subject)
        await kit.follow(session)

    await run.step(Step("record", nothing, keep))


def _said_at(run: Run) -> datetime | None:
    """When Slack first had it, by the id of the message; None when nobody could be told."""
    told = [run.remembered("post"), *(run.remembered(name) for name in run.names if name.startswith("tell:"))]
    ids = [each["ts"] if isinstance(each, dict) else each for each in told if each]
    return min((datetime.fromtimestamp(float(each), UTC) for each in ids), default=None)


async def _stands(run: Run, kit: Kit, place: Place | None, slot: datetime) -> bool:
    """Whether an earlier attempt sent it, while it was owed: then it goes on the record all the same."""
    if _said_at(run) is not None:
        return True
    since = kit.look_since(run, slot)
    if since is None:
        return False
    if place is not None:
        return await kit.slack.find_post(place.channel, f"{run.key}:post", since, place.thread) is not None
    for person in run.remembered("whom") or ():
        if await kit.slack.told_before(person, f"{run.key}:tell:{person}", since) is not None:
            return True
    return False
