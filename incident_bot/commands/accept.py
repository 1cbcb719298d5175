"""`accept [role]`: take over a role that was offered."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.role_words import standing_in, take_role
from incident_bot.errors import Refused
from incident_bot.incidents.incident import Incident, Offer
from incident_bot.messages.roles import BOTH
from incident_bot.slack import text


async def accept(ask: Ask) -> Reply:
    """From now on they answer for it."""
    incident = await ask.incident(for_change=True)
    offer = waiting(ask, incident, take_role(ask) if ask.rest else None)
    label = ask.settings.role_label(offer.role)
    if offer.receiver != ask.request.person:
        raise Refused(
            f"{label} of {incident.ref} was offered to {text.mention(offer.receiver)}, not to you.",
            example=f"who {incident.ref}",
        )
    incident.accept(offer.role, ask.act)
    told = f"You are now {label} of *{incident.ref}*."
    return say(f"{told}\n{BOTH}" if incident.happened[-1].facts.get("both") else told)


def waiting(ask: Ask, incident: Incident, role: str | None) -> Offer:
    """The offer that is meant: of that role, else the only one to, or by, whoever asks."""
    if role is not None:
        if offer := incident.offer(role):
            return offer
        raise Refused(
            f"no hand-off of it waits for an answer: {standing_in(incident, role, ask)}.",
            example=f"who {incident.ref}",
        )
    person = ask.request.person
    offers = [offer for each in incident.offers if (offer := incident.offer(each))]
    mine = [offer for offer in offers if offer.receiver == person]
    mine = mine or [offer for offer in offers if person in (offer.giver, incident.holder(offer.role))]
    if not mine:
        raise Refused(
            f"no role of {incident.ref} that concerns you waits for an answer.", example=f"who {incident.ref}"
        )
    if len(mine) > 1:
        named = " and ".join(ask.settings.role_label(offer.role) for offer in mine)
        raise Refused(f"{named} wait for an answer: say which one.", example=f"accept {mine[0].role}")
    return mine[0]
