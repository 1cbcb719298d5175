"""`severity sev1…sev4 <why>`: change the severity. `severity help`: which one fits."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.severities import no_severity, severity_key
from incident_bot.commands.triage import triage
from incident_bot.errors import Refused
from incident_bot.forms.change import change_form
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Source


async def severity(ask: Ask) -> Reply:
    """The cadence of updates follows the new severity at once. Without a reason, it is asked for."""
    if ask.peek().lower() == "help":
        ask.word()
        return await triage(ask)
    incident = await ask.incident(for_change=True, why=True)
    key = _key(ask)
    why = await ask.plain_rest()
    if not why and key != incident.severity:
        return ask_why(ask, incident, key)
    before = ask.settings.severity(incident.severity).label
    change_severity(ask, incident, key, why)
    return say(f"*{incident.ref}* is now {ask.settings.severity(key).label}; it was {before}.")


def change_severity(ask: Ask, incident: Incident, key: str, why: str) -> None:
    """Raised or lowered: an incident without a room gets one where the new severity has rooms."""
    incident.set_severity(key, ask.act, why, room=ask.settings.severity(key).room)


def ask_why(ask: Ask, incident: Incident, key: str) -> Reply:
    """The form of changes with that severity chosen: all that is missing is the reason."""
    if ask.request.source is Source.FORM:
        raise Refused("say why the severity changes: it goes on the timeline.", field="why")
    return Reply(
        say("Say why, and the severity is changed.").message,
        form=change_form(incident, ask.settings, severity=key),
    )


def _key(ask: Ask) -> str:
    word = ask.word()
    if word.lower() == "sev":
        word += ask.word()
    if not word:
        raise Refused(f"the severity is missing. It is one of {', '.join(ask.settings.severities)}.")
    # `2` can mean nothing else here.
    key = severity_key(f"sev{word}" if word.isdigit() else word, ask.settings)
    if key is None:
        raise no_severity(word, ask.settings)
    return key
