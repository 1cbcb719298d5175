"""`timeline [page N]`: what happened, in order, the latest page first."""

from __future__ import annotations

import re

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply
from incident_bot.errors import Refused
from incident_bot.incidents import queries, search
from incident_bot.messages.timeline import timeline_message
from incident_bot.slack import text

LAST = 40
"""Entries on a page."""

_PAGE = re.compile(r"(?:page\s+)?([0-9]{1,6})", re.IGNORECASE | re.ASCII)


async def timeline(ask: Ask) -> Reply:
    """Page 1 has the latest entries, page 2 those before them; an export has them all."""
    incident = await ask.incident(for_change=False)
    asked = _page(text.plain(ask.rest))
    entries, page, total = await search.happened(ask.session, incident.id, page=asked, size=LAST)
    ids = {
        value
        for entry in entries
        for value in (*entry.facts.values(), entry.author)
        if isinstance(value, str)
    }
    known = await queries.people(ask.session, incident.workspace_id, ids)
    names = {each: f"@{person.name}" for each, person in known.items()}
    return Reply(timeline_message(incident, entries, page, total, LAST, ask.settings, names))


def _page(said: str) -> int:
    if not said:
        return 1
    if (match := _PAGE.fullmatch(said)) and int(match[1]) > 0:
        return int(match[1])
    raise Refused(f"“{text.fit(said, 60)}” is no page: write `timeline page 2` for what happened earlier.")
