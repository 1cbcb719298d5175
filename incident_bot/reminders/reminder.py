"""A reminder: a kind of nudge. When it is owed is a pure function of what is true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from incident_bot.incidents.incident import Incident
from incident_bot.settings import Settings
from incident_bot.slack.message import Message


@dataclass(frozen=True)
class Reminder:
    """`due` gives the latest moment not after now at which it is owed, or None."""

    name: str
    due: Callable[[Incident, Settings, datetime], datetime | None]
    message: Callable[[Incident, Settings, datetime], Message]
    """What is then said, from the incident and the slot."""
