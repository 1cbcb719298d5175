"""Finding what the capture of messages needs to know, with as few looks as can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.incidents import queries
from incident_bot.incidents.access import may
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import TOLD, Status
from incident_bot.settings import Settings


@dataclass(frozen=True)
class At:
    """The incident at whose place something was said."""

    incident: int
    is_closed: bool


# Made once: every message of a room may ask for it.
_AT = select(Incident.id, Incident.status).where(
    Incident.workspace_id == bindparam("workspace"),
    or_(
        Incident.room_id == bindparam("channel"),
        and_(
            Incident.announcement_channel == bindparam("channel"),
            Incident.announcement_ts == bindparam("thread"),
        ),
    ),
)


async def at(session: AsyncSession, workspace: str, channel: str, thread: str | None) -> At | None:
    """The incident whose room that is, or from whose announcement the thread hangs: for the bot itself."""
    about = {"workspace": workspace, "channel": channel, "thread": thread or ""}
    found = (await (await session.connection()).execute(_AT, about)).first()
    return None if found is None else At(found[0], found[1] == Status.CLOSED.value)


async def is_announced_in(session: AsyncSession, workspace: str, channel: str) -> bool:
    """Whether a channel has the announcement of some incident, and so its thread: for the bot itself."""
    found = select(Incident.id).where(
        Incident.workspace_id == workspace, Incident.announcement_channel == channel
    )
    return (await session.execute(found.limit(1))).first() is not None


async def versions_of(
    session: AsyncSession, incident_id: int, channel: str, message: str
) -> list[TimelineEntry]:
    """Every version of the entry that was made of a message, the first one first; empty when none was."""
    found = select(TimelineEntry).where(
        TimelineEntry.incident_id == incident_id,
        TimelineEntry.message == message,
        TimelineEntry.channel == channel,
        TimelineEntry.kind.in_([kind.value for kind in TOLD]),
    )
    every = list(await session.scalars(found.order_by(TimelineEntry.number, TimelineEntry.version)))
    return [each for each in every if each.number == every[0].number]


async def zone_of_author(
    session: AsyncSession, settings: Settings, workspace: str, author: str | None, channel: str
) -> str | None:
    """In which zone somebody's lines are read; None for bots, and for those who may not act."""
    if author is None:
        return None
    person = await queries.person(session, workspace, author)
    if person is None or person.is_bot:
        return None
    return person.zone if await may(session, settings.access, "act", workspace, author, channel) else None


async def content(
    session: AsyncSession,
    settings: Settings,
    workspace: str,
    channel: str,
    where: At,
    said: dict[str, Any],
    *,
    of_people: bool,
    as_said: bool = False,
) -> dict[str, Any]:
    """What a fact keeps of a message at an incident's place, and why it may be on the timeline unmarked.

    `as_said`: it was written just now. That alone makes it one of a room of which all is kept; what is
    edited, deleted or read may be older than the incident, or than the setting.
    """
    kept: dict[str, Any] = {"now": said}
    if not of_people or where.is_closed:
        return kept
    if as_said and settings.capture_rooms == "all":
        kept["room"] = True
    if zone := await zone_of_author(session, settings, workspace, said.get("author"), channel):
        kept["zone"] = zone
    return kept
