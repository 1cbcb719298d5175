"""Shows what is true: brings topic, card and announcement up to date, if they are not already."""

from __future__ import annotations

from incident_bot.effects import surfaces
from incident_bot.effects.kit import Kit
from incident_bot.jobs.run import Run, Step


async def show(run: Run, kit: Kit) -> None:
    """Render the incident as it is now, not as it was when the job was made."""
    incident = await kit.incident(run)
    room, card_before = incident.room_id, incident.card_ts
    if room is None:
        return
    workspace = await kit.workspace(incident.workspace_id)
    steps = surfaces.stale(run, kit, incident, workspace.status_channel)
    shown = dict(zip([step.name for step in steps], await run.together(*steps), strict=True))
    if (card := shown.get("card")) and card != card_before:
        # Somebody deleted the old one.
        await run.step(Step("pin", lambda: kit.slack.pin(room, card), dispensable=True))
