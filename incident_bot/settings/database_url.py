"""The address of the database, as people write it."""

from __future__ import annotations

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError


def with_driver(url: str) -> URL:
    """The address people write (`sqlite:///file`, `postgres://…`, `postgresql://…`) with the driver we use.

    Raises ValueError in words for operators when it is none of these.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as broken:
        raise ValueError(_ALLOWED) from broken
    match parsed.get_backend_name():
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            return parsed.set(drivername="sqlite+aiosqlite")
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+psycopg")
        case _:
            raise ValueError(_ALLOWED)


_ALLOWED = "allowed are sqlite:///file.db, postgresql://user:password@host/name and postgres://…"
