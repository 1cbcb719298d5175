"""Moments in the database: aware, in UTC, to the microsecond."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import StatementError

from incident_bot.database import Database, UtcDateTime, database_seconds

KATHMANDU = timezone(timedelta(hours=5, minutes=45))
MOMENTS = [
    datetime(2026, 1, 5, 10, 30, 0, 1, tzinfo=UTC),
    datetime(2026, 1, 5, 10, 30, 0, 999_999, tzinfo=UTC),
    datetime(2026, 1, 5, tzinfo=UTC),
    datetime(2026, 1, 5, 2, 15, 0, 123_456, tzinfo=KATHMANDU),
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
]


async def test_a_moment_comes_back_as_it_went_in_to_the_microsecond_and_in_utc(database: Database) -> None:
    async with database.reading() as session:
        columns = [literal(each, UtcDateTime()).label(f"m{n}") for n, each in enumerate(MOMENTS)]
        back = list((await session.execute(select(*columns))).one())
    assert back == MOMENTS
    assert {each.tzinfo for each in back} == {UTC}


async def test_a_moment_without_a_zone_is_not_saved(database: Database) -> None:
    async with database.reading() as session:
        with pytest.raises(StatementError, match="a moment without a zone cannot be saved"):
            await session.execute(select(literal(datetime(2026, 1, 5), UtcDateTime())))  # noqa: DTZ001


@given(st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29), timezones=st.timezones()))  # noqa: DTZ001
def test_the_zone_is_only_a_way_to_write_a_moment(moment: datetime) -> None:
    for dialect in (sqlite.dialect(), postgresql.dialect()):  # type: ignore[no-untyped-call]
        saved = UtcDateTime().process_bind_param(moment, dialect)
        assert saved is not None
        assert saved.tzinfo is UTC
        for kept in (saved, saved.replace(tzinfo=None)):
            assert UtcDateTime().process_result_value(kept, dialect) == moment.astimezone(UTC)


async def test_no_moment_stays_no_moment(database: Database) -> None:
    async with database.reading() as session:
        assert (await session.execute(select(literal(None, UtcDateTime())))).scalar() is None


async def test_the_clock_of_the_database_counts_seconds_since_1970(database: Database) -> None:
    async with database.reading() as session:
        first, second = [(await session.execute(select(database_seconds()))).scalar_one() for _ in range(2)]
    assert isinstance(first, float)
    assert (
        datetime(2025, 1, 1, tzinfo=UTC)
        < datetime.fromtimestamp(first, UTC)
        < datetime(2100, 1, 1, tzinfo=UTC)
    )
    assert second >= first
