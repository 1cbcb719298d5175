"""What somebody has to do with the open incidents: roles, updates they owe, hand-offs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from incident_bot.incidents import owed
from incident_bot.incidents.incident import COMMANDER, Incident, Offer
from incident_bot.settings import Settings

COMMS = "comms"
"""The role that writes updates; without one the commander does."""


@dataclass(frozen=True)
class Mine:
    """All of it for one person; each incident comes with what it is about."""

    roles: list[tuple[Incident, list[str]]]
    updates: list[tuple[Incident, datetime]]
    """Updates they owe, and when; the soonest first."""
    offered: list[tuple[Incident, Offer]]
    """Roles that are offered to them."""
    given: list[tuple[Incident, Offer]]
    """Roles that they offered to somebody, who has yet to answer."""
    untold: list[Incident]
    """Theirs, without any update since they were opened, and owed by nobody or by somebody else."""

    @property
    def is_empty(self) -> bool:
        """They have nothing to do with any open incident."""
        return not (self.roles or self.updates or self.offered or self.given or self.untold)


def mine(person: str, incidents: Iterable[Incident], settings: Settings) -> Mine:
    """Out of incidents among which are all that are open and concern that person."""
    theirs = [incident for incident in incidents if incident.is_open]
    held = [(incident, incident.roles_of(person)) for incident in theirs]
    offers = [(incident, offer) for incident in theirs for offer in _offers(incident)]
    updates = [
        (incident, due)
        for incident in theirs
        if person in update_writers(incident)
        and (due := owed.next_update(incident, settings.severity(incident.severity))) is not None
    ]
    owing = {incident.ref for incident, _ in updates}
    return Mine(
        roles=[(incident, roles) for incident, roles in held if roles],
        updates=sorted(updates, key=lambda each: each[1]),
        offered=[(incident, offer) for incident, offer in offers if offer.receiver == person],
        given=[(incident, offer) for incident, offer in offers if offer.giver == person],
        untold=[
            incident
            for incident, roles in held
            if (roles or incident.declared_by == person)
            and _is_untold(incident)
            and incident.ref not in owing
        ],
    )


def update_writers(incident: Incident) -> list[str]:
    """Who owes the next update: whoever has the communications, else whoever commands."""
    return incident.holders(COMMS) or incident.holders(COMMANDER)


def _offers(incident: Incident) -> list[Offer]:
    found = (incident.offer(role) for role in incident.offers or {})
    return [offer for offer in found if offer is not None]


def _is_untold(incident: Incident) -> bool:
    return incident.updated_at is None or incident.updated_at < incident.opened_at
