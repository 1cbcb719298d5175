"""The buttons under a reminder: do it now, hear of it later, or say that it is not needed."""

from __future__ import annotations

from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks
from incident_bot.slack.message import Block

CHOICES = (10, 30, 60)
"""Minutes that one click snoozes for."""


def quieting(incident: Incident, family: str, *first: Block, subject: str = "", skip: bool = True) -> Block:
    """A row of buttons: `first` is what the reminder asks for, then snoozing, then “not needed”."""
    about = " ".join(filter(None, (family, subject)))
    snoozes = [
        blocks.button(f"Snooze {minutes} min", f"snooze {about} {minutes}m {incident.ref}")
        for minutes in CHOICES
    ]
    until = blocks.button("Snooze until…", f"snooze {about} until {incident.ref}")
    not_needed = [blocks.button("Not needed", f"skip {about} {incident.ref}")] if skip else []
    return blocks.actions([*first, *snoozes, until, *not_needed])
