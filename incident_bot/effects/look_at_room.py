"""Looks what became of a room after Slack said that something had: events come late, twice, in any order."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.effects.list_members import read_members
from incident_bot.incidents import queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Source
from incident_bot.jobs.queue import NewJob
from incident_bot.jobs.run import Run, Step


async def look_at_room(run: Run, kit: Kit) -> None:
    """Lost, found again, renamed: whatever is true now. `how` is what the event said, if it was one."""
    incident = await kit.incident(run)
    room, how = incident.room_id, run.args["how"]
    if room is None or room != run.args["room"]:
        return

    async def look() -> dict[str, Any] | None:
        about = await kit.slack.look_at(room)
        if how == "unarchived" and about and not (about.is_archived or about.is_private or about.is_member):
            # Slack put the bot out when the channel was archived; into a public one it may go back.
            await kit.slack.join(room)
            about = await kit.slack.look_at(room)
        return None if about is None else asdict(about)

    async def keep(session: AsyncSession, about: dict[str, Any] | None) -> None:
        fresh = await queries.by_id(session, incident.id, for_change=True)
        if fresh.room_id != room:
            return
        act = Act(run.args["by"], clock.now(), Source.BOT)
        if about is None:
            fresh.room_lost(how if how in ("archived", "deleted") else "left", act)
        elif about["is_archived"]:
            fresh.room_lost("archived", act)
        elif not about["is_member"]:
            fresh.room_lost("left", act)
        else:
            fresh.room_name = about["name"] or fresh.room_name
            fresh.room_back(act)
        await kit.follow(session)

    about = await run.step(Step("look", look, keep))
    if run.args.get("members") and about and about["is_member"] and not about["is_archived"]:
        await read_members(run, kit, await kit.incident(run))


def looking(incident: Incident, *, how: str = "", by: str | None = None, key: str | None = None) -> NewJob:
    """The job that looks at a room; `how` is what Slack said of it, `by` whose doing that was."""
    args = {"incident": incident.id, "room": incident.room_id, "how": how, "by": by}
    return NewJob(look_at_room.__name__, f"incident:{incident.id}:look", args, key=key)


def looking_anew(incident: Incident, lane: str) -> NewJob:
    """The job that looks at a room and at who is in it."""
    args = {"incident": incident.id, "room": incident.room_id, "how": "", "by": None, "members": True}
    return NewJob(look_at_room.__name__, lane, args)
