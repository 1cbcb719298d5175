"""Shows the card again: nothing happened, but time passed, and a response target is at risk or missed."""

from __future__ import annotations

from sqlalchemy import update

from incident_bot.effects.kit import Kit
from incident_bot.effects.show import show
from incident_bot.incidents.incident import Incident
from incident_bot.jobs.queue import NewJob
from incident_bot.jobs.run import Run


async def show_again(run: Run, kit: Kit) -> None:
    """Looks at the card whatever revision it shows; if it still reads the same, nothing is edited."""
    async with kit.database.writing() as session:
        await session.execute(
            update(Incident).where(Incident.id == run.args["incident"]).values(card_shown=None)
        )
    await show(run, kit)


def showing_again(incident: Incident) -> NewJob:
    """In the lane in which surfaces are edited one after the other."""
    return NewJob(show_again.__name__, f"incident:{incident.id}:room", {"incident": incident.id})
