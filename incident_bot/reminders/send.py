"""Says one reminder, if it is still owed when its turn comes, and writes down what came of its slot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.incidents import queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident, Place
from incident_bot.incidents.presence import is_in
from incident_bot.incidents.slot import LATE, Outcome, Slot
from incident_bot.incidents.vocabulary import Source
from incident_bot.incidents.workspace import GroupMember
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.drill import marked
from incident_bot.messages.late import late
from incident_bot.reminders import REMINDERS
from incident_bot.reminders.look import Found, Meanwhile, undone
from incident_bot.reminders.owed_now import due, owed_of
from incident_bot.reminders.reading import case, last_deed
from incident_bot.reminders.reminder import Audience, Case, Due, Reminder
from incident_bot.slack.message import Message

MOST_TOLD = 10
"""So many people of a group are told directly: more would be nobody's."""


async def send_reminder(run: Run, kit: Kit) -> None:
    """Ask again first: an update, a snooze or the resolution may have come in between."""
    incident = await kit.incident(run)
    reminder = REMINDERS[run.args["reminder"]]
    slot = Due(datetime.fromisoformat(run.args["slot"]), run.args.get("subject", ""))
    async with kit.database.reading() as session:
        known = await case(session, incident, kit.settings)
        missed = await _missed(session, incident, reminder, slot)
        owed_too = await _owed_too(session, incident, reminder, slot)
    if reminder.joins and slot.subject not in owed_too and _said_at(run) is None:
        # It was said together with another one, whose job came first.
        return
    slot = replace(_joined(reminder, known, slot, owed_too), missed=missed)
    audience = reminder.to(known, slot)
    owed = due(reminder, known, clock.now(), slot.subject)
    if owed != slot.slot and not await _stands(
        run, kit, incident.place if audience.room else None, slot.slot
    ):
        await _settle(kit, incident, reminder, slot, await _overtaken(kit, known, reminder, slot, owed))
        return
    if audience.room and incident.place is None:
        nowhere = Found(
            reminder.name, slot.subject, slot.slot, Outcome.NOWHERE, why="there is no room to say it in"
        )
        await _settle(kit, incident, reminder, slot, nowhere)
        return
    await _say(run, kit, known, audience, _words(reminder, known, slot), slot.slot)
    await _record(run, kit, known, reminder, slot)


async def unsaid(session: AsyncSession, args: Mapping[str, Any], why: str) -> None:
    """The job of a slot was given up."""
    await _write(
        session,
        args["incident"],
        args["reminder"],
        Due(datetime.fromisoformat(args["slot"]), args.get("subject", "")),
        Outcome.NOWHERE,
        clock.now(),
        why,
    )


def _words(reminder: Reminder, known: Case, slot: Due) -> tuple[Message, Message]:
    """What stands in the room, and what those read who are told directly; late, they say so."""
    said = reminder.message(known, slot)
    direct = reminder.direct_message(known, slot) if reminder.direct_message else said
    if clock.now() - slot.slot < LATE:
        return said, direct
    return late(said, slot.slot, slot.missed), late(direct, slot.slot, slot.missed)


def _joined(reminder: Reminder, known: Case, slot: Due, owed_too: Collection[str]) -> Due:
    """The same slot, with what else whoever hears it is to hear at that moment."""
    if not reminder.joins:
        return slot
    audience, now = reminder.to(known, slot), clock.now()
    others = [
        each.subject
        for each in owed_of(reminder, known)
        if each.subject in owed_too and each.subject != slot.subject
        if each.rhythm.latest(now) == slot.slot
        if reminder.to(known, Due(slot.slot, each.subject)) == audience
    ]
    return replace(slot, others=tuple(others))


async def _say(
    run: Run, kit: Kit, known: Case, audience: Audience, said: tuple[Message, Message], slot: datetime
) -> None:
    incident, (in_room, direct) = known.incident, said
    if audience.room:
        await run.step(_posting(run, kit, incident, in_room, slot))
    people = await _people(kit, incident, audience.direct)
    if people:
        # One after the other would make the last one wait; who cannot be told keeps nobody else waiting.
        await run.together(*(kit.telling(run, incident, each, direct, at=slot) for each in people))


def _posting(run: Run, kit: Kit, incident: Incident, said: Message, slot: datetime) -> Step:
    place = incident.place
    assert place is not None, "there is somewhere to say it"
    since, message = kit.look_since(run, slot), marked(said, incident)

    async def post() -> str:
        return await kit.slack.post(
            place.channel, message, key=f"{run.key}:post", look_since=since, thread=place.thread
        )

    return Step("post", post)


async def _people(kit: Kit, incident: Incident, whom: Iterable[str]) -> list[str]:
    """Each person once, groups as their members; of a private incident only who is in its room."""
    found: dict[str, None] = {}
    async with kit.database.reading() as session:
        for each in whom:
            found |= dict.fromkeys(await _members(session, incident, each) if each[0] == "S" else [each])
        if incident.is_private:
            found = {each: None for each in found if await is_in(session, incident.id, each)}
    return list(found)


