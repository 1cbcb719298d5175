"""Archives the room of an incident that is over, once its time has come."""

from __future__ import annotations

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.effects.look_at_room import looking
from incident_bot.errors import GiveUp
from incident_bot.incidents import queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.archiving import is_due
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Source
from incident_bot.jobs.queue import enqueue
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.goodbye import goodbye

log = structlog.get_logger()


async def archive_room(run: Run, kit: Kit) -> None:
    """A last line, then it is archived. Reopening, or another moment for it, comes first until then."""
    incident = await kit.incident(run)
    at = incident.archive_at
    if at is None or not is_due(incident, clock.now()):
        return
    try:
        await kit.say(run, incident, goodbye(incident, kit.settings), name="goodbye", at=at)
    except GiveUp as refused:
        # Somebody may have been faster: then there is nothing left to say there, but something to note.
        log.info("no last line before archiving", incident=incident.id, why=refused.why)
    await run.step(_archive(run, kit, incident))


def _archive(run: Run, kit: Kit, incident: Incident) -> Step:
    room = incident.room_id
    assert room is not None, "it is there to be archived"

    async def call() -> dict[str, list[str]]:
        if run.in_doubt:
            # An archived private channel is out of the bot's sight, and so cannot be archived twice.
            about = await kit.slack.look_at(room)
            if about is None or about.is_archived:
                return {}
        try:
            await kit.slack.archive(room)
        except GiveUp as refused:
            return {"left_out": [f"archive room: {refused.why}"]}
        return {}

    async def keep(session: AsyncSession, done: dict[str, list[str]]) -> None:
        fresh = await queries.by_id(session, incident.id, for_change=True)
        if fresh.room_id != room:
            return
        if done:
            # It is not tried again by itself: what becomes of the room is for people to say, and to be seen.
            fresh.archive_at = None
            await enqueue(session, [looking(fresh)], clock.now())
            return
        act = Act(None, clock.now(), Source.BOT)
        fresh.room_lost("archived", act)
        if fresh.is_open:
            # Reopened while Slack was archiving it: it goes on in another room.
            fresh.want_room(act)
        await kit.follow(session)

    return Step("archive", call, keep)
