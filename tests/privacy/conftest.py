"""Bots with settings of a test's own, in the workspace of the stories."""

from __future__ import annotations

from tests.stories.fixtures import (
    database_url,
    lasting_postgres_url,
    log,
    moved_clock,
    no_proxy,
    sandbox,
)

__all__ = ["database_url", "lasting_postgres_url", "log", "moved_clock", "no_proxy", "sandbox"]
