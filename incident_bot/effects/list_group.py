"""Learns who is in a user group that may do something: commands then need not ask."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.effects.show_homes import want_homes
from incident_bot.errors import GiveUp
from incident_bot.incidents.workspace import GroupMember, KnownGroup
from incident_bot.jobs.queue import NewJob
from incident_bot.jobs.run import Run


async def list_group(run: Run, kit: Kit) -> None:
    """All its members, each time: repeating it is harmless, so there is nothing to remember."""
    workspace_id, group = run.args["workspace"], run.args["group"]
    try:
        members = await kit.slack.group(group)
    except GiveUp:
        # What cannot be read any more must not go on giving rights.
        async with kit.database.writing() as session:
            await forget_group(session, workspace_id, group)
            await want_homes(session, workspace_id)
        raise
    async with kit.database.writing() as session:
        await forget_group(session, workspace_id, group)
        session.add(KnownGroup(workspace_id=workspace_id, group=group, listed_at=clock.now()))
        session.add_all(
            GroupMember(workspace_id=workspace_id, group=group, person=person)
            for person in dict.fromkeys(members)
        )
        await want_homes(session, workspace_id)


async def forget_group(session: AsyncSession, workspace_id: str, group: str) -> None:
    """Nobody is known to be in it."""
    for table in (GroupMember, KnownGroup):
        await session.execute(delete(table).where(table.workspace_id == workspace_id, table.group == group))


def listing(workspace_id: str, group: str, *, key: str | None = None) -> NewJob:
    """The job that reads one group: one after the other, the latest is the last."""
    args = {"workspace": workspace_id, "group": group}
    return NewJob(list_group.__name__, f"workspace:{workspace_id}:group:{group}", args, key=key)
