"""`decline [role] [why]`: do not take a role that was offered; or take one's own offer back."""

from __future__ import annotations

from incident_bot.commands.accept import waiting
from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.role_words import take_role_if_named
from incident_bot.errors import Refused
from incident_bot.slack import text


async def decline(ask: Ask) -> Reply:
    """Nothing changes hands."""
    incident = await ask.incident(for_change=True, why=True)
    offer = waiting(ask, incident, take_role_if_named(ask))
    label, person = ask.settings.role_label(offer.role), ask.request.person
    holder = incident.holder(offer.role)
    if person not in (offer.receiver, offer.giver, holder):
        raise Refused(
            f"{label} of {incident.ref} was offered to {text.mention(offer.receiver)}, not to you.",
            example=f"who {incident.ref}",
        )
    incident.decline(offer.role, ask.act, await ask.plain_rest())
    if person == offer.receiver:
        still = f"{text.mention(holder)} is still {label}" if holder else f"Nobody is {label}"
        return say(f"You declined. {still} of *{incident.ref}*.")
    return say(f"{text.mention(offer.receiver)} is no longer asked to be {label} of *{incident.ref}*.")
