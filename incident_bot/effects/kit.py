"""What every effect works with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.database import Database
from incident_bot.incidents import on_record, queries
from incident_bot.incidents.incident import Incident, Place
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.workspace import Workspace
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.drill import marked
from incident_bot.settings import Settings
from incident_bot.slack.client import Slack
from incident_bot.slack.message import Message

# Slack's clock and ours differ, by hours when somebody set ours wrong: what was posted then is found all the
# same. Only an attempt in doubt looks, so it may read a little more.
_MARGIN = timedelta(hours=12)


@dataclass(frozen=True)
class Kit:
    """The database, Slack and the settings, and the few things that effects ask of them all the time."""

    database: Database
    slack: Slack
    settings: Settings
    follow: Callable[[AsyncSession], Awaitable[None]]
    """Saves what happened and the jobs that follow from it: `effects.follow`, which knows every effect."""

    async def incident(self, run: Run) -> Incident:
        """The incident that a job is about, as it is now."""
        async with self.database.reading() as session:
            return await queries.by_id(session, run.args["incident"])

    async def entry(self, run: Run) -> TimelineEntry:
        """The entry that a job follows from."""
        async with self.database.reading() as session:
            return await on_record.entry(session, run.args["entry"])

    async def workspace(self, workspace_id: str) -> Workspace:
        """A workspace as the bot knows it."""
        async with self.database.reading() as session:
            return await queries.workspace(session, workspace_id)

    async def say(
        self,
        run: Run,
        incident: Incident,
        message: Message,
        *,
        name: str = "post",
        at: datetime,
        place: Place | None = None,
    ) -> str | None:
        """Post something about an incident, once: where it lives, or at another place.

        `name` is the step, `at` since when an earlier attempt may have posted it. Drills are marked as such.
        Returns the message's id; None when there is nowhere to say it.
        """
        where = place or incident.place
        if where is None:
            return None
        said, since = marked(message, incident), self.look_since(run, at)
        posted: str = await run.step(
            Step(
                name,
                lambda: self.slack.post(
                    where.channel, said, key=f"{run.key}:{name}", look_since=since, thread=where.thread
                ),
            )
        )
        return posted

    def telling(self, run: Run, incident: Incident, person: str, message: Message, *, at: datetime) -> Step:
        """The step that writes to one person directly, once; its result says where: `channel` and `ts`.

        Dispensable: somebody may have left, or the workspace may not let apps write to people.
        """
        name, said, since = f"tell:{person}", marked(message, incident), self.look_since(run, at)

        async def tell() -> dict[str, Any]:
            # A dictionary of anything is what a step may remember.
            return {**await self.slack.tell(person, said, key=f"{run.key}:{name}", look_since=since)}

        return Step(name, tell, dispensable=True)

    def look_since(self, run: Run, at: datetime) -> datetime | None:
        """Since when to look for a post that may have been made already; None when none can have been."""
        return at - _MARGIN if run.in_doubt else None
