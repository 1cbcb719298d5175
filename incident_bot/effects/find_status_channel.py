"""Finds the channel where incidents are announced, or makes it, and joins it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.effects.kit import Kit
from incident_bot.errors import GiveUp
from incident_bot.incidents import queries
from incident_bot.incidents.workspace import Workspace
from incident_bot.jobs.run import Run, Step


async def find_status_channel(run: Run, kit: Kit) -> None:
    """Done at each start, so that no declaration has to."""
    workspace = await kit.workspace(run.args["workspace"])
    found = await run.step(find(kit, workspace))
    if found:
        await run.step(join(kit, found))


def find(kit: Kit, workspace: Workspace) -> Step:
    """The channel's id (and whether the bot is in it), kept with the workspace."""
    name = kit.settings.status_channel

    async def look() -> dict[str, Any]:
        there = await kit.slack.find_channel(name)
        if there is None:
            if made := await kit.slack.create_channel(name):
                return {"id": made, "member": True}
            # Taken since we looked: by another job of ours, or else it is not public.
            there = await kit.slack.find_channel(name)
        if there is None:
            raise GiveUp(f"announce incidents: #{name} is not public; set another status_channel")
        if there.is_archived:
            raise GiveUp(f"announce incidents: #{name} is archived")
        return {"id": there.id, "member": there.is_member}

    async def keep(session: AsyncSession, found: dict[str, Any]) -> None:
        (await queries.workspace(session, workspace.id)).status_channel = found["id"]

    return Step("find status channel", look, keep, dispensable=True)


def join(kit: Kit, found: dict[str, Any]) -> Step:
    """To look for its own earlier posts there, the bot must be a member."""

    async def call() -> None:
        if not found["member"]:
            await kit.slack.join(found["id"])

    return Step("join status channel", call, dispensable=True)
