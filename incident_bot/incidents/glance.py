"""What one person sees of all incidents at a glance: theirs, the open ones, the latest that ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, Text, and_, cast, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from incident_bot.incidents import items_found
from incident_bot.incidents.holding import RoleHolding
from incident_bot.incidents.incident import Incident, Offer
from incident_bot.incidents.viewer import Viewer
from incident_bot.incidents.vocabulary import OVER, Status

MINE = 10
OPEN = 15
ENDED = 5
LED = 3

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
    led: Sequence[Incident] = ()
    """Those whose postmortem the person leads, and has not published."""
    count_led: int = 0
    count_items: int = 0
    """Action items that the person has yet to do."""


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
    leads, count_led = await led(session, workspace, seen_by=seen_by)
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
        led=leads,
        count_led=count_led,
        count_items=await items_found.left_to(session, workspace, seen_by=seen_by),
    )


async def led(session: AsyncSession, workspace: str, *, seen_by: Viewer) -> tuple[Sequence[Incident], int]:
    """The first of those whose postmortem the viewer leads and has not published, and how many they are."""
    which = and_(
        Incident.workspace_id == workspace,
        seen_by.sees(),
        Incident.facilitator == seen_by.person,
        Incident.postmortem_link.is_(None),
        Incident.status != Status.CLOSED.value,
    )
    newest = select(Incident).where(which).order_by(Incident.id.desc()).limit(LED)
    return (await session.scalars(newest)).all(), await _count(session, which)


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
