"""The words after `remind` and `snooze`: every moment that can be typed, before any text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.commands.remind_words import Wish, read_wish

NOW = datetime(2026, 1, 5, 14, 30, tzinfo=UTC)
BERLIN, UTC_ZONE = ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")

TEXTS = st.lists(
    st.text(st.characters(categories=["L"]), min_size=1, max_size=12), min_size=1, max_size=8
).map(" ".join)
"""Words without digits: they are no moments, but may be the words that stand before one."""

MINUTES = st.integers(1, 60 * 24 * 30)
UNITS = {"m": 1, " min": 1, " minutes": 1, "h": 60, " hours": 60, "d": 1440, " days": 1440}
MEANS_SOMETHING = ("to", "that", "about", "of", "ago", "am", "pm", "m", "h", "d", "s", "z", "utc", "gmt")


def wish(words: str, zone: ZoneInfo = UTC_ZONE) -> Wish | None:
    return read_wish(words, zone, NOW)


def plain(text: str) -> bool:
    """Whether its ends could not belong to a moment."""
    words = text.lower().split()
    return words[0] not in _UNITS and words[-1] not in _UNITS


_UNITS = {
    *MEANS_SOMETHING,
    *("min", "mins", "minute", "minutes", "hr", "hrs", "hour", "hours", "day", "days"),
    *("sec", "secs", "second", "seconds"),
}


@given(minutes=MINUTES, text=TEXTS.filter(plain))
def test_a_length_and_a_text_are_told_apart(minutes: int, text: str) -> None:
    for line in (f"in {minutes}m {text}", f"{minutes} min to {text}", f"+{minutes}m that {text}"):
        found = wish(line)
        assert found is not None
        assert (found.typed.at, found.text) == (NOW + timedelta(minutes=minutes), text)


@given(amount=st.integers(1, 30), unit=st.sampled_from(list(UNITS)), text=TEXTS.filter(plain))
def test_every_unit_is_understood(amount: int, unit: str, text: str) -> None:
    found = wish(f"in {amount}{unit} {text}")
    assert found is not None
    assert (found.typed.at - NOW, found.text) == (timedelta(minutes=amount * UNITS[unit]), text)


@given(minutes=MINUTES, text=TEXTS.filter(plain))
def test_the_moment_may_stand_behind_a_text_that_begins_with_to(minutes: int, text: str) -> None:
    found = wish(f"to {text} in {minutes}m")
    assert found is not None
    assert (found.typed.at, found.text) == (NOW + timedelta(minutes=minutes), text)


@given(hour=st.integers(0, 23), minute=st.integers(0, 59), text=TEXTS.filter(plain))
def test_a_time_of_day_is_the_next_one_where_they_live(hour: int, minute: int, text: str) -> None:
    for line in (f"at {hour:02}:{minute:02} {text}", f"{hour}:{minute:02} to {text}"):
        found = wish(line, BERLIN)
        assert found is not None
        local = found.typed.at.astimezone(BERLIN)
        assert (local.hour, local.minute, found.text) == (hour, minute, text)
        assert timedelta(0) < found.typed.at - NOW <= timedelta(days=1)


@given(words=st.text(max_size=80))
def test_whatever_is_typed_is_a_wish_or_none(words: str) -> None:
    found = wish(words, BERLIN)
    if found is not None:
        assert found.typed.at.tzinfo is not None
        assert len(found.text) <= len(words)


@pytest.mark.parametrize(
    "words, at, text",
    [
        ("2026-03-29 02:30 check the clocks", "2026-03-29T01:30", "check the clocks"),
        ("2026-10-25 02:30 check the clocks", "2026-10-25T00:30", "check the clocks"),
        ("2026-10-25T02:30+01:00 check the clocks", "2026-10-25T01:30", "check the clocks"),
        ("tomorrow 09:00 in 2 places", "2026-01-06T08:00", "in 2 places"),
        ("in 20m at 15:00 it begins", "2026-01-05T14:50", "at 15:00 it begins"),
        ("by 16:00 to decide", "2026-01-05T15:00", "decide"),
    ],
)
def test_days_on_which_clocks_change_and_numbers_in_the_text(words: str, at: str, text: str) -> None:
    found = wish(words, BERLIN)
    assert found is not None
    assert (f"{found.typed.at:%Y-%m-%dT%H:%M}", found.text) == (at, text)
    assert bool(found.typed.remark) == ("02:30 check" in words)


@pytest.mark.parametrize(
    "words", ["", "to", "check the replica", "the call is at 15:00", "soon", "to check it"]
)
def test_without_a_moment_there_is_no_wish(words: str) -> None:
    assert wish(words) is None
