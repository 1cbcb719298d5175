"""`incident-bot postmortem`: the document to the terminal, or as a file."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from incident_bot.errors import Refused
from incident_bot.exports.many import STANDARD_OUTPUT
from incident_bot.exports.one import find
from incident_bot.exports.postmortem import document
from incident_bot.exports.terminal import complain
from incident_bot.exports.written_whole import written_whole
from incident_bot.migrations.ready import opened
from incident_bot.settings import Settings

DONE, REFUSED = 0, 2
"""How the command ends."""


async def run_postmortem(
    settings: Settings, ref: str, zone: str, out: Path | None, workspace: str | None
) -> int:
    """Write the postmortem of the incident `ref`; returns how the command ends."""
    try:
        async with opened(settings.database_url) as database, database.reading() as session:
            incident = await find(session, ref, workspace)
            content = await document(session, incident.id, settings, zone)
        if out is None or out == STANDARD_OUTPUT:
            sys.stdout.buffer.write(content)
            return DONE
        with written_whole([out]) as [file]:
            file.write(content)
    except Refused as refused:
        complain(refused)
        return REFUSED
    except OSError as unwritable:
        typer.echo(f"{out or unwritable.filename} cannot be written: {unwritable.strerror}.", err=True)
        return REFUSED
    typer.echo(f"Written to {out}.")
    return DONE
