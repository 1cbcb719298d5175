"""`checklist`: what must not be forgotten, to be ticked in a form."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.times import zone_of
from incident_bot.errors import Refused
from incident_bot.forms.checklist import changed, checklist_form
from incident_bot.incidents import checklists, queries
from incident_bot.incidents.checklists import DueList
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Source
from incident_bot.slack import text


async def checklist(ask: Ask) -> Reply:
    """Open the form; once it is sent, one entry for each list on which something changed."""
    incident = await ask.incident(for_change=True)
    if ask.rest:
        shown = text.fit(text.plain(ask.rest), 60)
        raise Refused(f"“{shown}” is one word too many: `check` and `uncheck` are for single items.")
    found = due_lists(incident, ask)
    if ask.request.source is Source.FORM and ask.filled.values:
        told = [checklists.tick(incident, each, *changed(ask.filled, each), ask.act) for each in found]
        count = sum(len(new) + len(gone) for new, gone in told)
        return say(f"Saved: {count} changes on the checklist of *{incident.ref}*.")
    people = {item.by for each in found for item in each.items if item.by}
    known = await queries.people(ask.session, incident.workspace_id, people)
    names = {each: person.name for each, person in known.items()}
    form = checklist_form(incident, found, names, await zone_of(ask), ask.now)
    return Reply(say("Tick what is done.").message, form=form)


def due_lists(incident: Incident, ask: Ask) -> list[DueList]:
    """The lists of an incident; raises Refused when its severity has none."""
    if found := checklists.lists(incident, ask.settings):
        return found
    label = ask.settings.severity(incident.severity).label
    raise Refused(
        f"there is no checklist for {label} incidents. Whoever looks after this bot can set one up.",
        example=f"status {incident.ref}",
    )
