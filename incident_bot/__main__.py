"""The command line. Rooms are imported by the command that needs them, so that each starts quickly."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import subprocess
import sys
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.engine import make_url

from incident_bot import logs
from incident_bot.settings import Misconfigured, Settings, load

cli = typer.Typer(
    help="Runs incidents in Slack: one bot, one file, one timeline.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@cli.command()
def serve() -> None:
    """Start the bot: it listens to Slack, runs jobs and watches the clock."""
    _run_bot(listens=True)


@cli.command()
def work() -> None:
    """Start a worker: it runs jobs and watches the clock, and leaves listening to `serve`."""
    _run_bot(listens=False)


@cli.command()
def migrate() -> None:
    """Bring the database to this version's shape (`serve` does it too)."""
    from incident_bot import migrations
    from incident_bot.database import Database

    async def upgrade() -> bool:
        database = Database(_settings().database_url)
        try:
            return await migrations.upgrade(database)
        finally:
            await database.close()

    done = asyncio.run(upgrade())
    typer.echo("The database is migrated." if done else "The database is up to date.", err=True)


@cli.command()
def check() -> None:
    """Check the settings, and say what they are."""
    settings = _settings()
    for name in sorted(type(settings).model_fields):
        shown = getattr(settings, name)
        if name == "database_url":
            shown = make_url(shown).render_as_string(hide_password=True)
        typer.echo(f"{name} = {shown!r}")
    _check(settings, listens=True)


