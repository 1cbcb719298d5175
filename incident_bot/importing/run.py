"""`incident-bot import`: files one after the other, each in a transaction of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import typer
from sqlalchemy.exc import DataError

from incident_bot import clock, migrations
from incident_bot.database import Database
from incident_bot.errors import Refused
from incident_bot.exports.json_reading import document_in
from incident_bot.exports.zone import zone_named
from incident_bot.importing.days import day_in
from incident_bot.importing.document import check_document, save_document
from incident_bot.importing.notes import Meant, save_notes
from incident_bot.importing.outline import outline
from incident_bot.importing.shown import left_lines, saved_lines, understood_lines
from incident_bot.messages.refusal import sentence
from incident_bot.migrations.ready import missing_file, opened
from incident_bot.settings import Settings

DONE, REFUSED = 0, 2
"""How the command ends."""


@dataclass(frozen=True)
class How:
    """What was asked for besides the files. All but the workspace is for Markdown."""

    meant: Meant
    zone: str = "UTC"
    day: str = ""
    dry: bool = False


async def run_import(settings: Settings, files: Sequence[Path], how: How) -> int:
    """Import every file that can be; returns how the command ends."""
    ended = DONE
    try:
        zone, day = zone_named(how.zone), _day(how.day)
        if missing_file(settings.database_url) is not None:
            await _make(settings)
        async with opened(settings.database_url) as database:
            for path in files:
                try:
                    await _import(database, settings, path, how, zone, day)
                except Refused as refused:
                    _complain(refused, f"{path}: ")
                    ended = REFUSED
    except Refused as refused:
        _complain(refused)
        return REFUSED
    if how.dry:
        typer.echo("Nothing was saved: this was a dry run.")
    return ended


async def _import(
    database: Database, settings: Settings, path: Path, how: How, zone: ZoneInfo, day: date | None
) -> None:
    source, text = _read(path)
    now = clock.now()
    is_json = path.suffix.lower() == ".json" or text.lstrip().startswith("{")
    # What takes long is done before anybody has to wait for the one who writes.
    found = None if is_json else outline(text, zone, now, day)
    document = document_in(text) if is_json else {}
    if is_json:
        check_document(document, settings)
    try:
        async with database.writing() as session:
            if found is None:
                saved = await save_document(session, document, now, how.meant.workspace)
            else:
                saved = await save_notes(session, found, source, settings, now, how.meant)
            if how.dry:
                await session.rollback()
    except DataError:
        raise Refused("the database does not take it: a name or an id in it is too long.") from None
    finally:
        # Also of a file that is refused people see how its lines were understood.
        if found is not None:
            _say(understood_lines(found) if how.dry else [])
            _say(left_lines(found))
    _say(saved_lines(saved, path.name, dry=how.dry))


def _say(lines: Sequence[str]) -> None:
    for line in lines:
        typer.echo(line)


def _complain(refused: Refused, before: str = "") -> None:
    example = f" For example: {refused.example}" if refused.example else ""
    typer.echo(f"{before}{sentence(refused.problem)}{example}", err=True)


def _read(path: Path) -> tuple[bytes, str]:
    try:
        source = path.read_bytes()
        return source, source.decode("utf-8-sig")
    except OSError as unreadable:
        raise Refused(f"it cannot be read: {unreadable.strerror}.") from None
    except UnicodeDecodeError:
        raise Refused("it is not in UTF-8.") from None


def _day(said: str) -> date | None:
    if said and (day := day_in(said)) is None:
        raise Refused(f"“{said}” is no day.", example="--date 2026-03-29")
    return day if said else None


async def _make(settings: Settings) -> None:
    """A new file: whoever begins with an import need not start the bot before."""
    database = Database(settings.database_url)
    try:
        await migrations.upgrade(database)
    finally:
        await database.close()
