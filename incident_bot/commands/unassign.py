"""`unassign <role>`: take a role from whoever holds it."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.role_words import is_single, take_role
from incident_bot.errors import Refused
from incident_bot.slack import text


async def unassign(ask: Ask) -> Reply:
    """From one person, when one is named; the person must hold it."""
    incident = await ask.incident(for_change=True)
    role = take_role(ask)
    label = ask.settings.role_label(role)
    person = await ask.somebody() if ask.rest else None
    holders = incident.holders(role)
    if not holders:
        raise Refused(f"nobody is {label} of {incident.ref}.", example=f"who {incident.ref}")
    if person is not None and person not in holders:
        raise Refused(
            f"{text.mention(person)} is not {label} of {incident.ref}.", example=f"who {incident.ref}"
        )
    if person is None and len(holders) > 1 and not is_single(ask, role):
        raise Refused(
            f"{len(holders)} people are {label} of {incident.ref}: say who, as in `unassign {role} @person`.",
            example=f"unassign {role} me",
        )
    gone = incident.unassign(role, ask.act, person)
    # A role that has one holder now may have had several before the settings were changed.
    verb = "is" if len(gone) == 1 else "are"
    return say(f"{', '.join(map(text.mention, gone))} {verb} no longer {label} of *{incident.ref}*.")