@cli.command()
def export(
    incidents: Annotated[list[str] | None, typer.Argument(help="As in INC-1 INC-2.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every incident.")] = False,
    since: Annotated[str, typer.Option(help="Those declared since then, as in 2026-01-01.")] = "",
    until: Annotated[str, typer.Option(help="Those declared until then, that day included.")] = "",
    format_: Annotated[
        list[str] | None, typer.Option("--format", help="As in markdown, json, csv; again for one more.")
    ] = None,
    zone: Annotated[str, typer.Option(help="Show times in it beside UTC, as in Europe/Berlin.")] = "UTC",
    kinds: Annotated[str, typer.Option(help="Only entries of these kinds, as in note,decision.")] = "",
    starred: Annotated[bool, typer.Option("--starred", help="Only entries with a star.")] = False,
    pseudonyms: Annotated[bool, typer.Option("--pseudonyms", help="Person 1, Person 2, not names.")] = False,
    out: Annotated[Path | None, typer.Option(help="This file; this folder, where there are many.")] = None,
    workspace: Annotated[
        str | None, typer.Option(help="Slack's team id, when the database has several.")
    ] = None,
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
            _fail([sentence(refused.problem)])
    wanted = Wanted(zone, only, starred, pseudonyms)
    formats = tuple(format_ or ["markdown"])
    asked = Asked(tuple(incidents or ()), all_, since, until, formats, wanted, out, workspace)
    try:
        raise typer.Exit(asyncio.run(run_export(_settings(), asked)))
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


@cli.command()
def postmortem(
    incident: Annotated[str, typer.Argument(help="The incident, as in INC-1.")],
    zone: Annotated[str, typer.Option(help="Show times in it beside UTC, as in Europe/Berlin.")] = "UTC",
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")] = None,
    workspace: Annotated[
        str | None, typer.Option(help="Slack's team id, when the database has several.")
    ] = None,
) -> None:
    """Print the postmortem of an incident: what the record knows, and what is to be filled in."""
    from incident_bot.exports.postmortem_printed import run_postmortem

    raise typer.Exit(asyncio.run(run_postmortem(_settings(), incident, zone, out, workspace)))


@cli.command()
def verify(
    what: Annotated[
        list[str] | None, typer.Argument(help="INC-1, or a JSON export. Without: every incident.")
    ] = None,
    head: Annotated[
        str, typer.Option(help="A head that somebody kept, as the room was told: it must be in there.")
    ] = "",
    workspace: Annotated[
        str | None, typer.Option(help="Slack's team id, when the database has several.")
    ] = None,
) -> None:
    """Check that records are what was written down. Ends with 0 if so, 1 if not, 2 if it cannot look."""
    from incident_bot.exports.verified import run_verify

    raise typer.Exit(asyncio.run(run_verify(_settings(), what or [], workspace, head)))


@cli.command("import")
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


@cli.command()
def sandbox(
    port: Annotated[
        int, typer.Option(help="Where the page and the Web API are served.", min=0, max=65535)
    ] = 4390,
    config: Annotated[
        Path | None, typer.Option(help="People, groups and channels (TOML). Without: Ann, Bo, Chi and Dee.")
    ] = None,
    manifest: Annotated[
        Path | None, typer.Option("--app", help="A Slack app manifest (YAML or JSON).")
    ] = None,
    request_url: Annotated[
        str | None, typer.Option(help="Deliver here over signed HTTP instead of Socket Mode.")
    ] = None,
    journal: Annotated[
        Path | None, typer.Option(help="Add all traffic to this file, one line of JSON each.")
    ] = None,
    rate_limits: Annotated[bool, typer.Option("--rate-limits", help="Answer 429 as Slack does.")] = False,
    latency: Annotated[
        list[str] | None,
        typer.Option(help="Seconds that each call takes, as 0.08, or one method, as chat.update=0.2."),
    ] = None,
    fault: Annotated[
        list[str] | None,
        typer.Option(help="METHOD=KIND for the next call, METHOD=KIND:SHARE for a share of all."),
    ] = None,
    duplicates: Annotated[float, typer.Option(help="This share of events comes twice.", min=0, max=1)] = 0,
    reordered: Annotated[
        float, typer.Option(help="This share of events comes after the next.", min=0, max=1)
    ] = 0,
    cut: Annotated[float, typer.Option(help="Every so many seconds all sockets are cut.", min=0)] = 0,
    seed: Annotated[int | None, typer.Option(help="The same number, the same chance.")] = None,
) -> None:
    """Start a local Slack-like workspace for any Slack app, on this machine only."""
    from incident_bot.sandbox import CannotStart, Weather, run_sandbox

    weather = Weather(rate_limits, latency or (), fault or (), duplicates, reordered, seed, cut)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(
                run_sandbox(
                    port,
                    config=config,
                    manifest=manifest,
                    request_url=request_url,
                    journal=journal,
                    weather=weather,
                )
            )
    except CannotStart as refused:
        _fail(str(refused).splitlines())


@cli.command("try")
def try_(
    port: Annotated[int, typer.Option(help="Where the page is served.", min=0, max=65535)] = 4390,
) -> None:
    """Start a local workspace and the bot in it. No Slack account is needed; nothing leaves this machine."""
    from incident_bot.trial import run_trial

    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        raise typer.Exit(asyncio.run(run_trial(port)))


@cli.command()
def replay(
    drill: Annotated[Path, typer.Argument(help="A recorded incident, as in config/drills.")],
    speed: Annotated[float, typer.Option(help="How many times faster than it happened.", min=1)] = 600,
    out: Annotated[Path, typer.Option(help="The folder that gets the exported timeline.")] = Path("replay"),
) -> None:
    """Let a recorded incident happen again in a local workspace, with the bot, and export its timeline."""
    from incident_bot.replay import run_replay

    with contextlib.suppress(KeyboardInterrupt):
        raise typer.Exit(asyncio.run(run_replay(drill, speed, out)))


def main() -> None:
    """The console script."""
    cli()


def _run_bot(*, listens: bool) -> None:
    settings = _settings()
    logs.set_up(settings.log_format)
    _check(settings, listens=listens)
    _migrate_aside(settings)
    # The database's thread must not wait 5 ms for its turn each time it has fetched something.
    sys.setswitchinterval(0.0005)
    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(_until_told(settings, listens=listens))
    except Misconfigured as wrong:
        _fail(wrong.problems)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The faster loop, where there is one for the system."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def _check(settings: Settings, *, listens: bool) -> None:
    """Whatever is missing is told before anything is made."""
    from incident_bot.app import missing

    if sentences := missing(settings, listens=listens):
        _fail(sentences)


def _migrate_aside(settings: Settings) -> None:
    """A migration runs in a process of its own, so that the bot need not carry Alembic about for ever."""
    from incident_bot import migrations
    from incident_bot.database import Database

    async def is_current() -> bool:
        database = Database(settings.database_url)
        try:
            return await migrations.version(database) == migrations.HEAD
        finally:
            await database.close()

    if not asyncio.run(is_current()):
        done = subprocess.run(
            [sys.executable, "-m", "incident_bot", "migrate"], check=False, capture_output=True, text=True
        )
        if done.returncode != 0:
            _fail([done.stderr.strip()])


async def _until_told(settings: Settings, *, listens: bool) -> None:
    from incident_bot import clock
    from incident_bot.app import Bot

    if settings.clock_file is not None:
        clock.follow(settings.clock_file)
    told = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, told.set)
    bot = Bot(settings, listens=listens)
    starting = asyncio.create_task(bot.start())
    stopping = asyncio.create_task(told.wait())
    try:
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
            # What is loaded now stays: the collector need not look through it again and again.
            gc.freeze()
            await stopping
    finally:
        starting.cancel()
        stopping.cancel()
        await bot.stop()


def _settings() -> Settings:
    try:
        return load()
    except Misconfigured as wrong:
        _fail(wrong.problems)


def _fail(sentences: list[str]) -> typing.NoReturn:
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(2)


if __name__ == "__main__":
    main()
