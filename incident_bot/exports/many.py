"""`incident-bot export`: the records of one incident or of many, to the terminal or as files."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import BinaryIO

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.database import Database
from incident_bot.errors import Refused
from incident_bot.exports import FORMATS
from incident_bot.exports.one import find, format_for, must_be_known
from incident_bot.exports.record import open_record
from incident_bot.exports.terminal import complain
from incident_bot.exports.wanted import Wanted
from incident_bot.exports.written_whole import written_whole
from incident_bot.incidents.incident import Incident
from incident_bot.migrations.ready import opened
from incident_bot.settings import Settings

DONE, REFUSED = 0, 2
"""How the command ends."""

STANDARD_OUTPUT = Path("-")
"""As `--out`, it is what it is without."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_NOT_TEXT = ("pdf",)


@dataclass(frozen=True)
class Asked:
    """What was typed, as it was typed."""

    refs: tuple[str, ...] = ()
    all: bool = False
    since: str = ""
    until: str = ""
    formats: tuple[str, ...] = ("markdown",)
    wanted: Wanted = field(default_factory=Wanted)
    out: Path | None = None
    workspace: str | None = None


@dataclass(frozen=True)
class _Chosen:
    """An incident to be written, and what its files are called without their suffix."""

    id: int
    name: str


async def run_export(settings: Settings, asked: Asked) -> int:
    """Write what was asked for; returns how the command ends."""
    # What is loaded now stays: the collector need not look through it again and again.
    gc.freeze()
    try:
        formats = list(dict.fromkeys(format_for(each) for each in asked.formats))
        # Said before anything is read: there may be no such zone.
        asked.wanted.zones  # noqa: B018
        _must_be_clear(asked)
        async with opened(settings.database_url) as database:
            async with database.reading() as session:
                chosen = await _chosen(session, asked)
            if not chosen:
                raise Refused(_nothing(asked))
            await _write(database, settings, asked, chosen, formats)
    except Refused as refused:
        complain(refused)
        return REFUSED
    except BrokenPipeError:
        # Whoever reads has had enough, as `head` does; Python would complain of it once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as unwritable:
        where = asked.out or unwritable.filename
        typer.echo(f"{where} cannot be written: {unwritable.strerror}.", err=True)
        return REFUSED
    return DONE


def _must_be_clear(asked: Asked) -> None:
    if asked.refs and (asked.all or asked.since or asked.until):
        raise Refused("either name incidents, or say which with --all, --since and --until.")
    if not (asked.refs or asked.all or asked.since or asked.until):
        raise Refused(
            "it is not said which incident. Name it, or say --all.", example="incident-bot export INC-12"
        )
    if asked.since and asked.until:
        since, until = (
            _moment(asked.since, asked.wanted, "since"),
            _moment(asked.until, asked.wanted, "until"),
        )
        if since >= until:
            raise Refused(
                f"--since {asked.since} is not before --until {asked.until}, so nothing lies between them.",
                example="--since 2026-01-05 --until 2026-01-31",
            )


def _nothing(asked: Asked) -> str:
    """Why there is nothing to be written."""
    in_that_time = " in that time" if asked.since or asked.until else " yet"
    return f"no incident was declared{in_that_time}."


async def _chosen(session: AsyncSession, asked: Asked) -> list[_Chosen]:
    if asked.refs:
        named = {(found := await find(session, ref, asked.workspace)).id: found for ref in asked.refs}
        incidents: Sequence[Incident] = list(named.values())
    else:
        incidents = await _declared(session, asked)
    # Two workspaces may have an incident of the same name.
    several = len({each.workspace_id for each in incidents}) > 1
    homes = {home: n for n, home in enumerate(sorted({each.workspace_id for each in incidents}), start=1)}

    def name(of: Incident) -> str:
        if not several:
            return of.ref
        # Whoever is not to know who it was need not know where.
        home = f"workspace-{homes[of.workspace_id]}" if asked.wanted.pseudonyms else of.workspace_id
        return f"{home}-{of.ref}"

    return [_Chosen(each.id, name(each)) for each in incidents]


async def _declared(session: AsyncSession, asked: Asked) -> Sequence[Incident]:
    found = select(Incident).order_by(Incident.workspace_id, Incident.number)
    if asked.workspace is not None:
        await must_be_known(session, asked.workspace)
        found = found.where(Incident.workspace_id == asked.workspace)
    if asked.since:
        found = found.where(Incident.declared_at >= _moment(asked.since, asked.wanted, "since"))
    if asked.until:
        found = found.where(Incident.declared_at < _moment(asked.until, asked.wanted, "until"))
    return (await session.scalars(found)).all()


