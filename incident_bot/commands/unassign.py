"""`unassign <role>`: take a role from whoever holds it."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.roles import take_role
from incident_bot.errors import Refused
from incident_bot.slack import text


async def unassign(ask: Ask) -> Reply:
    """From one person, when one is named; the person must hold it."""
    incident = await ask.incident(for_change=True)
    role = take_role(ask)
    label = ask.settings.role_label(role)
    person = await ask.somebody() if ask.rest else None
    if not incident.holders(role):
        raise Refused(f"nobody is {label} of {incident.ref}.", example=f"status {incident.ref}")
    if person is not None and person not in incident.holders(role):
        raise Refused(
            f"{text.mention(person)} is not {label} of {incident.ref}.", example=f"status {incident.ref}"
        )
    gone = incident.unassign(role, ask.act, person)
    return say(f"{', '.join(map(text.mention, gone))} is no longer {label} of *{incident.ref}*.")
