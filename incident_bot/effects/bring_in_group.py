"""Brings a user group into a room that did not wait for it: Slack could not say at once who is in it."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects import invitations
from incident_bot.effects.kit import Kit
from incident_bot.incidents.incident import Incident
from incident_bot.jobs.queue import NewJob, enqueue
from incident_bot.jobs.run import Run, Step


async def bring_in_group(run: Run, kit: Kit) -> None:
    """Ask until Slack answers; nobody is called any more for what is over, or no longer concerns them."""
    incident, group = await kit.incident(run), run.args["group"]
    wanted = incident.is_open and group in invitations.configured(incident, kit.settings)
    if not wanted or incident.room_id is None or incident.room_archived:
        return
    people = await run.step(invitations.group(kit, group))
    if people:
        await run.step(invitations.invite(kit, incident, people))


def later(run: Run, incident: Incident, groups: list[str]) -> list[Step]:
    """The step that leaves the groups which Slack could not read to jobs of their own, if there are any."""
    waiting = [group for group in groups if invitations.is_unread(run, group)]

    async def nothing() -> bool:
        return True

    async def keep(session: AsyncSession, _: bool) -> None:
        await enqueue(session, [_bringing(incident, group) for group in waiting], clock.now())

    return [Step("groups later", nothing, keep)] if waiting else []


def _bringing(incident: Incident, group: str) -> NewJob:
    args = {"incident": incident.id, "group": group}
    # A lane for each: one that cannot be read keeps no other out, and nothing waits for it in the room.
    return NewJob(bring_in_group.__name__, f"incident:{incident.id}:group:{group}", args)
