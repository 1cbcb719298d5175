"""What a digest is: when it is too late for it, and what it says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.settings import Settings
from incident_bot.settings.cron import Cron
from incident_bot.settings.team import Digest as Wanted
from incident_bot.slack.message import Message


@dataclass(frozen=True)
class About:
    """What it is about: a workspace at a moment. Everybody reads it, so it is about what is public."""

    workspace: str
    slot: datetime
    """When it was due."""
    now: datetime
    zone: ZoneInfo
    settings: Settings


Writes = Callable[[AsyncSession, About], Awaitable[Message | None]]
"""What it says now; None when there is nothing to say."""


@dataclass(frozen=True)
class Digest:
    """One kind of it."""

    name: str
    """Its key in `settings.digests`."""
    stale: timedelta
    """So long after it was due it is not sent any more: the next one is near."""
    writes: Writes

    def wanted(self, settings: Settings) -> Wanted:
        """When and where the team wants it."""
        found: Wanted = getattr(settings.digests, self.name)
        return found

    def zone(self, settings: Settings) -> ZoneInfo:
        """Where its times are meant."""
        return ZoneInfo(self.wanted(settings).zone or settings.office.zone)

    def times(self, settings: Settings) -> Cron | None:
        """When it is due; None: never."""
        at = self.wanted(settings).at
        return Cron(at, self.zone(settings)) if at else None
