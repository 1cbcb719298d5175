"""Tells the status channel: a reply under the announcement, so that the channel stays short."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.happened import happened


async def say_in_status_channel(run: Run, kit: Kit) -> None:
    """One reply for one entry, once. Without an announcement there is nothing to reply to."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    channel, thread = incident.announcement_channel, incident.announcement_ts
    if channel is None or thread is None:
        return
    message = happened(entry, incident, kit.settings)
    since = kit.look_since(run, entry.recorded_at)
    key = f"{run.key}:status"
    await run.step(
        Step("post", lambda: kit.slack.post(channel, message, key=key, look_since=since, thread=thread))
    )
