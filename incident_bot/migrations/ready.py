"""A database as it is there, for commands that must not make one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from incident_bot import migrations
from incident_bot.database import Database
from incident_bot.errors import Refused
from incident_bot.settings import with_driver


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database for as long as the block lasts. Raises Refused when there is none of this version."""
    if (file := missing_file(url)) is not None:
        raise Refused(f"there is no database {file}: DATABASE_URL says where it is.")
    with usable(url):
        database = Database(url)
        try:
            if await migrations.version(database) != migrations.HEAD:
                raise Refused("the database is of another version: incident-bot migrate mends that.")
            yield database
        finally:
            await database.close()


@contextmanager
def usable(url: str) -> Iterator[None]:
    """Raises Refused where the database answers with an error of its own, or not at all."""
    try:
        yield
    except DBAPIError as broken:
        shown = make_url(url).render_as_string(hide_password=True)
        why = str(broken.orig).strip().partition("\n")[0].rstrip(".")
        raise Refused(f"the database {shown} cannot be used: {why}. DATABASE_URL says where it is.") from None


def missing_file(url: str) -> Path | None:
    """The file that would be the database, where it is not there."""
    file = Path(with_driver(url).database or "")
    return file if url.startswith("sqlite") and not file.is_file() else None
