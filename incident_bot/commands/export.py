"""`export [markdown|json]`: the record as files, where the incident lives."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.exports import FORMATS
from incident_bot.exports.zone import known_zone
from incident_bot.incidents import queries
from incident_bot.incidents.incident import Incident
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
    if incident.room_archived:
        raise Refused(
            f"the room of {incident.ref} is archived, so there is no place for the files. "
            "Whoever runs the bot can have them from the command line.",
            example=f"timeline {incident.ref}",
        )
    person = await queries.person(ask.session, ask.request.workspace, ask.request.person)
    formats = [word] if word else list(FORMATS)
    incident.export_asked(formats, known_zone(person.zone) if person else "UTC", ask.act)
    labels = " and ".join(FORMATS[each].label for each in formats)
    return say(f"I am putting the record of *{incident.ref}* ({labels}) into {_where(incident)}.")


def _where(incident: Incident) -> str:
    if incident.room_id is not None:
        return text.channel(incident.room_id)
    if incident.place is not None:
        return f"its thread in {text.channel(incident.place.channel)}"
    return "its room" if incident.wants_room else "its thread"
