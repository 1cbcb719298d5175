"""What one person sees of all incidents at a glance: theirs, the open ones, the latest that ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, Text, and_, cast, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from incident_bot.incidents.holding import RoleHolding
from incident_bot.incidents.incident import Incident, Offer
from incident_bot.incidents.viewer import Viewer
from incident_bot.incidents.vocabulary import OVER

MINE = 10
OPEN = 15
ENDED = 5

_OVER = [status.value for status in OVER]


@dataclass(frozen=True)
class Glance:
    """Open incidents come worst first, ended ones latest first. The lists are cut, the counts are not."""

    mine: Sequence[Incident] = ()
    """Open incidents in which the person holds a role."""
    count_mine: int = 0
    offers: Sequence[tuple[Incident, Offer]] = ()
    """Roles that somebody wants to hand to the person."""
    opened: Sequence[Incident] = ()
    count_opened: int = 0
    ended: Sequence[Incident] = ()


async def glance(session: AsyncSession, workspace: str, *, seen_by: Viewer) -> Glance:
    """What there is for this viewer now."""
    there = and_(Incident.workspace_id == workspace, seen_by.sees())
    opened = and_(there, Incident.status.not_in(_OVER))
    mine = and_(
        opened,
        exists().where(
            RoleHolding.incident_id == Incident.id,
            RoleHolding.person == seen_by.person,
            RoleHolding.until.is_(None),
        ),
    )
    ended = _found(and_(there, Incident.status.in_(_OVER))).order_by(
        Incident.resolved_at.desc(), Incident.id.desc()
    )
    return Glance(
        mine=await _worst_first(session, mine, MINE),
        count_mine=await _count(session, mine),
        offers=await _offers(session, opened, seen_by.person),
        opened=await _worst_first(session, opened, OPEN),
        count_opened=await _count(session, opened),
        ended=(await session.scalars(ended.limit(ENDED))).all(),
    )


async def _offers(
    session: AsyncSession, opened: ColumnElement[bool], person: str
) -> list[tuple[Incident, Offer]]:
    # The name is somewhere in it: as receiver, which is looked at here, or as something else.
    named = _found(and_(opened, cast(Incident.offers, Text).contains(person, autoescape=True)))
    found = (await session.scalars(named.order_by(Incident.id).limit(10 * MINE))).all()
    offers = [(each, offer) for each in found for role in each.offers if (offer := each.offer(role))]
    return [(incident, offer) for incident, offer in offers if offer.receiver == person][:MINE]


async def _worst_first(session: AsyncSession, which: ColumnElement[bool], most: int) -> Sequence[Incident]:
    return (
        await session.scalars(_found(which).order_by(Incident.severity, Incident.id.desc()).limit(most))
    ).all()


async def _count(session: AsyncSession, which: ColumnElement[bool]) -> int:
    return (await session.execute(select(func.count()).select_from(Incident).where(which))).scalar_one()


def _found(which: ColumnElement[bool]) -> Select[Incident]:
    return select(Incident).options(selectinload(Incident.holdings)).where(which)
