"""Reading what is on the record of an incident. Whoever asks may see the incident."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.incidents.timeline import TimelineEntry, stands
from incident_bot.incidents.vocabulary import TOLD, Kind


async def versions(session: AsyncSession, incident_id: int, number: int) -> list[TimelineEntry]:
    """Every version of entry `#number`, the first one first; empty when there is no such entry."""
    found = select(TimelineEntry).where(
        TimelineEntry.incident_id == incident_id, TimelineEntry.number == number
    )
    return list(await session.scalars(found.order_by(TimelineEntry.version)))


async def entry(session: AsyncSession, entry_id: int) -> TimelineEntry:
    """The version of an entry with this key; it exists."""
    return (await session.scalars(select(TimelineEntry).where(TimelineEntry.id == entry_id))).one()


async def of_kinds(session: AsyncSession, incident_id: int, kinds: Iterable[Kind]) -> list[TimelineEntry]:
    """The entries of these kinds that stand, in the order in which they were made."""
    wanted = [kind.value for kind in kinds]
    found = select(TimelineEntry).where(
        TimelineEntry.incident_id == incident_id, TimelineEntry.kind.in_(wanted), stands()
    )
    return list(await session.scalars(found.order_by(TimelineEntry.number)))


async def of_message(
    session: AsyncSession, incident_id: int, channel: str, message: str
) -> TimelineEntry | None:
    """The entry that this message is on the timeline as, withdrawn or not; the first one of several."""
    found = select(TimelineEntry).where(
        TimelineEntry.incident_id == incident_id,
        TimelineEntry.is_current,
        TimelineEntry.kind.in_([kind.value for kind in TOLD]),
        TimelineEntry.channel == channel,
        TimelineEntry.message == message,
    )
    return (await session.scalars(found.order_by(TimelineEntry.number))).first()


async def count_entries(session: AsyncSession, incident_id: int, kind: Kind | None = None) -> int:
    """How many entries the timeline has, of one kind or in all."""
    about = TimelineEntry.incident_id == incident_id
    counted = select(func.count()).select_from(TimelineEntry).where(about, stands())
    if kind is not None:
        counted = counted.where(TimelineEntry.kind == kind.value)
    return (await session.execute(counted)).scalar_one()


async def known_problems(session: AsyncSession, incident_id: int) -> set[str]:
    """Every reason for which something could not be done, as far as the timeline has it."""
    found = select(TimelineEntry.text).where(
        TimelineEntry.incident_id == incident_id, TimelineEntry.kind == Kind.PROBLEM.value
    )
    return {reason for text in await session.scalars(found) for reason in text.splitlines()}
