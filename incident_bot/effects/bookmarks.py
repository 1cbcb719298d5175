"""Puts the configured links above the room: those of every room, and those of the services affected."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.incidents.incident import Incident
from incident_bot.jobs.run import Run, Step
from incident_bot.settings import Link, Settings


def links(incident: Incident, settings: Settings) -> list[Link]:
    """Each address once, those of every room first."""
    affected = {name.casefold() for name in incident.services}
    services = [each for each in settings.services.values() if each.label.casefold() in affected]
    found = [*settings.links, *(link for service in services for link in service.links)]
    return list({link.address: link for link in reversed(found)}.values())[::-1]


async def put(run: Run, kit: Kit, incident: Incident) -> None:
    """One after the other, so that they stand in their order; a room works without them."""
    for link in links(incident, kit.settings):
        await run.step(_bookmark(run, kit, incident, link))


def _bookmark(run: Run, kit: Kit, incident: Incident, link: Link) -> Step:
    async def add() -> None:
        assert incident.room_id is not None
        await kit.slack.bookmark(incident.room_id, link.title, link.address, look=run.in_doubt)

    return Step(f"bookmark {link.address}", add, dispensable=True)
