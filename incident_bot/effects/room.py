"""The channel of an incident: one of its own, or one that was there before."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.errors import GiveUp
from incident_bot.incidents import queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Source
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.topic import room_name

NAMES_TO_TRY = 6
_USE = "use that channel as the room"
_HOW = "Mention me there, and choose to invite me."


def make(run: Run, kit: Kit, incident: Incident) -> Step:
    """Make a channel, a private one for a private incident; its result is `id` and `name`.

    The card of an incident that lived in a thread stays behind: `card` is where.
    """
    thread = incident.place if incident.room_id is None else None

    async def create() -> dict[str, Any]:
        private = incident.is_private
        for attempt in range(NAMES_TO_TRY):
            name = room_name(incident, attempt)
            made = await kit.slack.create_channel(name, private=private)
            if made or (made := await _made_before(run, kit, name, private=private)):
                left = {"channel": thread.channel, "ts": incident.card_ts} if thread else None
                return {"id": made, "name": name, "card": left}
        raise GiveUp(f"no room for {incident.ref}: every name like its title is taken")

    async def keep(session: AsyncSession, room: dict[str, Any]) -> None:
        fresh = await queries.by_id(session, incident.id, for_change=True)
        fresh.room_gone()
        fresh.room_opened(room["id"], room["name"], Act(None, clock.now(), Source.BOT))
        await kit.follow(session)

    return Step("room", create, keep)


def adopt(kit: Kit, incident: Incident, *, private: bool) -> Step:
    """Take the channel that the incident was declared for; `private` when it must not be public.

    Until this is done the incident is private, because only Slack knows what kind of channel it is.
    """

    async def take() -> dict[str, Any]:
        assert incident.room_id is not None, "it was named when the incident was declared"
        found = await kit.slack.look_at(incident.room_id)
        if found is None or (found.is_private and not found.is_member):
            raise GiveUp(f"{_USE}: it is private, and I am not in it. {_HOW}")
        if found.name.startswith("mpdm-"):
            raise GiveUp(f"{_USE}: it is a group conversation. Without `--here` I make a room.")
        if found.is_archived:
            raise GiveUp(f"{_USE}: it is archived.")
        if private and not found.is_private:
            raise GiveUp(
                f"{_USE}: it is public, and the incident is private. Without `--here` it gets a private room."
            )
        if not found.is_member:
            await kit.slack.join(incident.room_id)
        return {"id": found.id, "name": found.name, "private": found.is_private}

    async def keep(session: AsyncSession, room: dict[str, Any]) -> None:
        fresh = await queries.by_id(session, incident.id, for_change=True)
        if not room["private"]:
            fresh.seen_to_be_public()
        fresh.room_opened(room["id"], room["name"], Act(None, clock.now(), Source.BOT), adopted=True)
        await kit.follow(session)

    return Step("room", take, keep)


async def _made_before(run: Run, kit: Kit, name: str, *, private: bool) -> str | None:
    """The channel of that name, if an earlier attempt of ours may have made it and no incident has it."""
    if not run.in_doubt:
        return None
    found = await kit.slack.find_channel(name, private=private)
    if found is None or not found.ours or found.is_archived:
        return None
    async with kit.database.reading() as session:
        owner = (await session.scalars(select(Incident.id).where(Incident.room_id == found.id))).first()
    return found.id if owner is None else None
