"""`status`: where an incident stands. `status monitoring [why]`: move it there."""

from __future__ import annotations

from incident_bot.commands import access
from incident_bot.commands.ask import Ask
from incident_bot.commands.reopen import reopened
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.resolve import resolved
from incident_bot.errors import Refused
from incident_bot.incidents.vocabulary import OVER, Status
from incident_bot.messages.standing import standing
from incident_bot.slack import text


async def status(ask: Ask) -> Reply:
    """Show it when no status is named."""
    incident = await ask.incident(for_change=True, why=True)
    word = ask.word().lower()
    if not word:
        return Reply(standing(incident, ask.settings, ask.now))
    await access.check(ask, "act")
    if word not in set(Status):
        shown = text.fit(text.plain(word), 60)
        raise Refused(f"“{shown}” is no status. It is one of {', '.join(Status)}.")
    to = Status(word)
    if to in OVER or not incident.is_open:
        # The same move by another word: whoever may not resolve or reopen may not do it here.
        await access.check(ask, "close")
    if to is Status.RESOLVED and incident.is_open:
        return await resolved(ask, incident)
    why = await ask.plain_rest()
    if to not in OVER and not incident.is_open:
        return reopened(ask, incident, why, to)
    incident.move_to(to, ask.act, why)
    return say(f"*{incident.ref}* is now {incident.status}.")
