"""Puts on the record what an effect had to leave out, whatever the effect was.

The reasons of one run are one entry, and so one message in the room: see `messages/could_not.py`.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.incidents import on_record, queries
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
        await record(session, kit, incident_id, *reasons)

    await run.step(Step("what was left out", nothing, keep))


async def record(session: AsyncSession, kit: Kit, incident_id: int, *reasons: str) -> None:
    """Put what could not be done on the timeline, in one entry; what is there already is left out."""
    incident = await queries.by_id(session, incident_id, for_change=True)
    known = await on_record.known_problems(session, incident_id)
    lines = dict.fromkeys(" ".join(reason.split()) for reason in reasons)
    if new := [line for line in lines if line not in known]:
        incident.trouble(new, Act(None, clock.now(), Source.BOT))
        await kit.follow(session)
