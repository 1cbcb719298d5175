"""What every story may ask for."""

from __future__ import annotations

from .fixtures import (
    database_url,
    lasting_postgres_url,
    log,
    moved_clock,
    no_proxy,
    sandbox,
    team_of_a_story,
    team_over_http_of_a_story,
)

__all__ = [
    "database_url",
    "lasting_postgres_url",
    "log",
    "moved_clock",
    "no_proxy",
    "sandbox",
    "team_of_a_story",
    "team_over_http_of_a_story",
]
