"""Who must be in the room, and how they get there."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.incidents import queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Source
from incident_bot.jobs.run import Step


def expected(kit: Kit, incident: Incident) -> Step:
    """Find out who is expected: declarer, role holders, and whom the severity names, groups resolved."""

    async def ask() -> list[str]:
        configured = kit.settings.severity(incident.severity).invite
        people = [*incident.people, *(each for each in configured if not each.startswith("S"))]
        for group in configured:
            if group.startswith("S"):
                people += await kit.slack.group(group)
        return list(dict.fromkeys(people))

    return Step("expected", ask, dispensable=True)


def invite(kit: Kit, incident: Incident, people: list[str]) -> Step:
    """Bring them in together; who could not be invited goes on the record with the reason."""

    async def call() -> dict[str, str]:
        assert incident.room_id is not None
        return await kit.slack.invite(incident.room_id, people)

    async def keep(session: AsyncSession, failed: dict[str, str]) -> None:
        if not failed:
            return
        known = await queries.people(session, incident.workspace_id, failed)
        names = [f"@{known[each].name if each in known else each} ({why})" for each, why in failed.items()]
        fresh = await queries.by_id(session, incident.id, for_change=True)
        fresh.trouble(f"invite {', '.join(names)} to the room", Act(None, clock.now(), Source.BOT))
        await kit.follow(session)

    return Step("people", call, keep, dispensable=True)
