"""Renames the room after the incident."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.effects.kit import Kit
from incident_bot.effects.room import NAMES_TO_TRY
from incident_bot.errors import GiveUp
from incident_bot.incidents.incident import Incident
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.topic import room_name


async def rename_room(run: Run, kit: Kit) -> None:
    """By the title as it is now; a room that was there before the incident keeps its name."""
    incident = await kit.incident(run)
    if incident.room_id is None or incident.room_adopted or incident.room_archived:
        return
    names = [room_name(incident, attempt) for attempt in range(NAMES_TO_TRY)]
    if incident.room_name not in names:
        await run.step(_rename(run, kit, incident, names))


def _rename(run: Run, kit: Kit, incident: Incident, names: list[str]) -> Step:
    room = incident.room_id
    assert room is not None, "it was asked for"

    async def call() -> str:
        if run.in_doubt:
            # Its own name is taken, too, as Slack sees it: another attempt would end up with a suffix.
            about = await kit.slack.look_at(room)
            if about is not None and about.name in names:
                return about.name
        for name in names:
            if renamed := await kit.slack.rename(room, name):
                return renamed
        raise GiveUp("rename the room: every name like the new title is taken")

    async def keep(session: AsyncSession, name: str) -> None:
        await session.execute(
            update(Incident)
            .where(Incident.id == incident.id, Incident.room_id == room)
            .values(room_name=name)
            .execution_options(synchronize_session=False)
        )

    return Step("rename", call, keep, dispensable=True)
