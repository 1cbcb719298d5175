"""Whether the channel in which somebody declares an incident can become its room."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.incidents import queries


async def why_no_room(ask: Ask, channel: str | None) -> str:
    """Why a channel cannot become a room, as far as is known without asking Slack; "" when it can."""
    if channel is None:
        return "there is no channel here that could become the room."
    if channel.startswith("D"):
        return "this is a conversation, and a room has to be a channel."
    workspace = await queries.workspace(ask.session, ask.request.workspace)
    if channel == workspace.status_channel:
        return "this is where all incidents are announced, so it cannot be the room of one."
    there = await queries.by_room(ask.session, ask.request.workspace, channel)
    return f"this channel is the room of {there.ref} already." if there else ""
