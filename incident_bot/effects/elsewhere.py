"""Says an update in a channel that is neither the room nor the status channel, if the bot can."""

from __future__ import annotations

from datetime import datetime

from incident_bot.effects.kit import Kit
from incident_bot.errors import GiveUp
from incident_bot.incidents.incident import Incident
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.drill import marked
from incident_bot.messages.updates.said import not_told
from incident_bot.slack.message import Message


async def say_elsewhere(
    run: Run, kit: Kit, incident: Incident, message: Message, *, whom: str, channel: str, at: datetime
) -> None:
    """One message, once. Where it cannot be said, the room is told, and the job goes on.

    Public channels take posts of an app that is not in them; a private one it has to be invited to.
    https://docs.slack.dev/reference/scopes/chat.write.public
    """
    said, since = marked(message, incident), kit.look_since(run, at)

    async def post() -> str:
        if since is not None:
            await _join(kit, channel)
        try:
            return await kit.slack.post(channel, said, key=f"{run.key}:{whom}", look_since=since)
        except GiveUp as refused:
            raise GiveUp(not_told(whom, channel, refused.why)) from refused

    await run.step(Step(whom, post, dispensable=True))


async def _join(kit: Kit, channel: str) -> None:
    """Only a member may look whether it was said already."""
    try:
        await kit.slack.join(channel)
    except GiveUp:
        # A private channel: the bot is in it, or could not have said anything.
        return
