"""Learns who is in the room of an incident, where that is not known from whom the bot brought in."""

from __future__ import annotations

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.effects.show_homes import want_homes
from incident_bot.errors import GiveUp
from incident_bot.incidents import on_record, queries
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.presence import are_in
from incident_bot.incidents.vocabulary import Kind
from incident_bot.jobs.run import Run, Step

log = structlog.get_logger()


async def list_members(run: Run, kit: Kit) -> None:
    """After a room was opened: a new one has nobody in it but those whom the bot invited."""
    incident = await kit.incident(run)
    async with kit.database.reading() as session:
        opened = await on_record.count_entries(session, incident.id, Kind.ROOM)
    if incident.room_adopted or opened > 1:
        await read_members(run, kit, incident)


async def read_members(run: Run, kit: Kit, incident: Incident) -> None:
    """Ask Slack who is there, bots left out."""
    room = incident.room_id
    if room is None or incident.room_archived:
        return

    async def ask() -> list[str] | None:
        try:
            return await kit.slack.members(room)
        except GiveUp as refused:
            # The room is lost, which is told elsewhere: those who were in it last are in it still.
            log.warning("who is in a room could not be read", incident=incident.id, why=refused.why)
            return None

    async def keep(session: AsyncSession, members: list[str] | None) -> None:
        fresh = await queries.by_id(session, incident.id, for_change=True)
        if members is None or fresh.room_id != room:
            return
        known = await queries.people(session, fresh.workspace_id, members)
        bot = (await queries.workspace(session, fresh.workspace_id)).bot_person
        people = [each for each in members if each != bot and not (each in known and known[each].is_bot)]
        await are_in(session, fresh.id, people, clock.now())
        if fresh.is_private:
            # Their Home tabs show it from now on, or no longer.
            await want_homes(session, fresh.workspace_id)

    await run.step(Step("members", ask, keep))
