"""`reminders`: what will be said next, to whom and why; and what came of what was owed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply
from incident_bot.errors import Refused
from incident_bot.incidents import asked, punctuality, queries
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.slot_page import slot_page
from incident_bot.messages.reminders_ahead import Ahead
from incident_bot.messages.reminders_page import reminders_message
from incident_bot.reminders.families import snoozes, waivers
from incident_bot.reminders.preview import preview
from incident_bot.reminders.reading import case
from incident_bot.slack import text

LAST = 20
"""Slots on a page."""

_NUMBER = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)


async def reminders(ask: Ask) -> Reply:
    """The first page has what is to come, and the latest of what was owed."""
    incident = await ask.incident(for_change=False)
    page = _page(ask)
    known = await case(ask.session, incident, ask.settings)
    found = await slot_page(ask.session, incident.id, ask.now, page, LAST)
    ahead = Ahead(
        coming=list(preview(known, ask.now)),
        snoozed=list(snoozes(known, ask.now)),
        waived=list(waivers(known)),
        asked=await asked.waiting(ask.session, incident.id, ask.request.person),
        place="in the room" if incident.wants_room or incident.room_id else "in its thread",
    )
    shown = reminders_message(
        incident,
        ahead,
        found,
        await _names(ask, incident, (slot.by for slot in found.slots)),
        punctual=await punctuality.of_incident(ask.session, incident, ask.settings, ask.now),
        asked=page,
        size=LAST,
        typed=lambda number: f"reminders {incident.ref} page {number}",
    )
    return Reply(shown)


def _page(ask: Ask) -> int:
    if not ask.rest:
        return 1
    word = ask.word()
    number = ask.word() if word.lower() == "page" else ""
    if not _NUMBER.fullmatch(number) or ask.rest:
        shown = text.fit(text.plain(" ".join(filter(None, (word, number, ask.rest)))), 60)
        raise Refused(f"“{shown}” is no page: write `reminders page 2` for what was owed earlier.")
    return int(number)


async def _names(ask: Ask, incident: Incident, people: Iterable[str | None]) -> dict[str, str]:
    known = await queries.people(ask.session, incident.workspace_id, filter(None, people))
    return {each: f"@{person.name}" for each, person in known.items()}