def _moment(typed: str, wanted: Wanted, option: str) -> datetime:
    """A day or a moment, in the zone that times are told in; until a day is until it has ended."""
    try:
        at = datetime.fromisoformat(typed.strip())
        if _DAY.fullmatch(typed.strip()):
            day = date.fromisoformat(typed.strip()) + timedelta(days=option == "until")
            at = datetime.combine(day, time())
        return (at if at.tzinfo else at.replace(tzinfo=wanted.local)).astimezone(UTC)
    except (ValueError, OverflowError) as wrong:
        raise Refused(
            f"“{typed}” is no day for --{option}. Days are written like 2026-01-05, moments like "
            "2026-01-05T14:30.",
            example=f"--{option} 2026-01-05",
        ) from wrong


async def _write(
    database: Database, settings: Settings, asked: Asked, chosen: Sequence[_Chosen], formats: Sequence[str]
) -> None:
    one = len(asked.refs) == 1 and len(formats) == 1
    to_terminal = asked.out is None or asked.out == STANDARD_OUTPUT
    if not one and (to_terminal or (asked.out is not None and asked.out.exists() and not asked.out.is_dir())):
        what = "" if to_terminal else f", and {asked.out} is none"
        raise Refused(f"several files need a folder{what}: say which with --out.", example="--out records")
    if asked.out is None or to_terminal:
        await _print(database, settings, asked.wanted, chosen[0], formats[0])
    elif one and not asked.out.is_dir():
        with written_whole([asked.out]) as files:
            await _into(database, settings, asked.wanted, chosen[0], formats, files)
        typer.echo(f"Written to {asked.out}.")
    else:
        await _into_folder(database, settings, asked, asked.out, chosen, formats)


async def _print(
    database: Database, settings: Settings, wanted: Wanted, incident: _Chosen, name: str
) -> None:
    export = FORMATS[name]
    if name in _NOT_TEXT and sys.stdout.isatty():
        example = f"--out {incident.name}.{export.suffix}"
        raise Refused(f"{export.label} is nothing for a terminal: say where with --out.", example=example)
    await _into(database, settings, wanted, incident, [name], [sys.stdout.buffer])
    sys.stdout.flush()


async def _into_folder(
    database: Database,
    settings: Settings,
    asked: Asked,
    folder: Path,
    chosen: Sequence[_Chosen],
    formats: Sequence[str],
) -> None:
    _make(folder)
    count = size = 0
    try:
        with _progress(len(chosen)) as advance:
            for incident in chosen:
                paths = [folder / f"{incident.name}.{FORMATS[name].suffix}" for name in formats]
                with written_whole(paths) as files:
                    size += await _into(database, settings, asked.wanted, incident, formats, files)
                count += 1
                typer.echo(f"{incident.name}: {', '.join(path.name for path in paths)}")
                advance()
    finally:
        # Also when somebody stops it: these are whole.
        done = f"{count} of {len(chosen)}" if count < len(chosen) else str(count)
        many = "incident" if done == "1" else "incidents"
        typer.echo(f"{done} {many} written to {folder}, as {' and '.join(formats)}: {_large(size)} in all.")


def _large(size: int) -> str:
    """So many bytes, in the unit that says most."""
    if size < 1000:
        return "1 byte" if size == 1 else f"{size} bytes"
    return f"{size / 1e3:,.0f} kB" if size < 999_500 else f"{size / 1e6:,.1f} MB"


async def _into(
    database: Database,
    settings: Settings,
    wanted: Wanted,
    incident: _Chosen,
    formats: Sequence[str],
    files: Sequence[BinaryIO],
) -> int:
    """Every format of one incident, all of the same moment; returns how many bytes they have."""
    size = 0
    async with open_record(database, incident.id, settings, wanted) as record:
        for name, file in zip(formats, files, strict=True):
            async for piece in FORMATS[name].write(record):
                size += file.write(piece)
    return size


def _make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on the terminal, if there is one to see it; what it yields moves it on."""
    console = Console(stderr=True)
    columns = (TextColumn("Exporting"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=total)
        yield lambda: progress.advance(task)
