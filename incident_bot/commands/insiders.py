"""Whom something of an incident can be given to: people, and of a private incident those who know of it."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.errors import Refused
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.presence import is_in
from incident_bot.slack import text


async def one_who_knows(ask: Ask, incident: Incident, person: str, *, field: str | None = None) -> str:
    """The id, once it is clear that they may know of the incident. Raises Refused, about the form's field."""
    try:
        known = await ask.known(person)
    except Refused as refused:
        raise Refused(refused.problem, field=field) from None
    if incident.is_private and not await is_in(ask.session, incident.id, known):
        raise Refused(
            f"{incident.ref} is private, and {text.mention(known)} is not in its room: "
            "invite them there first.",
            field=field,
        )
    return known
