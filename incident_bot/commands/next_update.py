"""`next <moment>`: say when the next update comes; `next cadence` leaves that to the severity again."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.times import take_moment
from incident_bot.errors import Refused
from incident_bot.incidents import owed
from incident_bot.slack import text

_CADENCE = ("cadence", "auto", "default")


async def next_update(ask: Ask) -> Reply:
    """A moment still to come, within a week; without one, when it is owed as things stand."""
    incident = await ask.incident(for_change=True)
    severity = ask.settings.severity(incident.severity)
    if not ask.rest:
        due = owed.next_update(incident, severity)
        stands = f"is due {text.moment(due)}" if due else "is owed to nobody"
        raise Refused(f"the moment is missing. As things stand, the next update of {incident.ref} {stands}.")
    if ask.peek().lower() in _CADENCE:
        incident.promise_update(None, ask.act)
        due = owed.next_update(incident, severity)
        then = f"the next update is due {text.moment(due)}." if due else "no update is owed by the clock."
        return say(f"*{incident.ref}* goes by {severity.label} again: {then}")
    at = await take_moment(ask, future=True)
    if ask.rest:
        raise Refused(f"“{text.fit(text.plain(ask.rest), 60)}” is more than a moment.")
    incident.promise_update(at, ask.act)
    return say(f"The next update of *{incident.ref}* is promised for {text.moment(at)}.")
