"""Learns who is in a private room now, after somebody came into it or left it."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.effects.list_members import read_members
from incident_bot.incidents.incident import Incident
from incident_bot.jobs.queue import NewJob
from incident_bot.jobs.run import Run


async def list_members_anew(run: Run, kit: Kit) -> None:
    """Slack is asked: events come late, twice, in any order."""
    await read_members(run, kit, await kit.incident(run))


def listing_members(incident: Incident) -> NewJob:
    """The job that does so: in a lane of its own, because rights hang on it."""
    return NewJob(list_members_anew.__name__, f"incident:{incident.id}:members", {"incident": incident.id})
