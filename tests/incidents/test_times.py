"""Moments as people type them, in their own zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.incidents.moments_typed import leading, length, picked, typed

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 1, 5, 14, 30, tzinfo=UTC)
ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"]
).map(ZoneInfo)
MOMENTS = st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def utc(words: str, now: datetime = NOW, *, future: bool = False, zone: ZoneInfo = BERLIN) -> str:
    found = typed(words, zone, now, future=future)
    return "nothing" if found is None else f"{found.at:%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize(
    "words, at",
    [
        ("14:32", "2026-01-05 13:32:00"),
        ("14:32:10", "2026-01-05 13:32:10"),
        ("9:05", "2026-01-05 08:05:00"),
        ("16:00", "2026-01-04 15:00:00"),
        ("2:32pm", "2026-01-05 13:32:00"),
        ("12:10 AM", "2026-01-04 23:10:00"),
        ("14:32 UTC", "2026-01-04 14:32:00"),
        ("14:10Z", "2026-01-05 14:10:00"),
        ("10m ago", "2026-01-05 14:20:00"),
        ("-10m", "2026-01-05 14:20:00"),
        ("10 min ago", "2026-01-05 14:20:00"),
        ("2h ago", "2026-01-05 12:30:00"),
        ("1h30m ago", "2026-01-05 13:00:00"),
        ("90s", "2026-01-05 14:28:30"),
        ("in 30m", "2026-01-05 15:00:00"),
        ("now", "2026-01-05 14:30:00"),
        ("yesterday 23:50", "2026-01-04 22:50:00"),
        ("yesterday at 23:50", "2026-01-04 22:50:00"),
        ("today 08:00", "2026-01-05 07:00:00"),
        ("23:50 yesterday", "2026-01-04 22:50:00"),
        ("2026-01-02 02:30", "2026-01-02 01:30:00"),
        ("2026-01-02T02:30", "2026-01-02 01:30:00"),
        ("2026-01-02T02:30Z", "2026-01-02 02:30:00"),
        ("2026-01-02T02:30:15.5+05:30", "2026-01-01 21:00:15"),
    ],
)
def test_the_past_is_meant(words: str, at: str) -> None:
    assert utc(words) == at


@pytest.mark.parametrize(
    "words, at",
    [
        ("16:00", "2026-01-05 15:00:00"),
        ("09:00", "2026-01-06 08:00:00"),
        ("30m", "2026-01-05 15:00:00"),
        ("in 1 h 30 min", "2026-01-05 16:00:00"),
        ("+2d", "2026-01-07 14:30:00"),
        ("tomorrow 09:00", "2026-01-06 08:00:00"),
        ("03:00 tomorrow", "2026-01-06 02:00:00"),
        ("3am tomorrow", "2026-01-06 02:00:00"),
    ],
)
def test_the_future_is_meant_where_one_asks_for_it(words: str, at: str) -> None:
    assert utc(words, future=True) == at


@pytest.mark.parametrize(
    "words",
    ["", "soon", "25:00", "14:60", "13:00pm", "0m", "99999d", "2026-02-30 10:00", "0001-01-01 00:00", "1430",
     "2026-01-02", "10:00 10:00", "-", "in", "ago", "10m ago ago", "٢:٣٠:", "14:32+99:99"],
)  # fmt: skip
def test_other_words_are_no_moment(words: str) -> None:
    assert utc(words) == "nothing"


def test_a_time_that_the_clocks_skipped_is_the_one_an_hour_later_and_that_is_said() -> None:
    found = typed("2026-03-29 02:30", BERLIN, NOW)
    assert found is not None
    assert found.at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert found.remark == ("The clocks in Europe/Berlin skipped 02:30 on 2026-03-29; I took it as 03:30.")


def test_of_a_time_that_came_twice_the_first_is_meant_and_that_is_said() -> None:
    found = typed("2026-10-25 02:30", BERLIN, NOW)
    assert found is not None
    assert found.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert found.remark == (
        "02:30 came twice on 2026-10-25 in Europe/Berlin; I took the first. "
        "With its offset it is clear: `2026-10-25T02:30+01:00` is the second."
    )
    assert typed("02:30", BERLIN, datetime(2026, 10, 25, 8, 0, tzinfo=UTC)) == found
    second = utc("2026-10-25T02:30+01:00")
    assert second == "2026-10-25 01:30:00"


def test_between_the_two_the_past_is_the_first_and_the_future_the_second() -> None:
    between = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
    assert utc("02:30", between) == "2026-10-25 00:30:00"
    assert utc("02:30", between, future=True) == "2026-10-25 01:30:00"


@given(at=MOMENTS, now=MOMENTS, zone=ZONES, future=st.booleans())
def test_a_clock_time_is_on_the_right_side_of_now_and_at_most_about_a_day_away(
    at: datetime, now: datetime, zone: ZoneInfo, future: bool
) -> None:
    found = typed(f"{at:%H:%M}", zone, now, future=future)
    assert found is not None
    away = found.at - now if future else now - found.at
    # A whole day was skipped in Apia once; the hours that clocks skip come on top of a day everywhere.
    assert timedelta(0) <= away <= timedelta(hours=49)
    assert found.at != now or not future


@given(at=MOMENTS, now=MOMENTS, zone=ZONES)
def test_what_a_clock_showed_is_understood_or_said(at: datetime, now: datetime, zone: ZoneInfo) -> None:
    at = at.replace(microsecond=0)
    found = typed(f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}", zone, now)
    assert found is not None
    assert found.at == at or found.remark


@given(at=MOMENTS, now=MOMENTS, zone=ZONES)
def test_with_an_offset_nothing_is_in_doubt(at: datetime, now: datetime, zone: ZoneInfo) -> None:
    at = at.replace(microsecond=0)
    found = typed(at.astimezone(zone).isoformat(), zone, now)
    assert found is not None
    assert (found.at, found.remark) == (at, "")


@given(minutes=st.integers(1, 60 * 24 * 365), now=MOMENTS, zone=ZONES)
def test_lengths_go_both_ways(minutes: int, now: datetime, zone: ZoneInfo) -> None:
    assert length(f"{minutes}m") == timedelta(minutes=minutes)
    assert typed(f"{minutes}m ago", zone, now) == typed(f"-{minutes} min", zone, now)
    ahead = typed(f"in {minutes}m", zone, now)
    assert ahead is not None
    assert ahead == typed(f"{minutes}m", zone, now, future=True)
    assert ahead.at == now + timedelta(minutes=minutes)


@given(words=st.text(max_size=40), now=MOMENTS, zone=ZONES, future=st.booleans())
def test_anything_may_be_typed(words: str, now: datetime, zone: ZoneInfo, future: bool) -> None:
    found = typed(words, zone, now, future=future)
    assert found is None or found.at.tzinfo is not None


def test_as_many_words_as_make_sense_are_taken() -> None:
    words = ["10", "m", "ago", "the", "alarm", "went", "off"]
    found, count = leading(words, BERLIN, NOW)
    assert (f"{found.at:%H:%M}", count) == ("14:20", 3)
    with pytest.raises(ValueError, match="no moment"):
        leading(["the", "alarm"], BERLIN, NOW)


def test_what_was_picked_in_slack() -> None:
    assert picked("1767623400") == NOW
    assert picked("") is None
    assert picked("soon") is None
