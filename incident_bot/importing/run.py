"""`incident-bot import`: files one after the other, each in a transaction of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from sqlalchemy.exc import DataError, IntegrityError

from incident_bot import clock, migrations
from incident_bot.database import Database
from incident_bot.errors import Refused
from incident_bot.exports.json_reading import document_in
from incident_bot.exports.terminal import complain, say
from incident_bot.exports.zone import zone_named
from incident_bot.importing.days import day_in
from incident_bot.importing.document import check_document, save_document
from incident_bot.importing.notes import Meant, save_notes
from incident_bot.importing.outline import outline
from incident_bot.importing.shown import left_lines, saved_lines, understood_lines
from incident_bot.migrations.ready import missing_file, opened, usable
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
        async with _ready(settings, dry=how.dry) as database:
            for path in files:
                try:
                    await _import(database, settings, path, how, zone, day)
                except Refused as refused:
                    complain(refused, f"{path}: ")
                    ended = REFUSED
    except Refused as refused:
        complain(refused)
        return REFUSED
    if how.dry:
        say("Nothing was saved: this was a dry run.")
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
    except (IntegrityError, OverflowError) as unkeepable:
        why = str(getattr(unkeepable, "orig", unkeepable)).strip().partition("\n")[0].rstrip(".")
        raise Refused(f"the database does not take it: {why}.") from None
    finally:
        # Also of a file that is refused people see how its lines were understood.
        if found is not None:
            _say(understood_lines(found) if how.dry else [])
            _say(left_lines(found))
    _say(saved_lines(saved, path.name, dry=how.dry))


def _say(lines: Sequence[str]) -> None:
    for line in lines:
        say(line)


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


@asynccontextmanager
async def _ready(settings: Settings, *, dry: bool) -> AsyncIterator[Database]:
    """The database. Where there is none it is made: whoever begins with an import need not start the bot."""
    url = settings.database_url
    if (missing := missing_file(url)) is None:
        async with opened(url) as database:
            yield database
        return
    if missing.exists() or not missing.parent.is_dir():
        why = "it is a folder" if missing.exists() else f"there is no folder {missing.parent}"
        raise Refused(f"the database {missing} cannot be made: {why}. DATABASE_URL says where it is.")
    with TemporaryDirectory() if dry else nullcontext() as aside:
        # Nothing is to be left of a dry run.
        url = f"sqlite:///{aside}/dry-run.db" if aside else url
        with usable(url):
            await _make(url)
        async with opened(url) as database:
            yield database


async def _make(url: str) -> None:
    database = Database(url)
    try:
        await migrations.upgrade(database)
    finally:
        await database.close()
