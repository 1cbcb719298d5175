"""What every test here may ask for."""

from __future__ import annotations

from tests.stories.fixtures import (
    database_url,
    lasting_postgres_url,
    log,
    moved_clock,
    no_proxy,
    sandbox,
    team,
    team_over_http,
)

__all__ = [
    "database_url",
    "lasting_postgres_url",
    "log",
    "moved_clock",
    "no_proxy",
    "sandbox",
    "team",
    "team_over_http",
]
