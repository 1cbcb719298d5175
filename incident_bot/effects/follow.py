"""From what happened to what must be done about it, in the transaction in which it happened."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.show import show
from incident_bot.effects.show_again import showing_again
from incident_bot.effects.show_homes import want_homes
from incident_bot.effects.table import CHANGES, EFFECTS
from incident_bot.incidents import chain
from incident_bot.incidents.facts import AT_ONCE
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.presence import brought_in, come_in
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.jobs.queue import NewJob, enqueue


async def follow(session: AsyncSession) -> None:
    """Save what happened to the session's incidents, and the jobs that follow from it."""
    changed = [each for each in session if isinstance(each, Incident) and each.happened]
    entries = [entry for incident in changed for entry in incident.happened]
    for incident in changed:
        incident.chain_head = chain.link(incident.chain_head or "", incident.happened)
    session.add_all(entries)
    came = [(each, entry, brought_in(each, entry)) for each in changed for entry in each.happened]
    for incident in changed:
        incident.happened = []
        # The clock looks at it next, and sees what is owed now.
        incident.wakes_at = AT_ONCE
    await session.flush()
    for incident, entry, people in came:
        await come_in(session, incident.id, people, entry.recorded_at)
    jobs = [job for entry in entries for job in _jobs(entry)]
    shown = {(job.args["incident"], job.kind) for job in jobs}
    reached = {each.id: each for each, entry, _ in came if _reaches_a_target(each, entry)}
    jobs += [showing_again(each) for key, each in reached.items() if (key, show.__name__) not in shown]
    await enqueue(session, jobs, run_at=clock.now())
    for workspace in {incident.workspace_id for incident in changed}:
        await want_homes(session, workspace)


def _reaches_a_target(incident: Incident, entry: TimelineEntry) -> bool:
    """Somebody did the first thing about it, or the commander did: the card says so, whatever it was."""
    return entry.what is not Kind.DECLARED and entry.recorded_at in (
        incident.responded_at,
        incident.engaged_at,
    )


def _jobs(entry: TimelineEntry) -> list[NewJob]:
    if entry.change is None and (entry.facts or {}).get("said_with"):
        # Of entries that came together the first one says them all: two hundred lines are one message.
        return []
    if entry.what is Kind.REMINDER and "outcome" not in (entry.facts or {}):
        # The reminder itself was said.
        return []
    return [
        NewJob(
            kind=effect.__name__,
            lane=f"incident:{entry.incident_id}:{destination}",
            args={"incident": entry.incident_id, "entry": entry.id},
        )
        for effect, destination in (EFFECTS[entry.what] if entry.change is None else CHANGES[entry.change])
    ]
