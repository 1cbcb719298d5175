"""Times that people type where clocks change: by an hour, by half an hour, by a day, or never."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from incident_bot.incidents.convention import timed
from incident_bot.incidents.moments_typed import Typed, typed
from incident_bot.incidents.pasted import block, placed

KOLKATA = ZoneInfo("Asia/Kolkata")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
APIA = ZoneInfo("Pacific/Apia")


def at(said: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(said).replace(tzinfo=UTC)


def meant(words: str, zone: ZoneInfo, now: datetime) -> Typed:
    found = typed(words, zone, now)
    assert found is not None, words
    return found


@pytest.mark.parametrize(
    "words, zone, now, moment",
    [
        ("14:32", KOLKATA, "2026-03-29 10:00", "2026-03-29 09:02"),
        ("14:32", KOLKATA, "2026-03-29 09:00", "2026-03-28 09:02"),
        ("2026-03-29 02:30", KOLKATA, "2026-06-01 00:00", "2026-03-28 21:00"),
        ("yesterday 23:50", KOLKATA, "2026-03-28 19:00", "2026-03-28 18:20"),
        ("14:32", NEW_YORK, "2026-03-08 20:00", "2026-03-08 18:32"),
        ("14:32", NEW_YORK, "2026-03-07 20:00", "2026-03-07 19:32"),
        ("14:32", LORD_HOWE, "2026-10-04 05:00", "2026-10-04 03:32"),
        ("14:32", LORD_HOWE, "2026-10-03 05:00", "2026-10-03 04:02"),
        # Summer time ended for good in 2021: since then it is UTC+13 all year.
        ("14:32", APIA, "2021-01-10 02:00", "2021-01-10 00:32"),
        ("14:32", APIA, "2026-01-10 02:00", "2026-01-10 01:32"),
    ],
)
def test_each_lives_by_their_own_clock(words: str, zone: ZoneInfo, now: str, moment: str) -> None:
    assert meant(words, zone, at(now)).at == at(moment)


@pytest.mark.parametrize(
    "words, zone, now, moment, taken",
    [
        ("2026-03-08 02:30", NEW_YORK, "2026-03-09 00:00", "2026-03-08 07:30", "I took it as 03:30."),
        # Half an hour is skipped, from 02:00 to 02:30.
        ("2026-10-04 02:15", LORD_HOWE, "2026-10-05 00:00", "2026-10-03 15:45", "I took it as 02:45."),
        ("02:15", LORD_HOWE, "2026-10-03 20:00", "2026-10-03 15:45", "I took it as 02:45."),
        # Samoa went from the 29th to the 31st, over the date line.
        ("2011-12-30 10:00", APIA, "2012-01-02 00:00", "2011-12-30 20:00", "I took it as 2011-12-31 10:00."),
    ],
)
def test_a_time_that_the_clocks_skipped(
    words: str, zone: ZoneInfo, now: str, moment: str, taken: str
) -> None:
    found = meant(words, zone, at(now))
    assert found.at == at(moment)
    assert found.remark.startswith(f"The clocks in {zone.key} skipped ")
    assert found.remark.endswith(taken)


@pytest.mark.parametrize(
    "words, zone, first, apart",
    [
        ("2026-11-01 01:30", NEW_YORK, "2026-11-01 05:30", timedelta(hours=1)),
        ("2026-04-05 01:45", LORD_HOWE, "2026-04-04 14:45", timedelta(minutes=30)),
        ("2020-04-05 03:30", APIA, "2020-04-04 13:30", timedelta(hours=1)),
    ],
)
def test_a_time_that_came_twice(words: str, zone: ZoneInfo, first: str, apart: timedelta) -> None:
    """The first is meant, and what is said of it says how to name the second: exactly so it is understood."""
    now = at(first) + timedelta(days=1)
    found = meant(words, zone, now)
    assert found.at == at(first)
    assert "came twice" in found.remark
    other = found.remark.split("`")[1]
    assert meant(other, zone, now) == Typed(at(first) + apart)
    assert timed(f"{other} rolled back", zone, now).at == at(first) + apart


def test_without_a_day_too_the_first_of_two_is_meant() -> None:
    found = meant("01:45", LORD_HOWE, at("2026-04-04 15:30"))
    assert found.at == at("2026-04-04 14:45")
    assert "01:45 came twice on 2026-04-05 in Australia/Lord_Howe; I took the first." in found.remark


def test_where_there_was_no_yesterday_the_day_before_is_meant() -> None:
    found = meant("10:00", APIA, at("2011-12-30 19:00"))
    assert found.at == at("2011-12-29 20:00")


@pytest.mark.parametrize("zone", [KOLKATA, NEW_YORK, LORD_HOWE, APIA], ids=lambda zone: zone.key)
def test_ten_minutes_ago_is_ten_minutes_ago(zone: ZoneInfo) -> None:
    for now in ("2026-11-01 06:05", "2026-04-04 15:05", "2026-03-08 07:05", "2011-12-30 10:05"):
        assert meant("10m ago", zone, at(now)) == Typed(at(now) - timedelta(minutes=10))


def test_notes_of_the_night_in_which_clocks_went_back() -> None:
    """One line after the other: the second 01:45 is the one after 01:55."""
    read = block("01:40 a\n01:55 b\n01:45 c\n02:10 d", LORD_HOWE, at("2026-04-05 00:00"))
    minutes = [
        (each.at - at("2026-04-04 14:00")) // timedelta(minutes=1)
        for each in placed(read, at("2026-04-05 00:00"))
        if each.at
    ]
    assert minutes == [40, 55, 75, 100]
