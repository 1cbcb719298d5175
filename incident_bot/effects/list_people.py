"""Learns who is in the workspace: names for the record, zones for times."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.incidents import queries
from incident_bot.incidents.workspace import Person
from incident_bot.jobs.run import Run
from incident_bot.slack.found import FoundPerson

BATCH = 500


async def list_people(run: Run, kit: Kit) -> None:
    """Everybody, each time: repeating it is harmless, so there is nothing to remember."""
    everybody = await kit.slack.people()
    workspace_id = run.args["workspace"]
    for start in range(0, len(everybody), BATCH):
        async with kit.database.writing() as session:
            await learn(session, workspace_id, everybody[start : start + BATCH])
    async with kit.database.writing() as session:
        (await queries.workspace(session, workspace_id)).people_listed_at = clock.now()


async def learn(session: AsyncSession, workspace_id: str, people: Sequence[FoundPerson]) -> None:
    """Remember people, or what changed about them."""
    rows = [
        {
            "workspace_id": workspace_id,
            "id": each.id,
            "handle": each.handle,
            "name": each.name,
            "zone": each.zone,
            "is_bot": each.is_bot,
            "is_gone": each.is_gone,
            "is_guest": each.is_guest,
            "is_stranger": each.is_stranger,
        }
        for each in people
    ]
    keys = ("workspace_id", "id")
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    new = dialect.insert(Person)
    changed = {name: new.excluded[name] for name in rows[0] if name not in keys} if rows else {}
    if rows:
        await session.execute(new.on_conflict_do_update(index_elements=keys, set_=changed), rows)
