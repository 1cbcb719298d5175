"""Who must be in the room, and how they get there."""

from __future__ import annotations

import functools

from incident_bot.effects.kit import Kit
from incident_bot.incidents import queries
from incident_bot.incidents.incident import Incident
from incident_bot.jobs.job import Json
from incident_bot.jobs.run import Run, Step
from incident_bot.settings import Settings


def configured(incident: Incident, settings: Settings) -> list[str]:
    """People and groups whom its severity and its services name.

    Nobody is called for what is over already, and a drill calls nobody who did not ask for it.
    """
    if incident.is_drill or incident.was_over:
        return []
    affected = {name.casefold() for name in incident.services}
    services = [each for each in settings.services.values() if each.label.casefold() in affected]
    lists = [settings.severity(incident.severity).invite, *(service.invite for service in services)]
    return list(dict.fromkeys(one for invited in lists for one in invited))


def groups(kit: Kit, incident: Incident) -> list[Step]:
    """Find out who is in the user groups that are called; one that cannot be read keeps nobody else out."""
    return [
        Step(f"group {group}", functools.partial(_members, kit, group), dispensable=True)
        for group in configured(incident, kit.settings)
        if group.startswith("S")
    ]


def expected(run: Run, kit: Kit, incident: Incident) -> list[str]:
    """Declarer, role holders, and whom the settings name, once their `groups` were asked for."""
    people = list(incident.people)
    for named in configured(incident, kit.settings):
        people += (run.remembered(f"group {named}") or []) if named.startswith("S") else [named]
    return list(dict.fromkeys(people))


async def _members(kit: Kit, group: str) -> Json:
    return [*await kit.slack.group(group)]


def invite(kit: Kit, incident: Incident, people: list[str]) -> Step:
    """Bring them in together; who could not be invited is left out, with the reason."""

    async def call() -> dict[str, list[str]]:
        assert incident.room_id is not None
        failed = await kit.slack.invite(incident.room_id, people)
        if not failed:
            return {}
        async with kit.database.reading() as session:
            known = await queries.people(session, incident.workspace_id, failed)
        names = [f"@{known[each].name if each in known else each} ({why})" for each, why in failed.items()]
        return {"left_out": [f"invite {', '.join(names)} to the room"]}

    return Step("people", call, dispensable=True)
