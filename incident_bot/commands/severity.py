"""`severity sev1…sev4 [why]`: change the severity."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.severities import no_severity, severity_key
from incident_bot.errors import Refused


async def severity(ask: Ask) -> Reply:
    """The cadence of updates follows the new severity at once."""
    incident = await ask.incident(for_change=True, why=True)
    word = ask.word()
    if word.lower() == "sev":
        word += ask.word()
    if not word:
        raise Refused(f"the severity is missing. It is one of {', '.join(ask.settings.severities)}.")
    # `2` can mean nothing else here.
    key = severity_key(f"sev{word}" if word.isdigit() else word, ask.settings)
    if key is None:
        raise no_severity(word, ask.settings)
    before = ask.settings.severity(incident.severity).label
    why = await ask.plain_rest()
    incident.set_severity(key, ask.act, why)
    hint = "" if why else " A few words on why, after the severity, help whoever reads this later."
    return say(f"*{incident.ref}* is now {ask.settings.severity(key).label}; it was {before}.{hint}")
