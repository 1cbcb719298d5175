"""Puts the postmortem where the incident lives, as a document, and tells whoever asked what to reword."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from incident_bot.effects.blame_on_record import blame_on_record
from incident_bot.effects.kit import Kit
from incident_bot.errors import GiveUp
from incident_bot.exports.postmortem import document
from incident_bot.incidents.facts import Place
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.blame import blame_found
from incident_bot.messages.drill import marked
from incident_bot.slack import text
from incident_bot.slack.message import Message


async def deliver_postmortem(run: Run, kit: Kit) -> None:
    """The file in the room; then, for whoever asked alone, words that name a person as the cause."""
    entry = await kit.entry(run)
    if entry.facts.get("change") != "written":
        return
    incident = await kit.incident(run)
    place = await _place(run, kit, incident, entry)
    upload = await run.step(_upload(kit, incident, entry))
    so_far = ", with what is known so far" if incident.is_open else ", a draft from the record"
    asked_by = "" if entry.facts.get("private") else f", asked for by {text.mention(entry.author or '')}"
    said = f"The postmortem of {incident.ref}{so_far}{asked_by}"
    comment = marked(Message(said), incident).text

    async def share() -> None:
        await kit.slack.share_uploads(
            [upload], place.channel, comment, thread=place.thread, look=run.in_doubt
        )

    await run.step(Step("share", share))
    await _tell_of_blame(run, kit, incident, entry)


async def _place(run: Run, kit: Kit, incident: Incident, entry: TimelineEntry) -> Place:
    person = entry.author
    if entry.facts.get("private") and person is not None:
        return Place(await run.step(Step("open", lambda: kit.slack.open_direct(person))))
    if incident.place is None:
        # The lane has opened its room by now, if it could be opened.
        raise GiveUp(
            f"{incident.ref} has no room to put its postmortem into; whoever wants it can have it with "
            "`postmortem private`, or from the command line"
        )
    return incident.place


def _upload(kit: Kit, incident: Incident, entry: TimelineEntry) -> Step:
    async def upload() -> dict[str, Any]:
        async with kit.database.reading() as session:
            content = await document(session, incident.id, kit.settings, entry.facts["zone"])
        with tempfile.TemporaryDirectory(prefix="incident-bot-") as folder:
            path = _written(Path(folder, f"{incident.ref}-postmortem.md"), content)
            place = await kit.slack.reserve_upload(path.name, len(content))
            await kit.slack.send_upload(place["url"], path)
        return {"id": place["file"], "title": f"{incident.ref} postmortem"}

    return Step("upload", upload)


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


async def _tell_of_blame(run: Run, kit: Kit, incident: Incident, entry: TimelineEntry) -> None:
    if entry.author is None:
        return
    async with kit.database.reading() as session:
        found, total = await blame_on_record(session, incident)
    if found:
        message = blame_found(found, total, incident, kit.settings)
        await run.step(kit.telling(run, incident, entry.author, message, at=entry.recorded_at))
