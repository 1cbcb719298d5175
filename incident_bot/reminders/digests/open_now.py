"""Every working day: what is open, the worst and the oldest first."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.viewer import EVERYBODY
from incident_bot.incidents.vocabulary import OVER
from incident_bot.messages.digests.open_now import open_message
from incident_bot.reminders.digests.digest import About, Digest
from incident_bot.slack.message import Message

MOST = 100
"""No message has room for more."""


async def writes(session: AsyncSession, about: About) -> Message | None:
    """Without private ones, and without drills."""
    which = (
        Incident.workspace_id == about.workspace,
        Incident.status.not_in([status.value for status in OVER]),
        Incident.is_drill.is_(False),
        EVERYBODY.sees(),
    )
    counted = select(Incident.severity, func.count()).where(*which).group_by(Incident.severity)
    counts = {row[0]: row[1] for row in await session.execute(counted)}
    if not counts:
        return None
    found = select(Incident).options(selectinload(Incident.holdings)).where(*which)
    ordered = found.order_by(Incident.severity, Incident.declared_at, Incident.id).limit(MOST)
    return open_message((await session.scalars(ordered)).all(), counts, about.settings, about.now)


open_now = Digest("open", timedelta(hours=12), writes)
