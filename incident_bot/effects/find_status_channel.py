"""Finds the channel where incidents are announced, or makes it, and joins it."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.effects.kit import Kit
from incident_bot.errors import GiveUp
from incident_bot.incidents import queries
from incident_bot.incidents.workspace import Workspace
from incident_bot.jobs.run import Run, Step


async def find_status_channel(run: Run, kit: Kit) -> None:
    """Done once at the start, so that no declaration has to."""
    workspace = await kit.workspace(run.args["workspace"])
    await run.step(status_channel_step(run, kit, workspace))


def status_channel_step(run: Run, kit: Kit, workspace: Workspace) -> Step:
    """The channel's id, kept with the workspace."""
    name = kit.settings.status_channel

    async def find() -> str:
        found = await kit.slack.find_channel(name)
        if found is None:
            if made := await kit.slack.create_channel(name):
                return made
            raise GiveUp(f"announce incidents: #{name} exists, but the bot may not see it; invite it there")
        if found.is_archived:
            raise GiveUp(f"announce incidents: #{name} is archived")
        if not found.is_member:
            # To look for its own earlier posts there, the bot must be a member.
            await kit.slack.join(found.id)
        return found.id

    async def keep(session: AsyncSession, channel: str) -> None:
        (await queries.workspace(session, workspace.id)).status_channel = channel

    return Step("status channel", find, keep, dispensable=True)
