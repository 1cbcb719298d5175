"""Who must be in the room, and how they get there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog

from incident_bot.effects.kit import Kit
from incident_bot.errors import Retry
from incident_bot.incidents import queries
from incident_bot.incidents.incident import Incident
from incident_bot.jobs.job import Json
from incident_bot.jobs.run import Run, Step
from incident_bot.settings import Settings

log = structlog.get_logger()

GROUP_SECONDS = 5.0
"""So long a room waits to be told who is in a user group."""

_UNREAD = {"unread": True}


def configured(incident: Incident, settings: Settings) -> list[str]:
    """People and groups whom its severity and its services name."""
    named = [*of_severity(incident, settings), *of_services(incident, settings, incident.services)]
    return list(dict.fromkeys(named))


def of_severity(incident: Incident, settings: Settings) -> list[str]:
    """People and groups whom its severity names."""
    return list(settings.severity(incident.severity).invite) if _calls(incident) else []


def of_services(incident: Incident, settings: Settings, affected: Sequence[str]) -> list[str]:
    """People and groups whom these of its services name, each once."""
    if not _calls(incident):
        return []
    labels = {name.casefold() for name in affected}
    services = [each for each in settings.services.values() if each.label.casefold() in labels]
    return list(dict.fromkeys(one for service in services for one in service.invite))


def _calls(incident: Incident) -> bool:
    # Nobody is called for what is over already, and a drill calls nobody who did not ask for it.
    return not (incident.is_drill or incident.was_over)


def groups(named: Sequence[str]) -> list[str]:
    """The user groups among whom the settings name."""
    return [one for one in named if one.startswith("S")]


def group(kit: Kit, group: str, *, at_once: bool = False) -> Step:
    """Find out who is in a user group; one that may not be read keeps nobody else out.

    `at_once`: when Slack does not say it now, the step is done all the same, and the group `is_unread`.
    """

    async def members() -> Json:
        return [*await kit.slack.group(group)]

    async def members_at_once() -> Json:
        try:
            async with asyncio.timeout(GROUP_SECONDS):
                return await members()
        except (Retry, TimeoutError) as late:
            log.info("a user group is brought in later", group=group, why=str(late))
            return _UNREAD

    return Step(_step(group), members_at_once if at_once else members, dispensable=True)


def is_unread(run: Run, group: str) -> bool:
    """Slack was asked who is in that group, and did not say."""
    return bool(run.remembered(_step(group)) == _UNREAD)


def people_of(run: Run, named: Sequence[str]) -> list[str]:
    """People, and those of the groups that Slack could read."""
    people: list[str] = []
    for one in named:
        if not one.startswith("S"):
            people.append(one)
        elif not is_unread(run, one):
            people += run.remembered(_step(one)) or []
    return list(dict.fromkeys(people))


def _step(group: str) -> str:
    return f"group {group}"


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
