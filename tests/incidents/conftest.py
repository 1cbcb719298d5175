"""What tests of incidents may ask for."""

from __future__ import annotations

from tests.bot_database import (
    database,
    migrated_file,
    migrated_postgres,
    migrated_url,
    replica,
    sqlite_database,
)

__all__ = ["database", "migrated_file", "migrated_postgres", "migrated_url", "replica", "sqlite_database"]
