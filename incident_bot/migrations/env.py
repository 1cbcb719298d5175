"""Alembic runs this: it migrates over the connection that `upgrade` hands it, in its transaction."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], target_metadata=None)
context.run_migrations()
