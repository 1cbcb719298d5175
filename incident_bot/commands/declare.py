"""`declare <what is wrong> [sev1…sev4]`: a new incident and its room."""

from __future__ import annotations

from datetime import timedelta

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.severities import severity_key
from incident_bot.errors import Refused
from incident_bot.forms.declare import declare_form
from incident_bot.incidents import queries
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.viewer import BOT
from incident_bot.slack import text

SAME_AGAIN = timedelta(minutes=2)
"""Somebody who types the same once more within this time did not see the first answer."""


async def declare(ask: Ask) -> Reply:
    """Open an incident; with no words at all, ask for them in a form."""
    if not ask.rest:
        return Reply(say("Tell me what is wrong.").message, form=declare_form(ask.settings))
    said, key = await _title_and_severity(ask)
    severity = key or ask.settings.default_severity
    if not said:
        raise Refused("there is no title: say in a few words what is wrong.", field="title")
    # First the lock, then the look: of two that come at the same moment the second must see the first.
    await queries.lock_workspace(ask.session, ask.request.workspace)
    if again := await _declared_already(ask, said, severity):
        return again
    incident = Incident.declare(
        workspace=ask.request.workspace,
        number=await queries.next_number(ask.session, ask.request.workspace),
        title=said,
        severity=severity,
        act=ask.act,
    )
    ask.session.add(incident)
    return say(_declared(ask, incident, chosen=key is not None))


async def _title_and_severity(ask: Ask) -> tuple[str, str | None]:
    """The severity is the last word, else the first; anywhere else it is part of the title."""
    words = ask.rest.split()
    for place in (slice(-1, None), slice(0, 1), slice(-2, None), slice(0, 2)):
        if key := severity_key(" ".join(words[place]), ask.settings):
            del words[place]
            break
    else:
        key = None
    return text.one_line(await ask.plain(" ".join(words))), key


async def _declared_already(ask: Ask, title: str, severity: str) -> Reply | None:
    since = ask.now - SAME_AGAIN
    person = ask.request.person
    number = await queries.declared_lately(ask.session, ask.request.workspace, person, title, severity, since)
    if number is None:
        return None
    there, _ = await queries.named_or_here(
        ask.session, ask.request.workspace, number, None, for_change=False, seen_by=BOT
    )
    assert there is not None, "its number was just found"
    room = text.channel(there.room_id) if there.room_id else "its room is being opened"
    return say(f"That is already *{there.ref}*, which you declared {text.moment(there.declared_at)}: {room}.")


def _declared(ask: Ask, incident: Incident, *, chosen: bool) -> str:
    label = ask.settings.severity(incident.severity).label
    default = (
        ""
        if chosen
        else f" because you named none (`{ask.settings.command} severity {incident.ref} sev1` changes it)"
    )
    return (
        f"*{incident.ref}* is declared: {text.fit(incident.title, 1000)}. It is {label}{default}.\n"
        "I am opening its room and will invite you."
    )
