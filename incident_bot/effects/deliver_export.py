"""Puts the record where the incident lives, as files."""

from __future__ import annotations

from typing import Any

from incident_bot.effects.kit import Kit
from incident_bot.errors import GiveUp
from incident_bot.exports import FORMATS
from incident_bot.exports.export import whole
from incident_bot.exports.record import open_record
from incident_bot.exports.wanted import Wanted
from incident_bot.incidents.incident import Incident
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.drill import marked
from incident_bot.slack import text
from incident_bot.slack.message import Message


async def deliver_export(run: Run, kit: Kit) -> None:
    """Upload every format that was asked for, then share them in one message."""
    entry = await kit.entry(run)
    incident = await kit.incident(run)
    place = incident.place
    if place is None:
        # The lane has opened its room by now, if it could be opened.
        raise GiveUp(f"{incident.ref} has no room to put its record into; the command line can export it")
    uploads = await run.together(
        *(_upload(kit, incident, name, entry.facts["zone"]) for name in entry.facts["formats"])
    )
    said = Message(f"The record of {incident.ref}, asked for by {text.mention(entry.author or '')}")
    comment = marked(said, incident).text

    async def share() -> None:
        await kit.slack.share_uploads(uploads, place.channel, comment, thread=place.thread, look=run.in_doubt)

    await run.step(Step("share", share))


def _upload(kit: Kit, incident: Incident, name: str, zone: str) -> Step:
    export = FORMATS[name]

    async def upload() -> dict[str, Any]:
        async with open_record(kit.database, incident.id, kit.settings, Wanted(zone)) as record:
            content = await whole(export.write(record))
        filename = f"{incident.ref}.{export.suffix}"
        place = await kit.slack.reserve_upload(filename, len(content))
        await kit.slack.send_upload(place["url"], content)
        return {"id": place["file"], "title": _title(incident, export.label)}

    return Step(f"upload {name}", upload)


def _title(incident: Incident, label: str) -> str:
    return f"{incident.ref} timeline ({label})"
