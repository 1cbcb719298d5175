"""Every week: what the week before was like, from Monday to Sunday."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.incidents.office import hours_in
from incident_bot.incidents.week import week
from incident_bot.messages.digests.week import week_message
from incident_bot.reminders.digests.digest import About, Digest
from incident_bot.slack.message import Message


async def writes(session: AsyncSession, about: About) -> Message | None:
    """The week before the one in which it was due, however late it is."""
    hours = hours_in(about.settings.office, about.zone)
    due = hours.day(about.slot)
    monday = due - timedelta(days=due.weekday() + 7)
    found = await week(session, about.workspace, monday, hours, about.now, about.settings)
    return None if found.is_empty else week_message(found, about.settings)


week_before = Digest("week", timedelta(days=3), writes)
