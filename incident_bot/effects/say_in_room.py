"""Says in the room what happened."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.happened import happened


async def say_in_room(run: Run, kit: Kit) -> None:
    """One message for one entry, once."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    room = incident.room_id
    if room is None:
        return
    message = happened(entry, incident, kit.settings)
    since = kit.look_since(run, entry.recorded_at)
    await run.step(
        Step("post", lambda: kit.slack.post(room, message, key=f"{run.key}:post", look_since=since))
    )
