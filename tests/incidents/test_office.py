"""When people work, where they live: weekends, holidays, and mornings on which the clocks change."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from incident_bot.incidents.office import Hours, home_hours, hours_in
from incident_bot.settings import Office

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
CAIRO, LORD_HOWE = ZoneInfo("Africa/Cairo"), ZoneInfo("Australia/Lord_Howe")
APIA, KOLKATA = ZoneInfo("Pacific/Apia"), ZoneInfo("Asia/Kolkata")

DAY = timedelta(days=1)


def hours(zone: ZoneInfo = BERLIN, **office: Any) -> Hours:
    return hours_in(Office.model_validate(office), zone)


def at(said: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(said).replace(tzinfo=UTC)


def day(said: str) -> date:
    return date.fromisoformat(said)


@pytest.mark.parametrize(
    "zone, from_, on, opening",
    [
        (BERLIN, "09:00", "2026-01-05", "2026-01-05 08:00"),
        (BERLIN, "09:00", "2026-03-30", "2026-03-30 07:00"),
        (KOLKATA, "09:00", "2026-01-05", "2026-01-05 03:30"),
        (APIA, "09:00", "2026-01-05", "2026-01-04 20:00"),
        # From two to three there is no time in Berlin: the office opens as the clocks show three.
        (BERLIN, "02:30", "2026-03-29", "2026-03-29 01:00"),
        # Half an hour is skipped on Lord Howe, an hour at midnight in Cairo.
        (LORD_HOWE, "02:15", "2026-10-04", "2026-10-03 15:30"),
        (CAIRO, "00:00", "2026-04-24", "2026-04-23 22:00"),
        # What comes twice counts the first time.
        (NEW_YORK, "01:30", "2026-11-01", "2026-11-01 05:30"),
        (LORD_HOWE, "01:45", "2026-04-05", "2026-04-04 14:45"),
    ],
)
def test_an_office_opens_by_its_own_clock(zone: ZoneInfo, from_: str, on: str, opening: str) -> None:
    assert hours(zone, **{"from": from_}).opens(day(on)) == at(opening)


def test_a_day_that_never_was_is_no_working_day() -> None:
    samoan = hours(APIA)
    assert not samoan.is_working(day("2011-12-30"))
    assert samoan.working_day_after(day("2011-12-29")) == day("2012-01-02")
    assert samoan.working_days(day("2011-12-26"), day("2012-01-01")) == 4


@pytest.mark.parametrize(
    "office, before, after",
    [
        ({}, "2026-01-09", "2026-01-12"),
        ({}, "2026-01-05", "2026-01-06"),
        ({"holidays": ["2026-01-12"]}, "2026-01-09", "2026-01-13"),
        # Epiphany is free in Bavaria, and not in Berlin.
        ({"country": "DE", "subdivision": "BY"}, "2026-01-05", "2026-01-07"),
        ({"country": "DE", "subdivision": "BE"}, "2026-01-05", "2026-01-06"),
        ({"country": "DE"}, "2026-12-24", "2026-12-28"),
        ({"days": ["sun", "mon", "tue", "wed", "thu"]}, "2026-01-08", "2026-01-11"),
        # A day that is worked in spite of all: somebody is to hear of it some day.
        (
            {"days": ["fri"], "holidays": [str(day("2026-01-02") + n * DAY) for n in range(500)]},
            *["2026-01-05", "2026-01-09"],
        ),
    ],
)
def test_the_next_working_day(office: dict[str, Any], before: str, after: str) -> None:
    assert hours(**office).working_day_after(day(before)) == day(after)


def test_the_first_calendar_that_a_zone_belongs_to_holds() -> None:
    office = Office.model_validate(
        {
            "zone": "America/New_York",
            "from": "10:00",
            "calendars": [
                {"zones": ["Europe/Berlin"], "from": "08:00", "country": "DE"},
                {"zones": ["Europe/*", "Africa/Cairo"], "holidays": ["2026-05-04"]},
            ],
        }
    )
    berlin, paris = hours_in(office, BERLIN), hours_in(office, ZoneInfo("Europe/Paris"))
    assert (berlin.opening, berlin.is_working(day("2026-05-01"))) == (time(8), False)
    assert (paris.opening, paris.is_working(day("2026-05-01"))) == (time(9), True)
    assert not hours_in(office, CAIRO).is_working(day("2026-05-04"))
    assert hours_in(office, KOLKATA).opening == time(10)
    assert home_hours(office).zone == NEW_YORK


@pytest.mark.parametrize(
    "moment, following",
    [
        ("2026-01-05 07:00", "2026-01-05 08:00"),
        ("2026-01-05 08:00", "2026-01-05 08:00"),
        ("2026-01-05 12:34", "2026-01-05 12:34"),
        ("2026-01-05 16:00", "2026-01-06 08:00"),
        ("2026-01-09 16:00", "2026-01-12 08:00"),
        ("2026-01-10 12:00", "2026-01-12 08:00"),
        # The clocks change over that weekend.
        ("2026-03-27 16:00", "2026-03-30 07:00"),
    ],
)
def test_what_can_wait_waits_for_somebody_to_be_there(moment: str, following: str) -> None:
    assert hours().next_moment(at(moment)) == at(following)


def test_the_day_itself_or_the_next_or_the_last_one() -> None:
    usual = hours()
    saturday, monday, friday = day("2026-01-10"), day("2026-01-12"), day("2026-01-09")
    assert usual.first_opening(saturday) == usual.first_opening(monday) == usual.opens(monday)
    assert usual.working_day_until(saturday) == usual.working_day_until(friday) == friday


ZONES = st.sampled_from((BERLIN, NEW_YORK, CAIRO, LORD_HOWE, APIA, KOLKATA))
DAYS = st.dates(date(2009, 1, 1), date(2031, 1, 1))
MINUTES = st.integers(0, 23 * 60).map(lambda minutes: time(minutes // 60, minutes % 60))


@st.composite
def offices(draw: st.DrawFn) -> Hours:
    weekdays = draw(st.sets(st.sampled_from(("mon", "tue", "wed", "thu", "fri", "sat", "sun")), min_size=1))
    country = draw(st.sampled_from((None, "DE", "US", "EG", "IN")))
    found = {"days": sorted(weekdays), "from": draw(MINUTES), "until": "23:59", "country": country}
    return hours(draw(ZONES), **found, holidays=draw(st.lists(DAYS, max_size=5)))


@given(offices(), DAYS)
def test_from_day_to_day_it_opens_later_and_only_on_working_days(office: Hours, start: date) -> None:
    before: datetime | None = None
    on = start
    for _ in range(10):
        on = office.working_day_after(on)
        opening = office.opens(on)
        assert office.is_working(on)
        assert office.day(opening) == on
        assert before is None or before < opening
        local = opening.astimezone(office.zone)
        skipped = (opening - timedelta(seconds=1)).astimezone(office.zone).replace(tzinfo=None)
        wall = datetime.combine(on, office.opening)
        assert local.replace(tzinfo=None) == wall or skipped < wall < local.replace(tzinfo=None)
        assert local.fold == 0
        before = opening


@given(st.dates(date(1990, 1, 1), date(2200, 1, 1)))
def test_as_long_as_nobody_says_otherwise_a_working_day_is_soon_and_no_weekend(on: date) -> None:
    following = home_hours(Office()).working_day_after(on)
    assert following.weekday() < 5
    assert timedelta(1) <= following - on <= timedelta(3)


@given(offices(), DAYS, st.integers(0, 800))
def test_working_days_are_counted_as_they_come(office: Hours, first: date, more: int) -> None:
    last = first + timedelta(days=more)
    counted = sum(office.is_working(first + n * DAY) for n in range(more + 1))
    assert office.working_days(first, last) == counted
    assert office.working_days(last, first - DAY) == 0


@given(offices(), DAYS.map(lambda on: datetime(on.year, on.month, on.day, 11, 7, tzinfo=UTC)))
def test_the_next_moment_is_one_at_which_somebody_works(office: Hours, moment: datetime) -> None:
    found = office.next_moment(moment)
    assert found >= moment
    assert office.is_working(office.day(found))
    assert office.opens(office.day(found)) <= found < office.closes(office.day(found))
    assert office.next_moment(found) == found


def test_holidays_are_only_read_where_somebody_names_a_country() -> None:
    """Whoever starts the bot does not wait for what is known of two hundred countries."""
    asks = "import sys, incident_bot.__main__, incident_bot.app; print('holidays' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


@pytest.mark.parametrize(
    "office, wrong",
    [
        ({"zone": "Europe/Berln"}, "names like Europe/Berlin or UTC"),
        ({"country": "XX"}, "the holidays of “XX” are not known; those of "),
        (
            {"country": "DE", "subdivision": "XX"},
            "“XX” is no part of DE with holidays of its own; allowed are BB",
        ),
        ({"subdivision": "BY"}, "“BY” needs the `country` that it is a part of, such as DE"),
        ({"calendars": [{"zones": ["Erope/*"]}]}, "no time zone is like “Erope/*”; allowed are names like"),
        ({"calendars": [{"zones": ["*/Berlin"]}]}, "beginnings of them with a star at the end"),
        ({"from": "17:00", "until": "09:00"}, "`from` must be earlier than `until`"),
        ({"until": "17:00Z"}, "must be a time without a zone"),
    ],
)
def test_what_is_no_calendar_is_told(office: dict[str, Any], wrong: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Office.model_validate(office)
    [problem] = refused.value.errors()
    assert wrong in problem["msg"]
