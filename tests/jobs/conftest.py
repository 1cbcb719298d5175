"""What tests of jobs may ask for: both databases, and a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from incident_bot import clock
from incident_bot.clock import MovedClock
from tests.bot_database import (
    database,
    migrated_file,
    migrated_postgres,
    migrated_url,
    replica,
    sqlite_database,
)
from tests.jobs.story import START

__all__ = [
    "database",
    "migrated_file",
    "migrated_postgres",
    "migrated_url",
    "moved",
    "replica",
    "sqlite_database",
]


@pytest.fixture
def moved() -> Iterator[MovedClock]:
    """The bot's clock: it stands at START until the test moves it."""
    made = MovedClock(START)
    clock.use(made)
    yield made
    clock.use(None)
