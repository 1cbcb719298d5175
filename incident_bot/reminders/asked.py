"""Reminders that people asked for: made a job when their moment has come, said once, then settled."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, exists, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.database import Database
from incident_bot.effects.kit import Kit
from incident_bot.errors import GiveUp
from incident_bot.incidents import asked, queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.asked_reminder import AskedReminder
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.presence import is_in
from incident_bot.incidents.slot import LATE
from incident_bot.incidents.vocabulary import Source
from incident_bot.jobs.job import Job
from incident_bot.jobs.queue import NewJob, enqueue
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.asked import asked_reminder, asked_without_room
from incident_bot.messages.drill import marked
from incident_bot.messages.late import late
from incident_bot.slack.message import Message

AT_ONCE = 100
"""So many are made jobs in one transaction; what is over that comes with the next tick."""

_KEY = "asked:"
"""With its id, what the job of it is called: there is one, however many look."""

_REFUSED = "refused"


async def asked_for(database: Database, now: datetime) -> int:
    """Make jobs of those whose moment has come; returns how many. The key stops the other replicas."""
    async with database.reading() as session:
        new = [_job(asked_id, incident_id) for asked_id, incident_id in await _due(session, now)]
    if new:
        async with database.writing() as session:
            await enqueue(session, new, now)
    return len(new)


async def _due(session: AsyncSession, now: datetime) -> Sequence[tuple[int, int]]:
    """Those whose moment has come and that are no job yet, the longest waiting first: id and incident.

    Those that Slack is slow with are jobs, and take nobody's place here.
    """
    is_job = exists().where(Job.key == literal(_KEY).concat(cast(AskedReminder.id, String)))
    found = (
        select(AskedReminder.id, AskedReminder.incident_id)
        .where(AskedReminder.settled_at.is_(None), AskedReminder.at <= now, ~is_job)
        .order_by(AskedReminder.at, AskedReminder.id)
        .limit(AT_ONCE)
    )
    return [(asked_id, incident_id) for asked_id, incident_id in await session.execute(found)]


def _job(asked_id: int, incident_id: int) -> NewJob:
    return NewJob(
        kind=send_asked.__name__,
        # One each: somebody whom Slack cannot tell keeps nobody else waiting.
        lane=f"{_KEY}{asked_id}",
        args={"incident": incident_id, "asked": asked_id},
        key=f"{_KEY}{asked_id}",
    )


async def send_asked(run: Run, kit: Kit) -> None:
    """Say it: in the room, or to whoever asked. Also when the incident is over, for they asked for it."""
    incident = await kit.incident(run)
    async with kit.database.reading() as session:
        one = await asked.by_id(session, run.args["asked"])
        knows = not incident.is_private or await is_in(session, incident.id, one.by)
    if one.settled_at is not None:
        return
    url = (await kit.workspace(incident.workspace_id)).url
    said = await _in_room(run, kit, incident, one, url) if one.in_room else False
    if not said and knows:
        # Without a room, better to whoever asked than to nobody.
        message = (asked_without_room if one.in_room else asked_reminder)(incident, one, url)
        said = await _directly(run, kit, incident, one, message)
    await _settle(run, kit, incident, one, asked.SENT if said else asked.NOWHERE)


async def unsaid(session: AsyncSession, args: dict[str, Any]) -> None:
    """The job was given up."""
    await asked.settle(session, args["asked"], asked.NOWHERE, clock.now())


async def _in_room(run: Run, kit: Kit, incident: Incident, one: AskedReminder, url: str) -> bool:
    place = incident.place
    if place is None:
        return False
    message, since = _dated(asked_reminder(incident, one, url), incident, one), kit.look_since(run, one.at)

    async def post() -> str:
        return await kit.slack.post(
            place.channel, message, key=f"{run.key}:post", look_since=since, thread=place.thread
        )

    return await _tried(run, "post", post)


async def _directly(run: Run, kit: Kit, incident: Incident, one: AskedReminder, message: Message) -> bool:
    told, since = _dated(message, incident, one), kit.look_since(run, one.at)

    async def tell() -> dict[str, Any]:
        return {**await kit.slack.tell(one.by, told, key=f"{run.key}:tell", look_since=since)}

    return await _tried(run, "tell", tell)


async def _tried(run: Run, name: str, call: Callable[[], Awaitable[Any]]) -> bool:
    """Whether Slack took it. What it will not take is nobody's business but whoever's asked: no record."""

    async def attempt() -> Any:
        try:
            return await call()
        except GiveUp as refused:
            return {_REFUSED: refused.why}

    result = await run.step(Step(name, attempt))
    return not (isinstance(result, dict) and _REFUSED in result)


def _dated(message: Message, incident: Incident, one: AskedReminder) -> Message:
    now = clock.now()
    said = late(message, one.at, now) if now - one.at >= LATE else message
    return marked(said, incident)


async def _settle(run: Run, kit: Kit, incident: Incident, one: AskedReminder, outcome: str) -> None:
    async def nothing() -> None:
        return None

    async def keep(session: AsyncSession, _: None) -> None:
        # First the incident, as whoever takes it back does.
        fresh = await queries.by_id(session, incident.id, for_change=True)
        settled = await asked.settle(session, one.id, outcome, clock.now())
        if settled and outcome == asked.SENT and one.in_room:
            act = Act(None, clock.now(), Source.BOT)
            fresh.reminded("asked", one.text, one.at, act, number=one.number)
            await kit.follow(session)

    await run.step(Step("settle", nothing, keep))
