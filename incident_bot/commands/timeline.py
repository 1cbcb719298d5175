"""`timeline [filters]`: what happened, in order, the latest page first."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.people_named import names_in
from incident_bot.commands.reply import Reply
from incident_bot.commands.timeline_filters import take_filters
from incident_bot.incidents.timeline_page import happened
from incident_bot.messages.timeline import timeline_message

LAST = 40
"""Entries on a page."""


async def timeline(ask: Ask) -> Reply:
    """Page 1 has the latest entries, page 2 those before them; an export has them all."""
    incident = await ask.incident(for_change=False)
    filters = await take_filters(ask)
    found = await happened(ask.session, incident.id, filters.sought, page=filters.page, size=LAST)
    names = await names_in(ask, incident, found.entries, filters.sought.author)
    shown = timeline_message(
        incident,
        found,
        LAST,
        ask.settings,
        names,
        sought=filters.sought,
        words=filters.words,
        asked=filters.page,
        typed=lambda page: filters.typed(incident.ref, page),
    )
    return Reply(shown)
