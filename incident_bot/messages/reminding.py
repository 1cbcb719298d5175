"""Pieces of what reminders say: whom they ask, whom they call, which incident it is to somebody outside."""

from __future__ import annotations

from collections.abc import Sequence

from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.settings import Settings
from incident_bot.slack import text

MOST_NAMED = 20
"""So many of those who are called stand in the room by name."""


def in_charge(incident: Incident) -> str | None:
    """The commander, else whoever declared it; None when nobody is known."""
    return incident.holder(COMMANDER) or incident.declared_by or None


def asked(person: str | None, words: str) -> str:
    """The words, said to a person by name; to nobody in particular where nobody is known."""
    return f"{text.mention(person)}, {words}" if person else words[:1].upper() + words[1:]


def calling(incident: Incident, label: str, who: Sequence[str]) -> str:
    """Says in the room who is called. In a drill nobody is; what is private stays in its room."""
    if incident.is_drill:
        return f"Now I would call {text.escape(label)}."
    more = f" and {len(who) - MOST_NAMED} more" if len(who) > MOST_NAMED else ""
    called = f"Calling {text.escape(label)}: {' '.join(map(text.mention_any, who[:MOST_NAMED]))}{more}"
    return f"{called} – but only who is in this room can know of it." if incident.is_private else f"{called}."


def if_there(incident: Incident, there: str = "in this room") -> str:
    """What stands after whom somebody will be told: of what is private only who is in its room is."""
    return f", if they are {there}" if incident.is_private else ""


def named(incident: Incident, settings: Settings) -> str:
    """The incident to somebody who may never have heard of it."""
    severity = settings.severity(incident.severity)
    return f"*{incident.ref}* · {text.fit(text.one_line(incident.title), 500)} ({severity.label})"


def where(incident: Incident) -> str:
    """Where it lives, as a sentence."""
    if incident.place is None:
        return "It has no room at the moment."
    if incident.place.thread is not None:
        return f"It lives in a thread in {text.channel(incident.place.channel)}."
    return f"Its room is {text.channel(incident.place.channel)}."


def listed(words: Sequence[str], joined: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return f" {joined} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
