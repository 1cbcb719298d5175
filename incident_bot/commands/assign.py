"""`assign <role> @person`: give somebody a role."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.roles import take_role
from incident_bot.errors import Refused
from incident_bot.incidents.incident import COMMANDER
from incident_bot.slack import text


async def assign(ask: Ask) -> Reply:
    """A role has one holder: whoever held it before gives it up."""
    incident = await ask.incident(for_change=True)
    role = take_role(ask)
    if not ask.rest:
        raise Refused("the person is missing.")
    person = await ask.somebody()
    label = ask.settings.role_label(role)
    if person in incident.holders(role):
        raise Refused(
            f"{text.mention(person)} is {label} of {incident.ref} already.", example=f"status {incident.ref}"
        )
    incident.assign(role, person, ask.act)
    both = incident.holder(COMMANDER) == person and incident.holder("tech_lead") == person
    warning = (
        "\nOne person now commands and has hands on keyboard. Hand one of the two on soon." if both else ""
    )
    return say(f"{text.mention(person)} is now {label} of *{incident.ref}*.{warning}")
