"""`export [markdown|json]`: the record as files, into the room."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.exports import FORMATS
from incident_bot.exports.zone import known_zone
from incident_bot.incidents import queries
from incident_bot.slack import text


async def export(ask: Ask) -> Reply:
    """Every format when none is named; times in UTC and in the zone of whoever asks."""
    incident = await ask.incident(for_change=True)
    word = ask.word().lower()
    if word and word not in FORMATS:
        shown = text.fit(text.plain(word), 60)
        raise Refused(
            f"“{shown}” is no format. It is one of {', '.join(FORMATS)}; without one you get them all."
        )
    person = await queries.person(ask.session, ask.request.workspace, ask.request.person)
    formats = [word] if word else list(FORMATS)
    incident.export_asked(formats, known_zone(person.zone) if person else "UTC", ask.act)
    where = text.channel(incident.room_id) if incident.room_id else "its room"
    labels = " and ".join(FORMATS[each].label for each in formats)
    return say(f"I am putting the record of *{incident.ref}* ({labels}) into {where}.")
