"""When digests are due. Every replica looks; whoever notes the slot first makes the job that sends it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.database import Database
from incident_bot.incidents.workspace import Workspace
from incident_bot.jobs.queue import NewJob, enqueue
from incident_bot.reminders.digests import DIGESTS
from incident_bot.reminders.digests.digest import Digest
from incident_bot.reminders.digests.send import send_digest
from incident_bot.settings import Settings
from incident_bot.settings.cron import Cron


class DigestTimes:
    """Knows when the next one is due, so that looking costs nothing until then. It remembers nothing else."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        found = ((digest, digest.times(settings)) for digest in DIGESTS.values())
        self._times: list[tuple[Digest, Cron]] = [(digest, cron) for digest, cron in found if cron]
        self._looked_at: datetime | None = None
        self._wakes_at: datetime | None = None

    async def tick(self, now: datetime) -> int:
        """Make jobs of the digests that are due and were not before; returns how many."""
        if self._sleeps(now) or not self._times:
            self._looked_at = now
            return 0
        # The latest slot only: what was due before it, while nobody was there, is not sent any more.
        latest = [(digest, slot) for digest, cron in self._times if (slot := cron.latest(now)) is not None]
        async with self._database.writing() as session:
            made = await _note(session, latest, now)
        coming = [at for _, cron in self._times if (at := cron.after(now)) is not None]
        self._looked_at, self._wakes_at = now, min(coming, default=datetime.max.replace(tzinfo=now.tzinfo))
        return made

    def _sleeps(self, now: datetime) -> bool:
        if self._looked_at is None or self._wakes_at is None:
            return False
        # Also when a clock that was ahead is right again: what comes next comes earlier then.
        return self._looked_at <= now < self._wakes_at


async def _note(session: AsyncSession, latest: list[tuple[Digest, datetime]], now: datetime) -> int:
    made = 0
    # Locked, so that another replica that comes now finds the slots noted.
    workspaces = await session.scalars(select(Workspace).order_by(Workspace.id).with_for_update())
    for workspace in workspaces:
        noted = workspace.digested or {}
        new = [(digest, slot) for digest, slot in latest if _is_new(noted.get(digest.name), slot, now)]
        if not new:
            continue
        workspace.digested = noted | {digest.name: slot.isoformat() for digest, slot in new}
        # Whoever sees digests for the first time wants none of a time before.
        due = [(d, slot) for d, slot in new if d.name in noted and now - slot < d.stale]
        await enqueue(session, [_job(workspace, digest, slot) for digest, slot in due], now)
        made += len(due)
    return made


def _is_new(noted: str | None, slot: datetime, now: datetime) -> bool:
    """Whether nobody dealt with this slot. A slot yet to come was noted by a clock that was ahead."""
    return noted is None or not slot <= datetime.fromisoformat(noted) <= now


def _job(workspace: Workspace, digest: Digest, slot: datetime) -> NewJob:
    # The key stays when a wrong clock made what is noted go forward and back.
    return NewJob(
        kind=send_digest.__name__,
        lane=f"workspace:{workspace.id}:digests",
        args={"workspace": workspace.id, "digest": digest.name, "slot": slot.isoformat()},
        key=f"digest:{digest.name}:{workspace.id}:{slot.isoformat()}",
    )
