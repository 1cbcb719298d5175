"""Finding incidents: by what is known of them, and by words.

Like every look at incidents it is through somebody's eyes (`seen_by`), counts included.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, Text, and_, cast, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from incident_bot.database.folding import has_words
from incident_bot.database.names import has_name
from incident_bot.incidents.holding import RoleHolding
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry, stands
from incident_bot.incidents.viewer import Viewer
from incident_bot.incidents.vocabulary import OVER, Kind, Status

OPEN = tuple(status for status in Status if status not in OVER)

_REF = re.compile(r"(?:inc-?)?([0-9]{1,9})", re.IGNORECASE | re.ASCII)

# What the bot says of itself, and the words of checklists, would be found in every incident.
_NOT_SAID = (Kind.ROOM, Kind.CHECK, Kind.REMINDER, Kind.EXPORT, Kind.PROBLEM)


def number_in(word: str) -> int | None:
    """The number of the incident that somebody names, as in `INC-12` or `12`; None if it is no such name."""
    match = _REF.fullmatch(word)
    return int(match[1]) if match else None


@dataclass(frozen=True)
class Wanted:
    """Which incidents somebody wants to see; what is empty or None does not matter."""

    statuses: tuple[Status, ...] = OPEN
    severities: tuple[str, ...] = ()
    service: str = ""
    private: bool = False
    drill: bool = False
    person: str | None = None
    """Whoever declared it, or has or had a role in it."""
    since: datetime | None = None
    """Declared at or after this moment."""


@dataclass(frozen=True)
class Page:
    """Some of the incidents that there are, newest first. `page` may be less than was asked for."""

    incidents: Sequence[Incident]
    total: int
    page: int


async def listed(
    session: AsyncSession, workspace: str, wanted: Wanted, *, seen_by: Viewer, page: int, size: int
) -> Page:
    """A page, from 1, of the incidents that are wanted; the last one when there are not so many."""
    return await _page(session, _wanted(workspace, wanted, seen_by), page, size)


async def with_words(
    session: AsyncSession, workspace: str, words: Iterable[str], *, seen_by: Viewer, page: int, size: int
) -> Page:
    """A page of the incidents that have all these words, each anywhere in what is known and said of them."""
    conditions = [Incident.workspace_id == workspace, seen_by.sees(), *map(_mentions, words)]
    return await _page(session, conditions, page, size)


async def said_in(
    session: AsyncSession, incidents: Iterable[Incident], words: Sequence[str], most: int = 1000
) -> Sequence[TimelineEntry]:
    """The newest entries of these incidents that have any of the words."""
    found = (
        select(TimelineEntry)
        .where(
            TimelineEntry.incident_id.in_([incident.id for incident in incidents]),
            # What was withdrawn, or put right, is not found by the words that it had.
            stands(),
            TimelineEntry.kind.not_in(_NOT_SAID),
            or_(*(has_words(TimelineEntry.text, word) for word in words)),
        )
        .order_by(
            TimelineEntry.occurred_at.desc(), TimelineEntry.recorded_at.desc(), TimelineEntry.number.desc()
        )
        .limit(most)
    )
    return (await session.scalars(found)).all()


async def concerning(
    session: AsyncSession, workspace: str, person: str, *, seen_by: Viewer
) -> Sequence[Incident]:
    """Open incidents that somebody declared, holds a role in, or gives or is given one; newest first."""
    holds = exists().where(
        RoleHolding.incident_id == Incident.id, RoleHolding.person == person, RoleHolding.until.is_(None)
    )
    # As JSON has it; the exact answer is the incident's own.
    offered = cast(Incident.offers, Text).contains(f'"{person}"', autoescape=True)
    conditions = [
        Incident.workspace_id == workspace,
        Incident.status.in_([status.value for status in OPEN]),
        seen_by.sees(),
        or_(Incident.declared_by == person, holds, offered),
    ]
    return (await session.scalars(_found(conditions))).all()


async def _page(session: AsyncSession, conditions: list[ColumnElement[bool]], page: int, size: int) -> Page:
    counted = select(func.count()).select_from(Incident).where(*conditions)
    total = (await session.execute(counted)).scalar_one()
    page = _within(page, total, size)
    found = _found(conditions).limit(size).offset((page - 1) * size)
    return Page((await session.scalars(found)).all(), total, page)


def _within(page: int, total: int, size: int) -> int:
    return max(1, min(page, -(-total // size)))


def _found(conditions: Iterable[ColumnElement[bool]]) -> Select[Incident]:
    return (
        select(Incident)
        .options(selectinload(Incident.holdings))
        .where(*conditions)
        .order_by(Incident.id.desc())
    )


def _wanted(workspace: str, wanted: Wanted, seen_by: Viewer) -> list[ColumnElement[bool]]:
    conditions = [
        Incident.workspace_id == workspace,
        seen_by.sees(),
        Incident.status.in_([status.value for status in wanted.statuses]),
    ]
    if wanted.severities:
        conditions.append(Incident.severity.in_(wanted.severities))
    if wanted.service:
        conditions.append(has_name(Incident.services, wanted.service))
    if wanted.private:
        conditions.append(Incident.is_private.is_(True))
    if wanted.drill:
        conditions.append(Incident.is_drill.is_(True))
    if wanted.person is not None:
        held = exists().where(RoleHolding.incident_id == Incident.id, RoleHolding.person == wanted.person)
        conditions.append(or_(Incident.declared_by == wanted.person, held))
    if wanted.since is not None:
        conditions.append(Incident.declared_at >= wanted.since)
    return conditions


def _mentions(word: str) -> ColumnElement[bool]:
    said = exists().where(
        and_(
            TimelineEntry.incident_id == Incident.id,
            stands(),
            TimelineEntry.kind.not_in(_NOT_SAID),
            has_words(TimelineEntry.text, word),
        )
    )
    known = [has_words(column, word) for column in (Incident.title, Incident.impact, Incident.services)]
    numbered = [Incident.number == number] if (number := number_in(word)) is not None else []
    return or_(*numbered, *known, said)
