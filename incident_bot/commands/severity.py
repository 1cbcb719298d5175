"""`severity sev1…sev4 [why]`: change the severity."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.severities import severity_key
from incident_bot.errors import Refused
from incident_bot.slack import text


async def severity(ask: Ask) -> Reply:
    """The cadence of updates follows the new severity at once."""
    incident = await ask.incident(for_change=True, why=True)
    word = ask.word()
    key = severity_key(word, ask.settings)
    levels = ", ".join(ask.settings.severities)
    if not word:
        raise Refused(f"the severity is missing. It is one of {levels}.")
    if key is None:
        raise Refused(f"“{text.fit(text.plain(word), 60)}” is no severity. It is one of {levels}.")
    before = ask.settings.severity(incident.severity).label
    why = await ask.plain_rest()
    incident.set_severity(key, ask.act, why)
    hint = "" if why else " A few words on why, after the severity, help whoever reads this later."
    return say(f"*{incident.ref}* is now {ask.settings.severity(key).label}; it was {before}.{hint}")
