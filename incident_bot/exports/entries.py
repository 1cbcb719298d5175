"""The entries of a record as they come from the database: many of them, a thousand at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any, cast

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.exports.wanted import Wanted
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import TOLD

BATCH = 500
"""So many that each wait for the database is worth it, so few that whoever else waits for the loop notices
nothing."""

Batches = AsyncIterator[Sequence[TimelineEntry]]
"""Entries, so many at a time."""

_COLUMNS = tuple(TimelineEntry.__table__.columns)
NAMES = tuple(column.name for column in _COLUMNS)
"""Everything that an entry has."""


class _ToRead:
    """Everything that a `TimelineEntry` says, and nothing that a session needs: there may be 100,000."""

    what = TimelineEntry.what
    change = TimelineEntry.change
    taken_back = TimelineEntry.taken_back
    revised = TimelineEntry.revised

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__ = values


def to_read(values: dict[str, Any]) -> TimelineEntry:
    """An entry to be read only, which has `values`: something for each of `NAMES`."""
    # It cannot be saved, and nobody who reads a record saves anything.
    return cast(TimelineEntry, _ToRead(values))


async def current_entries(session: AsyncSession, incident_id: int, wanted: Wanted) -> Batches:
    """The current version of every entry that is wanted, in the order in which things happened."""
    found = _of(incident_id).where(TimelineEntry.is_current)
    if wanted.kinds:
        found = found.where(TimelineEntry.kind.in_(wanted.kinds))
    if wanted.starred:
        found = found.where(TimelineEntry.starred)
    in_order = found.order_by(TimelineEntry.occurred_at, TimelineEntry.recorded_at, TimelineEntry.number)
    async for entries in _batches(session, in_order):
        yield entries


async def every_fact(session: AsyncSession, incident_id: int) -> Batches:
    """Every version of every entry, in the order in which they were written down."""
    async for entries in _batches(session, _of(incident_id).order_by(TimelineEntry.seq)):
        yield entries


async def turns_of(session: AsyncSession, incident_id: int) -> list[TimelineEntry]:
    """The entries that stand and are not in people's own words, in the order in which they were made."""
    told = [kind.value for kind in TOLD]
    found = _of(incident_id).where(
        TimelineEntry.is_current, ~TimelineEntry.is_withdrawn, TimelineEntry.kind.not_in(told)
    )
    batches = _batches(session, found.order_by(TimelineEntry.number))
    return [entry async for entries in batches for entry in entries]


def _of(incident_id: int) -> Select[Any]:
    return select(*_COLUMNS).where(TimelineEntry.incident_id == incident_id)


async def _batches(session: AsyncSession, found: Select[Any]) -> Batches:
    rows = await session.stream(found.execution_options(yield_per=BATCH))
    async for part in rows.partitions():
        yield [to_read(dict(zip(NAMES, row, strict=True))) for row in part]
