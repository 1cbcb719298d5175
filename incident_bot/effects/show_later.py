"""When topic, card and announcement may be edited again: has done what several changes waited for."""

from __future__ import annotations

from datetime import datetime, timedelta

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.jobs.queue import NewJob, enqueue
from incident_bot.jobs.run import Run


async def show_later(run: Run, kit: Kit) -> None:
    """Puts the showing at the end of the room's lane, where surfaces are edited one after the other.

    It waited in a lane of its own, because in the room's it would have kept everything else waiting.
    """
    job = NewJob("show", f"incident:{run.args['incident']}:room", run.args, key=f"{run.key}:show")
    async with kit.database.writing() as session:
        await enqueue(session, [job], clock.now())


def edited_lately(shown_at: datetime, every: timedelta) -> bool:
    """Whether something shown then has to wait; a clock that was set back keeps nothing waiting."""
    return timedelta(0) <= clock.now() - shown_at < every
