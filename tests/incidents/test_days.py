"""Days as people type them, and days that follow from others."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.incidents.days import leading_day, months_later, typed_day
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.items import due_by_priority
from incident_bot.incidents.office import home_hours, hours_in
from incident_bot.incidents.postmortem import Steps, due_on, steps
from incident_bot.settings import Office, Settings
from tests.incidents.story import CHI, ann, bo, declared

MONDAY = date(2026, 1, 5)
UTC_HOURS = home_hours(Office())


@pytest.mark.parametrize(
    "words, day",
    [
        ("today", MONDAY),
        ("tomorrow", date(2026, 1, 6)),
        ("Friday", date(2026, 1, 9)),
        ("fri", date(2026, 1, 9)),
        ("next friday", date(2026, 1, 9)),
        ("monday", date(2026, 1, 12)),
        ("next week", date(2026, 1, 12)),
        ("2w", date(2026, 1, 19)),
        ("in 2 weeks", date(2026, 1, 19)),
        ("3d", date(2026, 1, 8)),
        ("1 month", date(2026, 2, 5)),
        ("2026-12-01", date(2026, 12, 1)),
        ("2025-12-01", date(2025, 12, 1)),
        ("2026-02-30", None),
        ("9999-12-31", None),
        ("9999w", None),
        ("10m", None),
        ("someday", None),
        ("f", None),
        ("", None),
    ],
)
def test_a_day_as_it_is_typed(words: str, day: date | None) -> None:
    assert typed_day(words, MONDAY) == day


def test_as_many_words_as_make_sense_together() -> None:
    assert leading_day(["in", "2", "weeks", "please"], MONDAY) == (date(2026, 1, 19), 3)
    assert leading_day(["please"], MONDAY) is None


@given(st.text(max_size=30), st.dates(date(1990, 1, 1), date(9990, 1, 1)))
def test_any_words_can_be_read(words: str, today: date) -> None:
    typed_day(words, today)


def test_the_last_day_of_a_month_has_no_other() -> None:
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2026, 12, 31), 2) == date(2027, 2, 28)


def test_due_dates_follow_from_the_priority() -> None:
    assert [due_by_priority(each, MONDAY) for each in ("p0", "p1", "p2", "p3")] == [
        MONDAY,
        date(2026, 1, 12),
        date(2026, 2, 5),
        None,
    ]


def ended(at: datetime, severity: str = "sev1") -> Incident:
    incident = declared(severity)
    incident.resolved_at = at
    return incident


@pytest.mark.parametrize(
    "ended_at, zone, day",
    [
        # A Monday: the next working day.
        (datetime(2026, 1, 5, 16, tzinfo=UTC), "UTC", date(2026, 1, 6)),
        # A Friday: the next working day is a Monday.
        (datetime(2026, 1, 9, 16, tzinfo=UTC), "UTC", date(2026, 1, 12)),
        (datetime(2026, 1, 10, 16, tzinfo=UTC), "UTC", date(2026, 1, 12)),
        # It is Friday evening in New York when it is Saturday in Kolkata, and already Monday in Apia on
        # what still is Sunday elsewhere.
        (datetime(2026, 1, 9, 20, tzinfo=UTC), "America/New_York", date(2026, 1, 12)),
        (datetime(2026, 1, 11, 19, tzinfo=UTC), "Asia/Kolkata", date(2026, 1, 13)),
        (datetime(2026, 1, 11, 19, tzinfo=UTC), "America/New_York", date(2026, 1, 12)),
        (datetime(2026, 1, 11, 12, tzinfo=UTC), "Pacific/Apia", date(2026, 1, 13)),
        # The clocks change that night.
        (datetime(2026, 4, 4, 15, 15, tzinfo=UTC), "Australia/Lord_Howe", date(2026, 4, 6)),
    ],
)
def test_the_worst_is_talked_about_on_the_next_working_day_of_whoever_leads(
    ended_at: datetime, zone: str, day: date
) -> None:
    assert due_on(ended(ended_at), 1, hours_in(Office(), ZoneInfo(zone))) == day


def test_a_holiday_is_no_working_day() -> None:
    # Epiphany is free in Bavaria.
    bavarian = hours_in(Office(country="DE", subdivision="BY"), ZoneInfo("Europe/Berlin"))
    assert due_on(ended(datetime(2026, 1, 5, 16, tzinfo=UTC)), 1, bavarian) == date(2026, 1, 7)


def test_others_have_days_of_the_calendar() -> None:
    incident = ended(datetime(2026, 1, 9, 16, tzinfo=UTC))
    assert due_on(incident, 3, UTC_HOURS) == date(2026, 1, 12)
    assert due_on(incident, 7, UTC_HOURS) == date(2026, 1, 16)


def test_one_that_is_not_asked_for_is_owed_once_somebody_leads_it() -> None:
    incident = ended(datetime(2026, 1, 9, 16, tzinfo=UTC), "sev4")
    assert due_on(incident, None, UTC_HOURS) is None
    incident.facilitate(CHI, bo(0))
    assert due_on(incident, None, UTC_HOURS) == date(2026, 1, 23)


def test_a_day_that_somebody_named_counts() -> None:
    incident = declared("sev1")
    assert due_on(incident, 1, UTC_HOURS) is None
    incident.hold_postmortem_by(date(2026, 2, 1), ann(1))
    assert due_on(incident, 1, UTC_HOURS) == date(2026, 2, 1)


FRIDAY = datetime(2026, 1, 9, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "severity, ended_at, draft, review, published",
    [
        ("sev1", datetime(2026, 1, 6, 15, 25, tzinfo=UTC), 7, 7, 9),
        ("sev1", FRIDAY, 10, 12, 13),
        ("sev2", FRIDAY, 10, 12, 13),
        ("sev3", FRIDAY, 10, 16, 17),
        ("sev4", FRIDAY, 10, 23, 24),
    ],
)
def test_a_draft_then_the_review_then_everybody_reads_it(
    severity: str, ended_at: datetime, draft: int, review: int, published: int
) -> None:
    incident = ended(ended_at, severity)
    incident.facilitate(CHI, bo(0))
    due = due_on(incident, Settings().severity(severity).postmortem_days, UTC_HOURS)
    found = steps(incident, due, UTC_HOURS)
    assert found == Steps(*(date(2026, 1, each) for each in (draft, review, published)))
    assert found.review == due


@given(st.integers(0, 30), st.integers(1, 30))
def test_they_are_in_that_order_whatever_day_somebody_named(named: int, days: int) -> None:
    incident = ended(FRIDAY)
    incident.postmortem_due_on = FRIDAY.date() + timedelta(days=named)
    found = steps(incident, due_on(incident, days, UTC_HOURS), UTC_HOURS)
    assert found is not None
    assert found.draft <= found.review < found.published


def test_there_are_no_steps_while_it_is_open_or_not_owed() -> None:
    assert steps(declared("sev1"), date(2026, 2, 1), UTC_HOURS) is None
    assert steps(ended(FRIDAY, "sev4"), None, UTC_HOURS) is None
