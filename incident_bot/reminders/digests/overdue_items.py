"""Every working day: action items that are overdue, by owner, the oldest first."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.incidents.items_found import Found, Sought, items
from incident_bot.incidents.viewer import EVERYBODY
from incident_bot.messages.digests.overdue_items import overdue_message
from incident_bot.reminders.digests.digest import About, Digest
from incident_bot.slack.message import Message


async def writes(session: AsyncSession, about: About) -> Message | None:
    """Each owner has a day of their own: what is overdue for one may be in time for another."""
    sought = Sought(overdue=True)
    home = about.settings.office.zone
    found = await items(session, about.workspace, sought, about.now, seen_by=EVERYBODY, home=home)
    overdue = by_owner([each for each in found if not each.incident.is_drill])
    return overdue_message(overdue, about.settings) if overdue else None


def by_owner(found: list[Found]) -> list[Found]:
    """Whoever has waited longest with something comes first, what nobody has comes last."""
    oldest: dict[str | None, date] = {}
    for each in found:
        due = each.item.due_on or date.max
        oldest[each.item.owner] = min(due, oldest.get(each.item.owner, due))
    return sorted(
        found,
        key=lambda each: (
            each.item.owner is None,
            oldest[each.item.owner],
            each.item.owner or "",
            each.item.due_on or date.max,
            each.incident.number,
            each.item.number,
        ),
    )


overdue_items = Digest("items", timedelta(hours=12), writes)
