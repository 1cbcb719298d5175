"""Shows what is true: brings topic, card and announcement up to date, if they are not already."""

from __future__ import annotations

from datetime import timedelta

from incident_bot.effects import surfaces
from incident_bot.effects.kit import Kit
from incident_bot.effects.show_later import edited_lately, show_later
from incident_bot.incidents.incident import Incident
from incident_bot.jobs.queue import NewJob, enqueue_once
from incident_bot.jobs.run import Run, Step


async def show(run: Run, kit: Kit) -> None:
    """Render the incident as it is now, not as it was when the job was made."""
    incident = await kit.incident(run)
    room = incident.room_id
    if incident.place is None and incident.announcement_ts is None:
        return
    workspace = await kit.workspace(incident.workspace_id)
    stale = surfaces.stale(run, kit, incident, workspace.status_channel)
    if stale and await _waits(run, kit, incident):
        return
    await run.together(*stale)
    # Asked of the run: after a crash the card shows what is true already, and may still have to be pinned.
    if room is not None and (posted := surfaces.posted_card(run)):
        # Somebody deleted the old one.
        await run.step(Step("pin", lambda: kit.slack.pin(room, posted), dispensable=True))


async def _waits(run: Run, kit: Kit, incident: Incident) -> bool:
    """Something was edited less than a second ago: then all further changes are shown at once, after it."""
    every = timedelta(seconds=kit.settings.edit_seconds)
    # Only the first attempt waits: another may have to look for what the one before it has done.
    if run.in_doubt or incident.shown_at is None or not edited_lately(incident.shown_at, every):
        return False
    job = NewJob(
        show_later.__name__, f"incident:{incident.id}:{show_later.__name__}", {"incident": incident.id}
    )
    async with kit.database.writing() as session:
        await enqueue_once(session, job, incident.shown_at + every)
    return True
