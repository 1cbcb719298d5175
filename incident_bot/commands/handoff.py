"""`handoff [role] [@person]`: offer a role to somebody, with what they must know."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.role_words import is_single, picked, take_role
from incident_bot.errors import Refused
from incident_bot.forms.handoff import brief, handoff_form
from incident_bot.incidents import on_record, queries
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Kind, Source
from incident_bot.messages.brief import HEADINGS, TRIED, draft, stands
from incident_bot.slack import text


async def handoff(ask: Ask) -> Reply:
    """Open the form; once it is sent, the role is offered, and changes hands when it is accepted."""
    sent = ask.request.source is Source.FORM and bool(ask.filled.values)
    incident = await ask.incident(for_change=sent)
    if sent:
        return await _offer(ask, incident)
    receiver = None
    roles = await _roles(ask, incident)
    if ask.rest:
        receiver = await ask.somebody()
        if receiver == ask.request.person:
            raise Refused("you would hand it over to yourself.", example=f"handoff {roles[0]} @name")
    told = await on_record.of_kinds(ask.session, incident.id, (*TRIED, Kind.PINNED))
    entries = sorted(told, key=lambda entry: entry.place)
    known = await queries.people(ask.session, incident.workspace_id, incident.people)
    workspace = await queries.workspace(ask.session, incident.workspace_id)
    names = {each: f"@{person.name}" for each, person in known.items()}
    drafted = draft(incident, entries, ask.settings, names=names, workspace_url=workspace.url)
    standing = stands(incident, ask.settings, ask.now)
    form = handoff_form(incident, roles, receiver, standing, drafted, ask.settings)
    return Reply(say("Write down what the next one must know.").message, form=form)


async def _offer(ask: Ask, incident: Incident) -> Reply:
    role = take_role(ask)
    _check(ask, incident, role)
    receiver = await picked(ask, ask.filled.text("receiver"), "receiver")
    if receiver == ask.request.person:
        raise Refused("you would hand it over to yourself.", field="receiver")
    if receiver in incident.holders(role):
        raise Refused(
            f"{text.mention(receiver)} is {ask.settings.role_label(role)} already.", field="receiver"
        )
    told = {HEADINGS["stands"]: stands(incident, ask.settings, ask.now), **brief(ask.filled)}
    incident.hand_off(role, receiver, told, ask.act)
    until = "it is yours" if incident.holder(role) else "nobody holds it"
    label = ask.settings.role_label(role)
    return say(
        f"{text.mention(receiver)} is asked to be {label} of *{incident.ref}*. Until they accept, {until}."
    )


async def _roles(ask: Ask, incident: Incident) -> list[str]:
    """The role that is named, else those that whoever asks could hand over."""
    first = ask.peek()
    if first and not first.startswith("<@"):
        role = take_role(ask)
        _check(ask, incident, role)
        return [role]
    mine = [
        role
        for role in incident.roles_of(ask.request.person)
        if role in ask.settings.roles and is_single(ask, role)
    ]
    if not mine or not incident.is_open:
        _check_open(incident)
        raise Refused(
            f"you hold no role of {incident.ref} that could be handed over; only whoever has one can. "
            "If they cannot be reached, `assign` gives it to somebody at once.",
            example=f"who {incident.ref}",
        )
    return mine


def _check(ask: Ask, incident: Incident, role: str) -> None:
    """Raises Refused unless whoever asks may offer that role."""
    _check_open(incident)
    label, holder = ask.settings.role_label(role), incident.holder(role)
    if not is_single(ask, role):
        raise Refused(
            f"{label} is a role of many: give it to somebody else too, and give yours back.",
            example=f"assign {role} @name",
        )
    if holder not in (None, ask.request.person):
        raise Refused(
            f"{text.mention(holder or '')} is {label} of {incident.ref}, and only they can hand it over. "
            "If they cannot be reached, `assign` gives it to somebody at once.",
            example=f"assign {role} me",
        )


def _check_open(incident: Incident) -> None:
    if not incident.is_open:
        raise Refused(
            f"{incident.ref} is {incident.status}: nothing is to be handed over.",
            example=f"who {incident.ref}",
        )
