"""How long a reminder is silent of which somebody said that it is not needed, and that it is."""

from __future__ import annotations

from datetime import datetime

from incident_bot.incidents.incident import Incident
from incident_bot.messages.reminder_names import reminder_of
from incident_bot.slack import text

_UNTIL = {
    "commander": "until it has had a commander and loses them",
    "roles": "until other roles are vacant",
    "checkpoint": "until somebody else commands",
    "handoff": "until somebody else commands",
    "stable": "until its status changes",
    "quiet": "until somebody does something about it",
    "postmortem": "until somebody else leads it, or it is due on another day",
    "items": "until it is reopened and resolved again",
    "item": "until somebody else has it, or it is due on another day",
}
_WAKES = ("commander", "roles", "checkpoint", "items")
"""Families of which it is yet to be said that another severity, which asks for other things, wakes them."""


def silent_until(family: str) -> str:
    """What follows “it is silent”, for every family but `update`, which says when the next one is due."""
    until = _UNTIL.get(family, "until it is reopened")
    return f"{until}, or the severity changes" if family in _WAKES else until


def skipped_update(next_at: datetime | None) -> str:
    """What the update of now being left out means for the next one."""
    if next_at is None:
        return "None is owed after it by the clock."
    return f"The next one is due {text.moment(next_at)}."


def silenced(incident: Incident, family: str, subject: str) -> str:
    """A sentence of what is silent, until when."""
    what = reminder_of(family, subject)
    return f"The {text.fit(what, 100)} of *{incident.ref}* is silent {silent_until(family)}."
