"""Looks what became of a room after Slack said that something had: events come late, twice, in any order."""

from __future__ import annotations

from collections.abc import Collection
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
from incident_bot.slack.found import AboutChannel


async def look_at_room(run: Run, kit: Kit) -> None:
    """Lost, found again, renamed: whatever is true now, and not what an event said of it.

    `opened`: somebody has just opened it again. `members`: who is in it is to be read too.
    """
    incident = await kit.incident(run)
    room = incident.room_id
    if room is None or room != run.args["room"]:
        return

    async def look() -> dict[str, Any] | None:
        about = await kit.slack.look_at(room)
        if run.args["opened"] and about and _can_be_joined(about):
            await kit.slack.join(room)
            about = await kit.slack.look_at(room)
        return None if about is None else asdict(about)

    async def keep(session: AsyncSession, about: dict[str, Any] | None) -> None:
        fresh = await queries.by_id(session, incident.id, for_change=True)
        if fresh.room_id == room:
            _note(fresh, None if about is None else AboutChannel(**about))
            await kit.follow(session)

    about = await run.step(Step("look", look, keep))
    if run.args["members"] and about and about["is_member"] and not about["is_archived"]:
        await read_members(run, kit, await kit.incident(run))


def looking(incident: Incident, *, opened: bool = False, key: str | None = None) -> NewJob:
    """The job that looks at a room: behind what the bot itself is about to do there."""
    return NewJob(look_at_room.__name__, f"incident:{incident.id}:room", _args(incident, opened=opened), key)


def looking_anew(incident: Incident, busy: Collection[str]) -> NewJob:
    """The job that looks at a room and at who is in it, after nobody listened for a while.

    One room after the other, and no room waits for it: there may be hundreds. Only where the bot is still
    at work in a room (`busy` are such lanes) it looks behind that: those whom it invites are in it then.
    """
    lane = f"incident:{incident.id}:room"
    if lane not in busy:
        lane = f"workspace:{incident.workspace_id}:{look_at_room.__name__}"
    return NewJob(look_at_room.__name__, lane, _args(incident, members=True))


def _args(incident: Incident, *, opened: bool = False, members: bool = False) -> dict[str, Any]:
    return {"incident": incident.id, "room": incident.room_id, "opened": opened, "members": members}


def _can_be_joined(about: AboutChannel) -> bool:
    # Slack put the bot out when the channel was archived. Into a public one it may go back by itself.
    return not (about.is_archived or about.is_private or about.is_member)


def _note(incident: Incident, about: AboutChannel | None) -> None:
    act = Act(None, clock.now(), Source.BOT)
    if (about is None or about.is_archived) and incident.archive_at and incident.archive_at <= act.at:
        # The bot archives it itself, and says so when it has.
        return
    if about is None:
        # A private channel that was archived is as invisible as one that the bot was put out of.
        incident.room_lost("unseen", act)
    elif about.is_archived:
        incident.room_lost("archived", act)
    elif not about.is_member:
        incident.room_lost("left", act)
    else:
        incident.room_name = about.name or incident.room_name
        incident.room_back(act)
