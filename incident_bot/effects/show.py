"""Shows what is true: brings topic, card and announcement up to date, if they are not already."""

from __future__ import annotations

from incident_bot.effects import surfaces
from incident_bot.effects.kit import Kit
from incident_bot.jobs.run import Run, Step


async def show(run: Run, kit: Kit) -> None:
    """Render the incident as it is now, not as it was when the job was made."""
    incident = await kit.incident(run)
    room = incident.room_id
    if room is None:
        return
    workspace = await kit.workspace(incident.workspace_id)
    await run.together(*surfaces.stale(run, kit, incident, workspace.status_channel))
    # Asked of the run: after a crash the card shows what is true already, and may still have to be pinned.
    if posted := surfaces.posted_card(run):
        # Somebody deleted the old one.
        await run.step(Step("pin", lambda: kit.slack.pin(room, posted), dispensable=True))
