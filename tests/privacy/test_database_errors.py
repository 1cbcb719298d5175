"""What the database refuses is logged, and what people wrote is not in it."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from incident_bot.database import Database


async def test_an_error_does_not_show_the_values_of_its_statement(database_url: str) -> None:
    database = Database(database_url)
    try:
        for opened in (database.reading, database.writing):
            with pytest.raises(DBAPIError) as refused:
                async with opened() as session:
                    await session.execute(text("SELECT :word FROM nowhere"), {"word": "quokka"})
            assert "nowhere" in str(refused.value)
            assert "quokka" not in str(refused.value)
    finally:
        await database.close()
