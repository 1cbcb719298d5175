"""`roles`: who does what, to be changed in a form."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.role_words import picked
from incident_bot.errors import Refused
from incident_bot.forms.roles import changed, roles_form
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Source
from incident_bot.messages.roles import BOTH
from incident_bot.slack import text


async def roles(ask: Ask) -> Reply:
    """Open the form; once it is sent, do only what was changed in it."""
    sent = ask.request.source is Source.FORM and bool(ask.filled.values)
    incident = await ask.incident(for_change=sent)
    if not sent:
        if ask.rest:
            raise Refused(
                "`roles` takes no words: `assign` gives one role to somebody.",
                example=f"roles {incident.ref}",
            )
        form = roles_form(incident, ask.settings, ask.request.person, ask.now)
        return Reply(say("Say who does what.").message, form=form)
    return await _change(ask, incident)


async def _change(ask: Ask, incident: Incident) -> Reply:
    """What others changed while the form was open stays as it is where the form says nothing new."""
    changes = changed(ask.filled, incident, ask.settings)
    for change in changes:
        for person in change.new:
            await picked(ask, person, change.role)
    entries = incident.change_roles(changes, ask.act)
    if not entries:
        return say("Nothing was changed.")
    told = [line for entry in entries for line in _told(entry, ask)]
    return say("\n".join([f"Roles of *{incident.ref}*:", *told]))


def _told(entry: TimelineEntry, ask: Ask) -> list[str]:
    label = ask.settings.role_label(entry.facts["role"])
    if (person := entry.facts["person"]) is None:
        return [f"{text.mention(entry.facts['before'])} is no longer {label}."]
    now = f"{text.mention(person)} is now {label}."
    return [now, BOTH] if entry.facts.get("both") else [now]
