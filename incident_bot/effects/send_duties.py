"""Sends whoever was given a role its duty card, privately."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.jobs.run import Run
from incident_bot.messages.duties import duties


async def send_duties(run: Run, kit: Kit) -> None:
    """One card for each person, also when they were given several roles at once."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    if not incident.is_open:
        # What is over, or was over when it was written down, asks nothing of anybody.
        return
    await run.together(
        *(
            kit.telling(
                run, incident, person, duties(incident, person, roles, kit.settings), at=entry.recorded_at
            )
            for person, roles in _taken(entry).items()
        )
    )


def _taken(entry: TimelineEntry) -> dict[str, list[str]]:
    """Who took which roles with that entry."""
    if entry.facts.get("declared"):
        # Who had a role from the beginning gets one card for all, with the declaration.
        return {}
    given = list(entry.facts.get("roles") or ()) if entry.what is Kind.DECLARED else []
    if "role" in entry.facts and entry.facts.get("person"):
        given.append((entry.facts["role"], entry.facts["person"]))
    taken: dict[str, list[str]] = {}
    for role, person in given:
        taken.setdefault(person, []).append(role)
    return taken
