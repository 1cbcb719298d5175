"""What the drafts of an update are made from, read in the transaction of whoever asks."""

from __future__ import annotations

from collections.abc import Sequence

from incident_bot.commands.ask import Ask
from incident_bot.forms.update import Sent
from incident_bot.incidents import queries
from incident_bot.incidents.audiences import Audience, reach
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.progress import done_since, ended_by
from incident_bot.incidents.workspace import Person
from incident_bot.messages.updates.drafts import draft, draft_for_customers
from incident_bot.messages.updates.facts import Known


async def drafted(ask: Ask, incident: Incident) -> Sent:
    """What stands in the form at first."""
    settings, going = ask.settings, reach(incident, ask.settings)
    known = await _known(ask, incident)
    customers = ""
    if going.customers:
        people = await must_not_be_named(ask, incident)
        customers = draft_for_customers(incident, known, people, settings)
    return Sent(
        internal=draft(Audience.INTERNAL, incident, known, settings),
        leadership=draft(Audience.LEADERSHIP, incident, known, settings) if going.leadership else "",
        customers=customers,
    )


async def must_not_be_named(ask: Ask, incident: Incident) -> Sequence[Person]:
    """Whoever had a role, declared it, or writes now: customers know none of them."""
    ids = {*(each.person for each in incident.holdings), incident.declared_by, ask.request.person}
    known = await queries.people(ask.session, ask.request.workspace, ids)
    return [known[each] for each in sorted(known)]


async def _known(ask: Ask, incident: Incident) -> Known:
    commander = incident.holder(COMMANDER)
    people = await queries.people(ask.session, ask.request.workspace, [commander] if commander else [])
    return Known(
        now=ask.now,
        done=await done_since(ask.session, incident.id, incident.updated_at),
        ended_by=None if incident.is_open else await ended_by(ask.session, incident.id),
        names={each.id: each.name for each in people.values()},
    )
