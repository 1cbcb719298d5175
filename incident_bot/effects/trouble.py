"""Puts on the record what an effect had to leave out, whatever the effect was."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.incidents import queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.vocabulary import Source
from incident_bot.jobs.run import Run, Step


async def tell_what_was_left_out(run: Run, kit: Kit) -> None:
    """Once for each reason: a topic that may never be set is not news with every change."""
    reasons, incident_id = run.given_up, run.args.get("incident")
    if not reasons or incident_id is None:
        return

    async def nothing() -> None:
        return None

    async def keep(session: AsyncSession, _: None) -> None:
        for reason in reasons:
            await record(session, kit, incident_id, reason)

    await run.step(Step("what was left out", nothing, keep))


async def record(session: AsyncSession, kit: Kit, incident_id: int, reason: str) -> None:
    """Put a problem on the timeline, unless it is there already."""
    incident = await queries.by_id(session, incident_id, for_change=True)
    if not await queries.is_known_problem(session, incident_id, reason):
        incident.trouble(reason, Act(None, clock.now(), Source.BOT))
        await kit.follow(session)
