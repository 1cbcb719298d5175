"""`assign <role> @person [label]`: give somebody a role."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.role_words import is_single, take_role
from incident_bot.errors import Refused
from incident_bot.incidents import owed
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.vocabulary import Source
from incident_bot.messages.roles import BOTH, LABEL, named
from incident_bot.slack import text

_SINCE = "{date_short_pretty}, {time}"
"""As it reads after “since”."""


async def assign(ask: Ask) -> Reply:
    """Whoever held it before gives it up, where a role has one holder; a role of many takes a label."""
    incident = await ask.incident(for_change=True)
    role = take_role(ask)
    if not ask.rest:
        raise Refused("the person is missing.")
    person = await ask.somebody()
    if (standing := _taken(ask, role, person, incident)) is not None:
        return standing
    label = await _label(ask, role, person, incident)
    incident.assign(role, person, ask.act, single=is_single(ask, role), label=label)
    called = ask.settings.role_label(role)
    told = f"{text.mention(person)} is now {called} of *{incident.ref}*."
    if label:
        told = f"{named(person, label)} is now {called} of *{incident.ref}*."
    if incident.happened[-1].facts.get("both"):
        told = f"{told}\n{BOTH}"
    return say(told)


def _taken(ask: Ask, role: str, person: str, incident: Incident) -> Reply | None:
    """The answer to a button that was shown while nobody had the role, once somebody has it."""
    holder = incident.holder(role) if is_single(ask, role) else None
    if ask.request.source is not Source.BUTTON or holder is None or holder == person:
        return None
    since = owed.held_since(incident, role)
    assert since is not None, "somebody has it"
    label = ask.settings.role_label(role)
    has = "has commanded" if role == COMMANDER else f"has been {label} of"
    return say(
        f"{text.mention(holder)} {has} *{incident.ref}* since {text.moment(since, _SINCE)}. "
        "Nothing was changed. "
        f"To take it over, type `{ask.settings.command} assign {role} me {incident.ref}`."
    )


async def _label(ask: Ask, role: str, person: str, incident: Incident) -> str | None:
    """What their part is about, from the words that are left. Raises Refused when that cannot be."""
    label = text.one_line(await ask.plain_rest()) or None
    called = ask.settings.role_label(role)
    if label and is_single(ask, role):
        raise Refused(
            f"{called} has one holder, so there is nothing to tell apart: leave “{text.fit(label, 60)}” out.",
            example=f"assign {role} me",
        )
    if label and len(label) > LABEL:
        raise Refused(f"“{text.fit(label, 60)}” is too long: a label has at most {LABEL} characters.")
    held = person in incident.holders(role)
    if held and label in (None, incident.label_of(role, person)):
        raise Refused(
            f"{text.mention(person)} is {called} of {incident.ref} already.", example=f"who {incident.ref}"
        )
    return label
