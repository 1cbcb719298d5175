"""Writes the record into the canvas of the room: the same one each time."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.effects.deliver_export import deliver, wanted
from incident_bot.effects.kit import Kit
from incident_bot.errors import GiveUp
from incident_bot.exports.canvas import CANVAS, canvas, canvas_title
from incident_bot.exports.record import open_record
from incident_bot.incidents import queries
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.jobs.run import Run, Step
from incident_bot.slack import text
from incident_bot.slack.canvases import LONGEST
from incident_bot.slack.message import Message

NOT_OURS = (
    "write into the canvas of the room: somebody else made it, and what they wrote stays. "
    "The record comes as a file instead"
)


async def write_canvas(run: Run, kit: Kit) -> None:
    """Where there can be no canvas, the record comes as a file."""
    entry = await kit.entry(run)
    if CANVAS not in entry.facts["formats"]:
        return
    incident = await kit.incident(run)
    if incident.room_id is not None and await run.step(_writing(kit, incident, incident.room_id, entry)):
        asked_by = text.mention(entry.author or "")
        said = Message(f"The record of {incident.ref} is in the canvas of this room, asked for by {asked_by}")
        await kit.say(run, incident, said, name="said", at=entry.recorded_at)
    elif "markdown" not in entry.facts["formats"]:
        await deliver(run, kit, incident, entry, ["markdown"])


def _writing(kit: Kit, incident: Incident, room: str, entry: TimelineEntry) -> Step:
    async def write() -> dict[str, str]:
        async with open_record(kit.database, incident.id, kit.settings, wanted(entry)) as record:
            title, content = canvas_title(record), await canvas(record, LONGEST)
        known = incident.canvas_id
        if known is not None and await kit.slack.rewrite_canvas(known, title, content):
            return {"canvas": known}
        if (made := await kit.slack.create_canvas(room, title, content)) is not None:
            return {"canvas": made}
        # There is one. It may be of an earlier attempt whose answer was lost.
        ours = await kit.slack.our_canvas(room)
        if ours is None or not await kit.slack.rewrite_canvas(ours, title, content):
            raise GiveUp(NOT_OURS)
        return {"canvas": ours}

    async def keep(session: AsyncSession, written: dict[str, str]) -> None:
        fresh = await queries.by_id(session, incident.id, for_change=True)
        if fresh.room_id == room:
            fresh.canvas_id = written["canvas"]

    return Step("canvas", write, keep, dispensable=True)