async def _members(session: AsyncSession, incident: Incident, group: str) -> list[str]:
    found = (
        select(GroupMember.person)
        .where(GroupMember.workspace_id == incident.workspace_id, GroupMember.group == group)
        .order_by(GroupMember.person)
        .limit(MOST_TOLD)
    )
    return list(await session.scalars(found))


async def _record(run: Run, kit: Kit, known: Case, reminder: Reminder, slot: Due) -> None:
    """On the timeline and in the slot, with the moment at which Slack had it."""

    async def nothing() -> str:
        return (_said_at(run) or clock.now()).isoformat()

    async def keep(session: AsyncSession, at: str) -> None:
        if _said_at(run) is None:
            why = next(iter(run.given_up), "there is nobody to tell")
            await _write(session, known.incident.id, reminder.name, slot, Outcome.NOWHERE, clock.now(), why)
            return
        moment = datetime.fromisoformat(at)
        fresh = await queries.by_id(session, known.incident.id, for_change=True)
        act = Act(None, clock.now(), Source.BOT)
        for subject in (slot.subject, *slot.others):
            said = Due(slot.slot, subject)
            await _write(session, known.incident.id, reminder.name, said, Outcome.SENT, moment)
            fresh.reminded(reminder.name, "", slot.slot, act, subject=subject)
        await kit.follow(session)

    await run.step(Step("record", nothing, keep))


def _said_at(run: Run) -> datetime | None:
    """When Slack first had it, by the id of the message; None when nobody could be told."""
    told = [run.remembered("post"), *(run.remembered(name) for name in run.names if name.startswith("tell:"))]
    ids = [each["ts"] if isinstance(each, dict) else each for each in told if each]
    return min((datetime.fromtimestamp(float(each), UTC) for each in ids), default=None)


async def _overtaken(kit: Kit, known: Case, reminder: Reminder, slot: Due, owed: datetime | None) -> Found:
    """What came of a slot that is not said: somebody did something, or a later one takes its place."""
    if owed is not None and owed > slot.slot:
        return Found(reminder.name, slot.subject, slot.slot, Outcome.MISSED)
    async with kit.database.reading() as session:
        deed = await last_deed(session, known.incident, slot.slot)
    return undone(known, reminder, slot.subject, slot.slot, Meanwhile(slot.slot, clock.now(), deed))


async def _settle(kit: Kit, incident: Incident, reminder: Reminder, slot: Due, found: Found) -> None:
    """It was not said after all."""
    async with kit.database.writing() as session:
        await _write(
            session,
            incident.id,
            reminder.name,
            slot,
            found.outcome,
            clock.now(),
            found.why,
            by=found.by,
            until=found.until,
        )


async def _write(
    session: AsyncSession,
    incident: int,
    reminder: str,
    slot: Due,
    outcome: Outcome,
    at: datetime,
    why: str = "",
    by: str | None = None,
    until: datetime | None = None,
) -> None:
    await session.execute(
        update(Slot)
        .where(
            Slot.incident_id == incident,
            Slot.reminder == reminder,
            Slot.subject == slot.subject,
            Slot.due_at == slot.slot,
        )
        .values(outcome=outcome.value, at=at, why=why or None, by=by, until=until)
    )


async def _owed_too(session: AsyncSession, incident: Incident, reminder: Reminder, slot: Due) -> set[str]:
    """The subjects of which it is to be said at that moment and was not yet."""
    found = select(Slot.subject).where(
        Slot.incident_id == incident.id,
        Slot.reminder == reminder.name,
        Slot.due_at == slot.slot,
        Slot.outcome == Outcome.OWED.value,
    )
    return set(await session.scalars(found))


async def _missed(session: AsyncSession, incident: Incident, reminder: Reminder, slot: Due) -> int:
    """How many of its kind were missed right before it, while nobody was there to say them."""
    of_it = (
        Slot.incident_id == incident.id,
        Slot.reminder == reminder.name,
        Slot.subject == slot.subject,
        Slot.due_at < slot.slot,
    )
    said = select(func.max(Slot.due_at)).where(*of_it, Slot.outcome == Outcome.SENT.value)
    last = (await session.execute(said)).scalar()
    missed = select(func.count()).where(*of_it, Slot.outcome == Outcome.MISSED.value)
    if last is not None:
        missed = missed.where(Slot.due_at > last)
    return (await session.execute(missed)).scalar() or 0


async def _stands(run: Run, kit: Kit, place: Place | None, slot: datetime) -> bool:
    """Whether an earlier attempt sent it, while it was owed: then it goes on the record all the same."""
    if _said_at(run) is not None:
        return True
    since = kit.look_since(run, slot)
    if place is None or since is None:
        return False
    return await kit.slack.find_post(place.channel, f"{run.key}:post", since, place.thread) is not None
