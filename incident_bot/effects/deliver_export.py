"""Puts the record where the incident lives, as files, or sends it to whoever asked."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from incident_bot.effects.handing_over import asked_by, hand_over, uploaded
from incident_bot.effects.kit import Kit
from incident_bot.exports import FORMATS
from incident_bot.exports.export import Export
from incident_bot.exports.record import open_record
from incident_bot.exports.wanted import Wanted
from incident_bot.exports.written_whole import written_whole
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.head import head_line


async def deliver_export(run: Run, kit: Kit) -> None:
    """Upload every format that was asked for, then share them in one message."""
    entry = await kit.entry(run)
    if formats := [name for name in entry.facts["formats"] if name in FORMATS]:
        await deliver(run, kit, await kit.incident(run), entry, formats)


async def deliver(
    run: Run, kit: Kit, incident: Incident, entry: TimelineEntry, formats: Sequence[str]
) -> None:
    """The record in these formats, as the entry has it, to where the entry says."""
    uploads = [_upload(kit, incident, name, wanted(entry)) for name in formats]
    said = f"The record of {incident.ref}{asked_by(entry)}{head_line(entry)}"
    await hand_over(run, kit, incident, entry, uploads, said, what="record", command="export")


def wanted(entry: TimelineEntry) -> Wanted:
    """What was asked for, as the entry has it."""
    facts = entry.facts
    return Wanted(
        facts["zone"],
        tuple(facts.get("kinds") or ()),
        bool(facts.get("only_starred")),
        bool(facts.get("pseudonyms")),
    )


def _upload(kit: Kit, incident: Incident, name: str, asked: Wanted) -> Step:
    export = FORMATS[name]

    async def upload() -> dict[str, Any]:
        with tempfile.TemporaryDirectory(prefix="incident-bot-") as folder:
            path, size = Path(folder, file_name(incident, export, asked)), 0
            # Never whole in memory: neither while it is made nor while it is sent.
            with written_whole([path]) as [file]:
                async with open_record(kit.database, incident.id, kit.settings, asked) as record:
                    async for piece in export.write(record):
                        size += file.write(piece)
            return await uploaded(kit, path, size, _title(incident, export.label, asked))

    return Step(f"upload {name}", upload)


def file_name(incident: Incident, export: Export, asked: Wanted) -> str:
    """`INC-12.md`; one without names, or with less than everything, says so."""
    more = "-pseudonyms" if asked.pseudonyms else ""
    less = "-excerpt" if asked.kinds or asked.starred else ""
    return f"{incident.ref}{less}{more}.{export.suffix}"


def _title(incident: Incident, label: str, asked: Wanted) -> str:
    zone = f", {asked.local.key}" if len(asked.zones) > 1 else ""
    less = f", {asked.in_words}" if asked.in_words else ""
    return f"{incident.ref} timeline ({label}{zone}{less})"
