"""Opens the war room: channel → (topic ∥ card ∥ people) → (pin ∥ announcement), each remembered."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects import find_status_channel, invitations, surfaces
from incident_bot.effects.kit import Kit
from incident_bot.errors import GiveUp
from incident_bot.incidents import queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Source
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.topic import room_name

NAMES_TO_TRY = 6


async def open_room(run: Run, kit: Kit) -> None:
    """Everything a declared incident gets in Slack."""
    incident = await kit.incident(run)
    workspace = await kit.workspace(incident.workspace_id)
    unknown = [find_status_channel.find(kit, workspace)] if workspace.status_channel is None else []
    _, people, *found = await run.together(
        _room(run, kit, incident), invitations.expected(kit, incident), *unknown
    )

    incident = await kit.incident(run)
    channel = workspace.status_channel or (found[0]["id"] if found and found[0] else None)
    shown = {step.name: step for step in surfaces.stale(run, kit, incident, channel)}
    announcement = shown.pop("announcement", None)
    join = [find_status_channel.join(kit, found[0])] if found and found[0] else []
    await run.together(*shown.values(), invitations.invite(kit, incident, people or incident.people), *join)

    incident = await kit.incident(run)
    await run.together(_pin(kit, incident), *([announcement] if announcement else []))


def _room(run: Run, kit: Kit, incident: Incident) -> Step:
    async def make() -> dict[str, str]:
        for attempt in range(NAMES_TO_TRY):
            name = room_name(incident, attempt)
            if made := await kit.slack.create_channel(name) or await _made_before(run, kit, name):
                return {"id": made, "name": name}
        raise GiveUp(f"no room for {incident.ref}: every name like {room_name(incident, 1)} is taken")

    async def keep(session: AsyncSession, room: dict[str, str]) -> None:
        fresh = await queries.by_id(session, incident.id, for_change=True)
        fresh.room_opened(room["id"], room["name"], Act(None, clock.now(), Source.BOT))
        await kit.follow(session)

    return Step("room", make, keep)


async def _made_before(run: Run, kit: Kit, name: str) -> str | None:
    """The channel of that name, if an earlier attempt of ours may have made it and no incident has it."""
    if not run.in_doubt:
        return None
    found = await kit.slack.find_channel(name)
    if found is None or not found.ours or found.is_archived:
        return None
    async with kit.database.reading() as session:
        owner = (await session.scalars(select(Incident.id).where(Incident.room_id == found.id))).first()
    return found.id if owner is None else None


def _pin(kit: Kit, incident: Incident) -> Step:
    async def pin() -> None:
        assert incident.room_id is not None
        assert incident.card_ts is not None
        await kit.slack.pin(incident.room_id, incident.card_ts)

    return Step("pin", pin, dispensable=True)
