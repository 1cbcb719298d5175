"""`list [filters]`: the open incidents, or those that are asked for, page by page."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.filters import Filters, read_filters
from incident_bot.commands.reply import Reply
from incident_bot.commands.times import zone_of
from incident_bot.incidents import search
from incident_bot.messages.listing import listing

MOST = 20
"""Incidents on a page."""


async def list_incidents(ask: Ask) -> Reply:
    """Newest first, a line each."""
    filters = read_filters(ask.rest, ask.settings)
    found = await search.listed(
        ask.session,
        ask.request.workspace,
        filters.wanted(ask.request.person, await zone_of(ask), ask.now),
        seen_by=await ask.viewer(),
        page=filters.page,
        size=MOST,
    )
    return Reply(listing(found, MOST, ask.settings, nothing=_nothing(filters), typed=filters.typed))


def _nothing(filters: Filters) -> str:
    if not filters.words:
        return "No incident is open. May it stay so."
    # Whoever filters without a status is told what was not looked at.
    open_only = "" if filters.states else " Only open ones were looked at: `all` adds the others."
    return f"No incident is like that.{open_only}"
