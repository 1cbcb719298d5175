"""What tests of exports may ask for."""

from __future__ import annotations

from tests.bot_database import database as migrated_database
from tests.bot_database import migrated_file, migrated_postgres, migrated_url

__all__ = ["migrated_database", "migrated_file", "migrated_postgres", "migrated_url"]
