"""What tests of imports may ask for."""

from __future__ import annotations

from tests.bot_database import database, migrated_file, migrated_postgres, migrated_url

__all__ = ["database", "migrated_file", "migrated_postgres", "migrated_url"]
