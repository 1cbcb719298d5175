"""Sends one digest, with what is true by then; nothing when there is nothing to say."""

from __future__ import annotations

from datetime import datetime

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.errors import GiveUp
from incident_bot.incidents.slot import LATE
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.digests.parts import late_digest
from incident_bot.reminders.digests import DIGESTS
from incident_bot.reminders.digests.digest import About
from incident_bot.slack.message import Message


async def send_digest(run: Run, kit: Kit) -> None:
    """Once for each slot, however often it is tried."""
    digest, slot = DIGESTS[run.args["digest"]], datetime.fromisoformat(run.args["slot"])
    workspace = await kit.workspace(run.args["workspace"])
    channel = digest.wanted(kit.settings).channel or workspace.status_channel
    if channel is None:
        raise GiveUp("there is no status channel yet to send it to")
    now = clock.now()
    about = About(workspace.id, slot, now, digest.zone(kit.settings), kit.settings)
    async with kit.database.reading() as session:
        said = await digest.writes(session, about)
    if said is not None:
        await run.step(_posting(run, kit, channel, late_digest(said, slot) if now - slot >= LATE else said))


def _posting(run: Run, kit: Kit, channel: str, said: Message) -> Step:
    since = kit.look_since(run, datetime.fromisoformat(run.args["slot"]))

    async def post() -> str:
        return await kit.slack.post(channel, said, key=f"{run.key}:post", look_since=since)

    return Step("post", post)
