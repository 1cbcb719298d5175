"""`serve`, `work`, `migrate`, `check`: the bot itself, its database and its settings."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import typer
from sqlalchemy.engine import make_url

from incident_bot.cli.failing import fail, settings_or_fail
from incident_bot.cli.running import run_bot
from incident_bot.settings import Misconfigured, Settings


def serve() -> None:
    """Start the bot: it listens to Slack, runs jobs and watches the clock."""
    _run(listens=True)


def work() -> None:
    """Start a worker: it runs jobs and watches the clock, and leaves listening to `serve`."""
    _run(listens=False)


def migrate() -> None:
    """Bring the database to this version's shape (`serve` does it too)."""
    from incident_bot import migrations
    from incident_bot.database import Database

    async def upgrade() -> bool:
        database = Database(settings_or_fail().database_url)
        try:
            return await migrations.upgrade(database)
        finally:
            await database.close()

    done = asyncio.run(upgrade())
    typer.echo("The database is migrated." if done else "The database is up to date.", err=True)


def check() -> None:
    """Check the settings, and say what they are."""
    settings = settings_or_fail()
    for name in sorted(type(settings).model_fields):
        shown = getattr(settings, name)
        if name == "database_url":
            shown = make_url(shown).render_as_string(hide_password=True)
        typer.echo(f"{name} = {shown!r}")
    _nothing_is_missing(settings, listens=True)


def _run(*, listens: bool) -> None:
    from incident_bot import logs

    settings = settings_or_fail()
    logs.set_up(settings.log_format)
    _nothing_is_missing(settings, listens=listens)
    _migrate_aside(settings)
    try:
        run_bot(settings, listens=listens)
    except Misconfigured as wrong:
        fail(wrong.problems)


def _nothing_is_missing(settings: Settings, *, listens: bool) -> None:
    """Whatever is missing is told before anything is made."""
    from incident_bot.app import missing

    if sentences := missing(settings, listens=listens):
        fail(sentences)


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
            fail([done.stderr.strip()])
