"""Times as in cron: one for each local day, whatever clocks do there, and sentences about what is none."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_bot.settings import Misconfigured, load
from incident_bot.settings.cron import Cron, must_come
from incident_bot.settings.zones import zone_names

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)
INSTANT = timedelta(microseconds=1)

moments = st.integers(0, 20 * 365 * 24 * 60).map(
    lambda minutes: datetime(2015, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
zones = st.sampled_from(zone_names()).map(ZoneInfo)


def following(cron: Cron, since: datetime, count: int) -> list[datetime]:
    found: list[datetime] = []
    for _ in range(count):
        at = cron.after(found[-1] if found else since)
        assert at is not None
        found.append(at)
    return found


@settings(max_examples=20)
@given(zones, moments, st.integers(0, 23), st.integers(0, 59))
def test_a_daily_time_comes_once_each_local_day(
    zone: ZoneInfo, since: datetime, hour: int, minute: int
) -> None:
    cron = Cron(f"{minute} {hour} * * *", zone)
    slots = following(cron, since, 100)
    for before, at in pairwise(slots):
        assert 22 * HOUR <= at - before <= 26 * HOUR
        assert (cron.latest(at), cron.latest(at - INSTANT)) == (at, before)
    shown = [slot.astimezone(zone) for slot in slots]
    # All but those few that a clock skips, which come as much later.
    assert sum((at.hour, at.minute) != (hour, minute) for at in shown) <= 2


@given(zones, moments, st.sampled_from(["0 9 * * mon-fri", "30 2 * * sun", "15 */6 * * *", "0 0 1 * *"]))
def test_the_latest_is_never_after_now_and_nothing_comes_between(
    zone: ZoneInfo, now: datetime, at: str
) -> None:
    cron = Cron(at, zone)
    latest, coming = cron.latest(now), cron.after(now)
    assert latest is not None
    assert coming is not None
    assert latest <= now < coming
    assert cron.after(latest) == coming


def test_where_the_clock_skips_the_time_it_comes_as_much_later() -> None:
    spring = datetime(2026, 3, 28, 12, tzinfo=UTC)
    first, second = following(Cron("30 2 * * *", BERLIN), spring, 2)
    assert [at.astimezone(BERLIN).strftime("%d %H:%M") for at in (first, second)] == ["29 03:30", "30 02:30"]


def test_where_the_clock_shows_the_time_twice_it_comes_the_first_time() -> None:
    autumn = datetime(2026, 10, 24, 12, tzinfo=UTC)
    first, second = following(Cron("30 2 * * *", BERLIN), autumn, 2)
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "weekdays, expected",
    [
        ("0", ["sun"]),
        ("7", ["sun"]),
        ("1-5", ["mon", "tue", "wed", "thu", "fri"]),
        ("5-1", ["mon", "fri", "sat", "sun"]),
        ("sun-thu", ["mon", "tue", "wed", "thu", "sun"]),
        ("FRI,1", ["mon", "fri"]),
        ("0-7", ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
        ("*", ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
        ("6-7,2", ["tue", "sat", "sun"]),
    ],
)
def test_weekdays_are_counted_as_cron_counts_them(weekdays: str, expected: list[str]) -> None:
    monday = datetime(2026, 1, 5, tzinfo=UTC)
    week = following(Cron(f"0 9 * * {weekdays}", ZoneInfo("UTC")), monday, len(expected))
    assert [f"{at:%a}".lower() for at in week] == expected


def test_the_29th_of_february_may_be_long_ago() -> None:
    cron = Cron("0 9 29 2 *", ZoneInfo("UTC"))
    now = datetime(2104, 1, 1, tzinfo=UTC)
    latest = cron.latest(now)
    assert latest is not None
    assert latest.date() == date(2096, 2, 29)


def test_operators_are_told_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[digests]\nopen = { at = "0 25 * * *" }\nweek = { at = "", zone = "Mars" }\n')
    monkeypatch.setenv("INCIDENT_BOT_CONFIG", str(file))
    with pytest.raises(Misconfigured) as told:
        load()
    first, second = told.value.problems
    assert first.startswith(
        f"{file}: digests.open.at: is not minute, hour, day, month and weekday as in cron"
    )
    assert second.startswith(f"{file}: digests.week.zone: there is no such time zone")


@pytest.mark.parametrize(
    "wrong, said",
    [
        ("at nine", "must be five fields, such as `0 9 * * mon-fri`, or empty; these are 2"),
        ("61 9 * * *", "is not minute, hour, day, month and weekday as in cron, such as `0 9 * * mon-fri`"),
        ("0 9 * * moon", "is not minute, hour, day, month and weekday as in cron, such as"),
        ("0 9 * * 1-5/2", "is not minute, hour, day, month and weekday as in cron, such as"),
        ("0 9 * * */2", "is not minute, hour, day, month and weekday as in cron, such as"),
        ("0 9 * * 1#1", "is not minute, hour, day, month and weekday as in cron, such as"),
        ("0 9 * * 8", "is not minute, hour, day, month and weekday as in cron, such as"),
        ("0 9 1 * 1", "names days of the month and weekdays: one of the two must be `*`"),
        ("0 9 31 2 *", "never comes: there is no such day"),
    ],
)
def test_what_is_no_time_is_told_in_a_sentence(wrong: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as told:
        must_come(wrong)
    assert str(told.value).startswith(said)


def test_what_of_the_weekdays_is_wrong_is_said() -> None:
    with pytest.raises(ValueError, match=r"`1-5/2` is no weekday and no range of them, such as `mon-fri` or"):
        must_come("0 9 * * mon,1-5/2")
