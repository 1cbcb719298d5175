"""`archive [now|in 3d|never|17:30]`: when the room is archived."""

from __future__ import annotations

from datetime import datetime

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.times import typed_moment
from incident_bot.incidents.incident import Incident
from incident_bot.slack import text


async def archive(ask: Ask) -> Reply:
    """Without a moment: tell when it is to be."""
    incident = await ask.incident(for_change=True)
    words = ask.rest.lower()
    if not words:
        return say(_plan(incident, ask.settings.command))
    incident.archive_room_at(await _moment(ask, words), ask.act)
    return say(_plan(incident, ask.settings.command))


async def _moment(ask: Ask, words: str) -> datetime | None:
    if words in ("never", "no", "not"):
        return None
    return ask.now if words == "now" else await typed_moment(ask, ask.rest, future=True)


def _plan(incident: Incident, command: str) -> str:
    if incident.room_archived:
        return f"The room of *{incident.ref}* is archived. `{command} reopen {incident.ref}` opens a new one."
    if incident.room_id is None or incident.room_adopted:
        return f"*{incident.ref}* has no room that I could archive."
    if incident.archive_at is not None:
        return f"The room of *{incident.ref}* will be archived {text.moment(incident.archive_at)}."
    if incident.is_open:
        return f"*{incident.ref}* is {incident.status}: its room is archived some time after it is resolved."
    return f"The room of *{incident.ref}* stays."
