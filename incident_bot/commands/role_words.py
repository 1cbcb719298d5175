"""How people write roles, and whom they may give them to."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.errors import Refused
from incident_bot.incidents.incident import Incident
from incident_bot.slack import text


def take_role(ask: Ask) -> str:
    """Take the next word, or two, as a role: `tech_lead`, `tech lead`, `IC`. Raises Refused otherwise."""
    names = ", ".join(ask.settings.roles)
    if not ask.peek():
        raise Refused(f"the role is missing. It is one of {names}.")
    if (role := take_role_if_named(ask)) is None:
        raise Refused(f"“{text.fit(text.plain(ask.peek()), 60)}” is no role. It is one of {names}.")
    return role


def take_role_if_named(ask: Ask) -> str | None:
    """The same; None, and nothing taken, when the next words are no role."""
    roles = ask.settings.roles
    known = {_normal(word): key for key, role in roles.items() for word in (key, role.label, *role.aliases)}
    words = ask.rest.split(maxsplit=2)[:2]
    for said in (words, words[:1]):
        if said and (role := known.get("_".join(map(_normal, said)))) is not None:
            for _ in said:
                ask.word()
            return role
    return None


def is_single(ask: Ask, role: str) -> bool:
    """Whether one person holds it at a time."""
    return ask.settings.roles[role].single


async def picked(ask: Ask, person: str, field: str) -> str:
    """Somebody picked in a form; raises Refused, under that field, for whoever cannot hold a role."""
    try:
        return await ask.known(person)
    except Refused as refused:
        raise Refused(refused.problem, example=refused.example, field=field) from refused


def standing_in(incident: Incident, role: str, ask: Ask) -> str:
    """Who holds a role, in a few words: for telling somebody why not."""
    holders = incident.holders(role)
    label = ask.settings.role_label(role)
    if not holders:
        return f"nobody is {label} of {incident.ref}"
    return f"{', '.join(map(text.mention, holders[:5]))} is {label} of {incident.ref}"


def _normal(word: str) -> str:
    return word.lower().replace("-", "_").replace(" ", "_")
