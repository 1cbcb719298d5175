"""`export`, `postmortem`, `verify`, `import`: records leave, are looked at, and come in."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from incident_bot.cli.failing import fail, settings_or_fail
from incident_bot.settings import Settings

_Workspace = Annotated[str | None, typer.Option(help="Slack's team id, when the database has several.")]
_Zone = Annotated[str, typer.Option(help="Show times in it beside UTC, as in Europe/Berlin.")]


def export(
    incidents: Annotated[list[str] | None, typer.Argument(help="As in INC-1 INC-2.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every incident.")] = False,
    since: Annotated[str, typer.Option(help="Those declared since then, as in 2026-01-01.")] = "",
    until: Annotated[str, typer.Option(help="Those declared until then, that day included.")] = "",
    format_: Annotated[
        list[str] | None, typer.Option("--format", help="As in markdown, json, csv; again for one more.")
    ] = None,
    zone: _Zone = "UTC",
    kinds: Annotated[str, typer.Option(help="Only entries of these kinds, as in note,decision.")] = "",
    starred: Annotated[bool, typer.Option("--starred", help="Only entries with a star.")] = False,
    pseudonyms: Annotated[bool, typer.Option("--pseudonyms", help="Person 1, Person 2, not names.")] = False,
    out: Annotated[Path | None, typer.Option(help="This file; this folder, where there are many.")] = None,
    workspace: _Workspace = None,
) -> None:
    """Print the record of an incident, or write those of many as files."""
    from incident_bot.errors import Refused
    from incident_bot.exports.many import Asked, run_export
    from incident_bot.exports.wanted import Wanted
    from incident_bot.messages.refusal import sentence

    only: tuple[str, ...] = ()
    if kinds:
        from incident_bot.commands.kinds_named import kinds_named

        try:
            only = kinds_named(kinds)
        except Refused as refused:
            fail([sentence(refused.problem)])
    wanted = Wanted(zone, only, starred, pseudonyms)
    formats = tuple(format_ or ["markdown"])
    asked = Asked(tuple(incidents or ()), all_, since, until, formats, wanted, out, workspace)
    try:
        raise typer.Exit(asyncio.run(run_export(_settings(), asked)))
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def postmortem(
    incident: Annotated[str, typer.Argument(help="The incident, as in INC-1.")],
    zone: _Zone = "UTC",
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")] = None,
    workspace: _Workspace = None,
) -> None:
    """Print the postmortem of an incident: what the record knows, and what is to be filled in."""
    from incident_bot.exports.postmortem_printed import run_postmortem

    raise typer.Exit(asyncio.run(run_postmortem(_settings(), incident, zone, out, workspace)))


def verify(
    what: Annotated[
        list[str] | None, typer.Argument(help="INC-1, or a JSON export. Without: every incident.")
    ] = None,
    head: Annotated[
        str, typer.Option(help="A head that somebody kept, as the room was told: it must be in there.")
    ] = "",
    workspace: _Workspace = None,
) -> None:
    """Check that records are what was written down. Ends with 0 if so, 1 if not, 2 if it cannot look."""
    from incident_bot.exports.verified import run_verify

    raise typer.Exit(asyncio.run(run_verify(_settings(), what or [], workspace, head)))


def import_(
    files: Annotated[list[Path], typer.Argument(help="JSON exports, or timelines in Markdown.")],
    workspace: Annotated[str | None, typer.Option(help="Slack's team id, where it is to go.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, save nothing.")] = False,
    zone: Annotated[str, typer.Option(help="Of the times in Markdown, as in Europe/Berlin.")] = "UTC",
    date: Annotated[str, typer.Option(help="Of the first line in Markdown, as in 2026-03-29.")] = "",
    severity: Annotated[str, typer.Option(help="Where the Markdown does not say it, as in sev2.")] = "",
    title: Annotated[str, typer.Option(help="Where the Markdown has none, or another one is better.")] = "",
) -> None:
    """Bring in the records of earlier incidents. Nobody is told, and no room is opened."""
    from incident_bot.importing.notes import Meant
    from incident_bot.importing.run import How, run_import

    how = How(Meant(title, severity, workspace), zone, date, dry_run)
    raise typer.Exit(asyncio.run(run_import(_settings(), files, how)))


def _settings() -> Settings:
    """What these commands print is a document: logs belong beside it, not into it."""
    from incident_bot import logs

    settings = settings_or_fail()
    logs.set_up(settings.log_format)
    return settings
