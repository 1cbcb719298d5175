"""What a week was like: for its review. Of what is public, without drills."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from incident_bot.incidents import postmortem, punctuality
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.items_found import Sought, items
from incident_bot.incidents.office import Hours
from incident_bot.incidents.punctuality import Punctual
from incident_bot.incidents.response import Figure, figures
from incident_bot.incidents.viewer import EVERYBODY
from incident_bot.incidents.vocabulary import OVER, Status
from incident_bot.settings import Settings

MOST_NAMED = 20
"""So many late postmortems are named."""

LOOKED_BACK = timedelta(days=90)
"""A postmortem of what was over earlier will not be written any more."""


@dataclass(frozen=True)
class Mean:
    """How long something took on average, and how often it was quick enough, where that can be said."""

    what: str
    """As in `response.Figure`."""
    took: timedelta
    met: int
    judged: int


@dataclass(frozen=True)
class Owing:
    """An incident whose postmortem is to be published."""

    incident: Incident
    due_on: date


@dataclass(frozen=True)
class Week:
    """From the first day to the last; what is open or owed is so now."""

    first: date
    last: date
    declared: Counter[str] = field(default_factory=Counter)
    """How many, by severity."""
    resolved: int = 0
    open: int = 0
    means: tuple[Mean, ...] = ()
    punctual: Punctual = field(default_factory=Punctual)
    owed: int = 0
    """Postmortems that are to be published, and how many of them are late."""
    late: int = 0
    late_postmortems: tuple[Owing, ...] = ()
    """The ones that are late for the longest time."""
    items_done: int = 0
    items_open: int = 0
    items_overdue: int = 0

    @property
    def is_empty(self) -> bool:
        """Nothing happened, and nothing is left to be done."""
        return not any((self.declared.total(), self.resolved, self.open, self.owed, self.items_open))


async def week(
    session: AsyncSession, workspace: str, first: date, hours: Hours, now: datetime, settings: Settings
) -> Week:
    """The seven days from `first` on, in the zone of `hours`."""
    last = first + timedelta(days=6)
    begins, ends = _midnight(first, hours), _midnight(last + timedelta(days=1), hours)
    public = (Incident.workspace_id == workspace, EVERYBODY.sees(), Incident.is_drill.is_(False))
    declared = await _incidents(session, *public, Incident.declared_at >= begins, Incident.declared_at < ends)
    resolved = await _incidents(session, *public, Incident.resolved_at >= begins, Incident.resolved_at < ends)
    owing = await _owing(session, public, hours, now, settings)
    today = hours.day(now)
    late = sorted((each for each in owing if each.due_on < today), key=lambda each: each.due_on)
    home = settings.office.zone
    overdue = await items(session, workspace, Sought(overdue=True), now, seen_by=EVERYBODY, home=home)
    undone = (ActionItem.done_at.is_(None), ActionItem.dropped_at.is_(None))
    return Week(
        first,
        last,
        declared=Counter(each.severity for each in declared),
        resolved=len(resolved),
        open=await _count(session, *public, Incident.status.not_in([status.value for status in OVER])),
        means=tuple(means(declared, resolved, settings)),
        punctual=await punctuality.overall(session, workspace, begins, ends, settings),
        owed=len(owing),
        late=len(late),
        late_postmortems=tuple(late[:MOST_NAMED]),
        items_done=await _items(session, *public, ActionItem.done_at >= begins, ActionItem.done_at < ends),
        items_open=await _items(session, *public, *undone),
        items_overdue=sum(not each.incident.is_drill for each in overdue),
    )


def means(declared: Sequence[Incident], resolved: Sequence[Incident], settings: Settings) -> Iterable[Mean]:
    """Noticing and commanding of what was declared, the rest of what was resolved. Pure."""
    for what, incidents in (
        ("detect", declared),
        ("acknowledge", declared),
        ("mitigate", resolved),
        ("resolve", resolved),
    ):
        of_each = (figures(each, settings.severities.get(each.severity)) for each in incidents)
        known = [figure for found in of_each for figure in found if figure.what == what and figure.took]
        if known:
            yield _mean(what, known)


def _midnight(day: date, hours: Hours) -> datetime:
    return datetime.combine(day, time(), tzinfo=hours.zone).astimezone(UTC)


def _mean(what: str, known: Sequence[Figure]) -> Mean:
    took = sum((figure.took or timedelta(0) for figure in known), timedelta(0)) / len(known)
    judged = [figure.met for figure in known if figure.met is not None]
    return Mean(what, took, sum(judged), len(judged))


async def _owing(
    session: AsyncSession,
    public: Iterable[ColumnElement[bool]],
    hours: Hours,
    now: datetime,
    settings: Settings,
) -> list[Owing]:
    # What is closed needs nothing any more, and neither does what was imported, or over when it was declared.
    owing = await _incidents(
        session,
        *public,
        Incident.status == Status.RESOLVED.value,
        Incident.resolved_at >= now - LOOKED_BACK,
        Incident.postmortem_link.is_(None),
        Incident.imported_at.is_(None),
    )
    days = ((each, settings.severity(each.severity).postmortem_days) for each in owing)
    due = ((each, postmortem.due_on(each, within, hours)) for each, within in days)
    return [Owing(each, on) for each, on in due if on is not None and (each.facilitator or not each.was_over)]


async def _incidents(session: AsyncSession, *which: ColumnElement[bool]) -> Sequence[Incident]:
    found = select(Incident).options(selectinload(Incident.holdings)).where(*which).order_by(Incident.id)
    return (await session.scalars(found)).all()


async def _count(session: AsyncSession, *which: ColumnElement[bool]) -> int:
    return (await session.execute(select(func.count()).select_from(Incident).where(*which))).scalar_one()


async def _items(session: AsyncSession, *which: ColumnElement[bool]) -> int:
    found = select(func.count()).select_from(ActionItem).join(Incident, ActionItem.incident_id == Incident.id)
    return (await session.execute(found.where(*which))).scalar_one()
