"""`snooze [update|commander] [10m|1h]`: keep a reminder quiet for a while."""

from __future__ import annotations

import re
from datetime import timedelta

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.incidents import owed
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.slack import text

_LENGTH = re.compile(r"(\d{1,4})\s*(m|min|minutes?|h|hours?)?", re.IGNORECASE)
_REMINDERS = {"update": "update", "commander": "commander"}
LONGEST = timedelta(hours=24)


async def snooze(ask: Ask) -> Reply:
    """The update reminder for the configured time, unless other words say otherwise."""
    incident = await ask.incident(for_change=True)
    name = ask.word().lower() if ask.peek().lower() in _REMINDERS else "update"
    length = _length(ask.rest, ask)
    _must_be_owed(incident, name, ask)
    until = ask.now + length
    incident.snooze(_REMINDERS[name], until, ask.act)
    return say(f"The {name} reminder of *{incident.ref}* is quiet until {text.moment(until)}.")


def _must_be_owed(incident: Incident, name: str, ask: Ask) -> None:
    severity = ask.settings.severity(incident.severity)
    example = f"status {incident.ref}"
    if incident.is_open and name == "update" and owed.next_update(incident, severity) is None:
        raise Refused(f"no update of {incident.ref} is owed at {severity.label}.", example=example)
    if incident.is_open and name == "commander" and incident.holder(COMMANDER):
        raise Refused(f"{incident.ref} has a commander, so nobody is asked for one.", example=example)


def _length(word: str, ask: Ask) -> timedelta:
    if not word:
        return timedelta(minutes=ask.settings.snooze_minutes)
    match = _LENGTH.fullmatch(word)
    if match is None:
        shown = text.fit(text.plain(word), 60)
        raise Refused(f"“{shown}” is neither a reminder (update, commander) nor a length of time (10m, 1h).")
    amount = int(match[1])
    length = timedelta(hours=amount) if (match[2] or "m")[0].lower() == "h" else timedelta(minutes=amount)
    if not timedelta(0) < length <= LONGEST:
        raise Refused("a snooze lasts between 1 minute and 24 hours.")
    return length
