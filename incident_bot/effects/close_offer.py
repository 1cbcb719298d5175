"""Takes the buttons off offers that are over: accepted, declined, or made pointless."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from incident_bot.effects.kit import Kit
from incident_bot.effects.offer_role import offer_role
from incident_bot.incidents import on_record
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.jobs import queue
from incident_bot.jobs.job import Job
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.drill import marked
from incident_bot.messages.handoff import how_it_ended, offered

ABOUT_ROLES = (Kind.ROLE, Kind.HANDOFF, Kind.HANDOFF_ANSWER, Kind.RESOLVED)


async def close_offer(run: Run, kit: Kit) -> None:
    """Whatever an offer's own job posted is edited; editing twice is harmless.

    Should it miss one, the buttons stay, and say why they do nothing.
    """
    incident, entry = await kit.incident(run), await kit.entry(run)
    async with kit.database.reading() as session:
        entries = await on_record.of_kinds(session, incident.id, ABOUT_ROLES)
        over = {offer.id: offer for offer in ended_by(entry, entries)}
        posted = await queue.in_lane(session, run.job.lane, offer_role.__name__) if over else []
    edits = [
        edit
        for job in posted
        if job.args["entry"] in over
        for edit in _edits(kit, incident, over[job.args["entry"]], entry, job)
    ]
    await run.together(*edits)


def ended_by(entry: TimelineEntry, entries: Sequence[TimelineEntry]) -> list[TimelineEntry]:
    """The offers that waited for an answer when `entry` ended them; `entries` in the order they were made."""
    waiting: dict[str, TimelineEntry] = {}
    for earlier in entries:
        if earlier.id >= entry.id:
            break
        if earlier.what is Kind.RESOLVED:
            waiting.clear()
        elif earlier.what is Kind.HANDOFF:
            waiting[earlier.facts["role"]] = earlier
        else:
            waiting.pop(earlier.facts["role"], None)
    if entry.what is Kind.RESOLVED:
        return list(waiting.values())
    offer = waiting.get(entry.facts["role"])
    return [offer] if offer else []


def _edits(kit: Kit, incident: Incident, offer: TimelineEntry, ended: TimelineEntry, job: Job) -> list[Step]:
    how = how_it_ended(ended, incident, kit.settings)
    message = marked(offered(offer, incident, kit.settings, ended=how), incident)

    def edit(channel: str, ts: str) -> Callable[[], Awaitable[bool]]:
        return lambda: kit.slack.edit(channel, ts, message)

    steps = []
    if (ts := job.steps.get("post")) and incident.place is not None:
        steps.append(Step(f"room:{job.id}", edit(incident.place.channel, ts), dispensable=True))
    direct = job.steps.get(f"tell:{offer.facts['receiver']}")
    if direct and "ts" in direct:
        steps.append(Step(f"direct:{job.id}", edit(direct["channel"], direct["ts"]), dispensable=True))
    return steps
