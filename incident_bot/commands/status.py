"""`status`: where an incident stands. `status monitoring [why]`: move it there."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.incidents.vocabulary import Status
from incident_bot.messages.standing import standing
from incident_bot.slack import text


async def status(ask: Ask) -> Reply:
    """Show it when no status is named."""
    incident = await ask.incident(for_change=True, why=True)
    word = ask.word().lower()
    if not word:
        return Reply(standing(incident, ask.settings))
    if word not in set(Status):
        shown = text.fit(text.plain(word), 60)
        raise Refused(f"“{shown}” is no status. It is one of {', '.join(Status)}.")
    incident.move_to(Status(word), ask.act, await ask.plain_rest())
    return say(f"*{incident.ref}* is now {incident.status}.")
