"""Who holds a role, as cards, lists and replies say it."""

from __future__ import annotations

from incident_bot.incidents.incident import Incident
from incident_bot.slack import text

LABEL = 80
"""Characters of what somebody's part in a role is about."""

LONGEST = 1500
"""Characters for the holders of one role: a field of a message takes 2,000.
https://docs.slack.dev/reference/block-kit/blocks/section-block"""

BOTH = "One person now commands and has hands on keyboard. Hand one of the two on soon."
"""Said to everybody: nobody sees the whole while typing."""


def capitalised(label: str) -> str:
    """What a role is called, at the beginning of a line."""
    return label[:1].upper() + label[1:]


def named(person: str, label: str | None) -> str:
    """Somebody, and what their part is about: `@bo (database)`."""
    return f"{text.mention(person)} ({text.fit(label, LABEL)})" if label else text.mention(person)


def held(incident: Incident, role: str, *, nobody: str = "nobody yet") -> str:
    """The holders of a role, and to whom it is offered: `@ann, offered to @bo`."""
    holders = [named(person, incident.label_of(role, person)) for person in incident.holders(role)]
    shown = _as_many_as_fit(holders) or nobody
    offer = incident.offer(role)
    return f"{shown}, offered to {text.mention(offer.receiver)}" if offer else shown


def _as_many_as_fit(holders: list[str]) -> str:
    shown: list[str] = []
    length = 0
    for holder in holders:
        length += len(holder) + 2
        if length > LONGEST:
            return f"{', '.join(shown)} and {len(holders) - len(shown)} more"
        shown.append(holder)
    return ", ".join(shown)
