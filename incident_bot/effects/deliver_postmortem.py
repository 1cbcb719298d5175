"""Puts the postmortem where the incident lives, as a document, and tells whoever asked what to reword."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from incident_bot.effects.blame_on_record import blame_on_record
from incident_bot.effects.handing_over import asked_by, hand_over, uploaded
from incident_bot.effects.kit import Kit
from incident_bot.exports.postmortem import document
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.blame import blame_found


async def deliver_postmortem(run: Run, kit: Kit) -> None:
    """The file in the room; then, for whoever asked alone, words that name a person as the cause."""
    entry = await kit.entry(run)
    if entry.facts.get("change") != "written":
        return
    incident = await kit.incident(run)
    so_far = ", with what is known so far" if incident.is_open else ", a draft from the record"
    said = f"The postmortem of {incident.ref}{so_far}{asked_by(entry)}"
    upload = _upload(kit, incident, entry)
    await hand_over(run, kit, incident, entry, [upload], said, what="postmortem", command="postmortem")
    await _tell_of_blame(run, kit, incident, entry)


def _upload(kit: Kit, incident: Incident, entry: TimelineEntry) -> Step:
    async def upload() -> dict[str, Any]:
        async with kit.database.reading() as session:
            content = await document(session, incident.id, kit.settings, entry.facts["zone"])
        with tempfile.TemporaryDirectory(prefix="incident-bot-") as folder:
            path = _written(Path(folder, f"{incident.ref}-postmortem.md"), content)
            return await uploaded(kit, path, len(content), f"{incident.ref} postmortem")

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
