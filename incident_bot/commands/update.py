"""`update <text>`: tell stakeholders where things stand."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.forms.update import update_form
from incident_bot.incidents import owed
from incident_bot.incidents.vocabulary import Source
from incident_bot.slack import text


async def update(ask: Ask) -> Reply:
    """Said in the room and in the status channel; the next one is owed a cadence later."""
    incident = await ask.incident(for_change=True, free_text=True)
    said = await ask.plain_rest()
    if not said and ask.request.source is Source.BUTTON:
        return Reply(say("Write the update.").message, form=update_form(incident))
    if not said:
        raise Refused("the update itself is missing.", field="text")
    incident.update(said, ask.act)
    due = owed.next_update(incident, ask.settings.severity(incident.severity))
    then = f" The next one is due {text.moment(due)}." if due else ""
    return say(
        f"Update for *{incident.ref}* is on its way to the room and #{ask.settings.status_channel}.{then}"
    )
