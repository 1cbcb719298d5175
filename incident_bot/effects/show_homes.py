"""Shows what is true on the Home tabs of those who looked at theirs lately.

One lane for a workspace: publishings of the same tab cannot overtake each other. A change that is saved
while a job is at work gets a job of its own, so the last thing that was true is always shown.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.digest import digest
from incident_bot.effects.kit import Kit
from incident_bot.effects.show_later import edited_lately
from incident_bot.errors import GiveUp, Retry
from incident_bot.incidents import access
from incident_bot.incidents.glance import glance
from incident_bot.incidents.home import Home
from incident_bot.jobs.queue import NewJob, enqueue_once
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.home import closed_home, home
from incident_bot.settings import Settings

log = structlog.get_logger()

KEPT_FOR = timedelta(hours=24)
"""Whoever comes back to the tab makes it be shown anew, so this is for tabs that stay open: a working day."""

TRIED_AGAIN = timedelta(seconds=5)
"""After so long a tab is tried again that Slack did not take twice; the others do not wait for it."""

AT_ONCE = 20
"""Tabs published together. Slack takes a hundred a minute and more, in bursts:
https://docs.slack.dev/reference/methods/views.publish"""


async def want_homes(session: AsyncSession, workspace: str, at: datetime | None = None) -> None:
    """From now on there is a job that has still to look at what is true at the end of this transaction.

    `at`: not before that moment.
    """
    job = NewJob(show_homes.__name__, f"workspace:{workspace}:homes", {"workspace": workspace})
    await enqueue_once(session, job, at or clock.now())


async def show_homes(run: Run, kit: Kit) -> None:
    """Those who looked latest come first. When Slack wants a rest, the others come after it."""
    workspace = run.args["workspace"]
    every = timedelta(seconds=kit.settings.edit_seconds)
    homes, waiting = await _looked_at(kit, workspace), []
    for start in range(0, len(homes), AT_ONCE):
        steps = []
        for each, view in await _rendered(kit, homes[start : start + AT_ONCE]):
            if digest(view) == each.shown:
                continue
            if each.shown_at is not None and edited_lately(each.shown_at, every):
                waiting.append(each.shown_at + every)
            else:
                steps.append(_publish(run, kit, each, view))
        if None in await run.together(*steps):
            waiting.append(clock.now() + TRIED_AGAIN)
    if waiting:
        async with kit.database.writing() as session:
            await want_homes(session, workspace, min(waiting))


async def view_for(session: AsyncSession, settings: Settings, about: Home) -> dict[str, Any]:
    """What this person is to see, through their own eyes."""
    who = await access.standing(session, settings.access, about.workspace_id, about.person)
    may_declare = access.verdict(settings.access, "declare", who) is access.Verdict.YES
    if access.verdict(settings.access, "look", who) is not access.Verdict.YES:
        return closed_home(settings, may_declare=may_declare)
    seen = await glance(session, about.workspace_id, seen_by=access.viewer(settings.access, who))
    return home(seen, about.person, settings, may_declare=may_declare)


async def _looked_at(kit: Kit, workspace: str) -> list[Home]:
    found = (
        select(Home)
        .where(Home.workspace_id == workspace, Home.opened_at > clock.now() - KEPT_FOR)
        .order_by(Home.opened_at.desc(), Home.person)
    )
    async with kit.database.reading() as session:
        return list(await session.scalars(found))


async def _rendered(kit: Kit, homes: list[Home]) -> list[tuple[Home, dict[str, Any]]]:
    async with kit.database.reading() as session:
        return [(each, await view_for(session, kit.settings, each)) for each in homes]


def _publish(run: Run, kit: Kit, about: Home, view: dict[str, Any]) -> Step:
    """Its result is whether it is shown; None: not yet, and this job has no more patience with it."""
    this = (Home.workspace_id == about.workspace_id, Home.person == about.person)

    async def publish() -> bool | None:
        try:
            await kit.slack.publish_home(about.person, view)
        except GiveUp as refused:
            log.warning("a Home tab could not be shown", person=about.person, why=refused.why)
            return False
        except Retry as later:
            # A rest that Slack asks for is for everybody; what else is wrong may be with this tab alone.
            if later.after is not None or not run.in_doubt:
                raise
            log.info("a Home tab has to wait", person=about.person, why=later.why)
            return None
        return True

    async def keep(session: AsyncSession, published: bool | None) -> None:
        if published is None:
            return
        if published:
            await session.execute(update(Home).where(*this).values(shown=digest(view), shown_at=clock.now()))
        else:
            # Tried again when they look again, not with every change.
            await session.execute(delete(Home).where(*this))

    return Step(f"home of {about.person}", publish, keep)
