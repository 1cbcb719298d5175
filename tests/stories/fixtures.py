"""The team of a story, from an empty workspace and an empty database to a clean end."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterator, MutableMapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from structlog.testing import capture_logs

from incident_bot import clock
from incident_bot.app import Bot
from incident_bot.clock import MovedClock
from incident_bot.sandbox import Sandbox, Seed
from incident_bot.settings import Settings
from tests.postgres import fresh_database

from .own_settings import NO_DIGESTS, settings_of
from .running import InProcess
from .team import Team

MANIFEST = Path(__file__).parents[2] / "config" / "slack-manifest.yaml"
START = datetime(2026, 1, 5, 14, 30, tzinfo=UTC)
"""When stories begin: a Monday."""

Log = list[MutableMapping[str, Any]]
Assemble = Callable[..., AbstractAsyncContextManager[Team]]


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK sends even loopback calls through a proxy when one is set."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def lasting_postgres_url(postgres_url: str) -> Iterator[str]:
    """One database for all stories on PostgreSQL: a new one for each would take longer than the stories."""
    with fresh_database(postgres_url) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without a row in it, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'incidents.db'}"
    url: str = request.getfixturevalue("lasting_postgres_url")
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        if tables := [str(row[0]) for row in found if row[0] != "alembic_version"]:
            connection.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY")
    return url


@pytest.fixture
def log() -> Iterator[Log]:
    """What the bot logs."""
    with capture_logs() as captured:
        yield captured


@pytest.fixture
def moved_clock() -> Iterator[MovedClock]:
    """The bot's clock: it stands still at START until a story moves it."""
    moved = MovedClock(START)
    clock.use(moved)
    yield moved
    clock.use(None)


@pytest.fixture
async def sandbox(moved_clock: MovedClock) -> AsyncIterator[Sandbox]:
    """The workspace, with nobody but people in it yet."""
    made = Sandbox(Seed.example(MANIFEST), now=lambda: moved_clock().timestamp())
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def team(
    sandbox: Sandbox,
    database_url: str,
    moved_clock: MovedClock,
    log: Log,
    caplog: pytest.LogCaptureFixture,
) -> AsyncIterator[Team]:
    """The bot in the workspace, over Socket Mode.

    A test fails in which the bot logs an error, or shows what is not true.
    """
    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as made:
        yield made
        await made.everything_shown_is_true()
    _no_errors(log, caplog)


@pytest.fixture(name="team")
async def team_of_a_story(
    sandbox: Sandbox,
    database_url: str,
    moved_clock: MovedClock,
    log: Log,
    caplog: pytest.LogCaptureFixture,
    request: pytest.FixtureRequest,
) -> AsyncIterator[Team]:
    """The same; and a story fails, too, in which the bot says what it neither expected nor allowed."""
    own = settings_of(request.function)
    async with working(sandbox, over_socket(sandbox, database_url, **own), moved_clock) as made:
        yield made
        await made.everything_shown_is_true()
        made.expectations.check()
    _no_errors(log, caplog)


@pytest.fixture
async def team_over_http(sandbox: Sandbox, database_url: str, moved_clock: MovedClock) -> AsyncIterator[Team]:
    """The bot in the workspace, over signed HTTP."""
    async with _working_over_http(sandbox, database_url, moved_clock) as made:
        yield made


@pytest.fixture(name="team_over_http")
async def team_over_http_of_a_story(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> AsyncIterator[Team]:
    """The same, held to the same as every team of a story."""
    async with _working_over_http(sandbox, database_url, moved_clock) as made:
        yield made
        await made.everything_shown_is_true()
        made.expectations.check()


@asynccontextmanager
async def _working_over_http(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> AsyncIterator[Team]:
    """Signatures are checked by the machine's clock, so the moved one begins there, and must not go far."""
    moved_clock.move_to(datetime.now(UTC).replace(microsecond=0))
    async with working(sandbox, over_http(sandbox, database_url), moved_clock) as made:
        sandbox.app.request_url = f"http://127.0.0.1:{made.bot.port}/slack/events"
        yield made


def _no_errors(log: Log, caplog: pytest.LogCaptureFixture) -> None:
    assert [line for line in log if line["log_level"] in ("error", "critical")] == []
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


@asynccontextmanager
async def working(sandbox: Sandbox, settings: Settings, moved: MovedClock) -> AsyncIterator[Team]:
    """A bot with these settings from its start to its end."""
    bot = Bot(settings)
    await bot.start()
    running = InProcess(bot, sandbox, moved)
    made = Team(sandbox, running, moved)
    await made.settled()
    try:
        yield made
        await made.settled()
    finally:
        # A story may have let another take its place.
        await running.bot.stop()


def over_socket(sandbox: Sandbox, database_url: str, **others: Any) -> Settings:
    """Settings for Socket Mode. The ticker stays out of the way: stories tick when they move the clock."""
    return Settings(
        slack_api_url=sandbox.api_url,
        slack_bot_token=sandbox.app.bot_token,
        slack_app_token=sandbox.app.app_token,
        database_url=database_url,
        tick_seconds=60,
        # The clock of a story stands still, so nothing may wait for the next second.
        **{"edit_seconds": 0, "digests": NO_DIGESTS, **others},
    )


def over_http(sandbox: Sandbox, database_url: str, **others: Any) -> Settings:
    """Settings for signed HTTP on a free port."""
    return Settings(
        slack_api_url=sandbox.api_url,
        slack_bot_token=sandbox.app.bot_token,
        slack_signing_secret=sandbox.app.signing_secret,
        port=0,
        host="127.0.0.1",
        database_url=database_url,
        tick_seconds=60,
        # The clock of a story stands still, so nothing may wait for the next second.
        **{"edit_seconds": 0, "digests": NO_DIGESTS, **others},
    )
