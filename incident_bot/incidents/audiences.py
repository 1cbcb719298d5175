"""Who hears of an update, and which kind of update is next: rules without words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from incident_bot.incidents.incident import Incident
from incident_bot.settings import Settings


class Audience(StrEnum):
    """For whom words are written. What is internal goes to the room, the status channel and support."""

    INTERNAL = "internal"
    LEADERSHIP = "leadership"
    CUSTOMERS = "customers"


class Stage(StrEnum):
    """Which update of an incident it is."""

    FIRST = "first"
    PROGRESS = "progress"
    RESOLUTION = "resolution"
    """The one that says it is over."""


@dataclass(frozen=True)
class Reach:
    """Where updates of an incident go besides the place where it lives."""

    status: bool = False
    """Under the announcement in the status channel."""
    leadership: str | None = None
    """The channel of leadership; it gets only words that were written for it."""
    support: str | None = None
    """The channel of those who answer customers: every update, and the words for customers."""
    customers: bool = False
    """Whether customers may be told anything at all."""


def stage(incident: Incident) -> Stage:
    """Which update comes next."""
    if not incident.is_open:
        return Stage.RESOLUTION
    return Stage.FIRST if incident.updated_at is None else Stage.PROGRESS


def reach(incident: Incident, settings: Settings) -> Reach:
    """Of a private incident nothing leaves its room."""
    if incident.is_private:
        return Reach()
    updates = settings.updates
    bad_enough = incident.severity in updates.leadership_severities
    return Reach(
        status=incident.room_id is not None,
        leadership=updates.leadership_channel if bad_enough else None,
        support=updates.support_channel,
        customers=True,
    )
