"""Rhythms, against somebody who looks at a clock every minute: none is missing, none is doubled."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.reminders.rhythm import NEVER, Moments, Muted, Rhythm, Snoozed
from tests.incidents.story import after

minutes = st.integers(0, 400)
END = 800
"""Minutes that somebody looks on."""


@st.composite
def moments(draw: Any) -> Moments:
    at = tuple(after(minute) for minute in sorted(draw(st.sets(minutes, min_size=1, max_size=5))))
    every = draw(st.none() | st.integers(1, 90))
    ends = draw(st.none() | minutes)
    return Moments(
        at, None if every is None else timedelta(minutes=every), None if ends is None else after(ends)
    )


def rung(row: Moments) -> list[datetime]:
    """Every moment of it, minute by minute, as it was given."""
    found = []
    for minute in range(END):
        at = after(minute)
        again = row.every is not None and at > row.at[-1] and (at - row.at[-1]) % row.every == timedelta(0)
        if at in row.at or again:
            found.append(at)
    return found


def before(found: list[datetime], ends: datetime | None) -> list[datetime]:
    return [at for at in found if ends is None or at < ends]


def is_as(rhythm: Rhythm, called: list[datetime], ends: datetime | None, now: int) -> None:
    """It answers as whoever wrote down `called` would; at `ends` something else takes over."""
    until = [at for at in called if at <= after(now)]
    over = ends is not None and after(now) >= ends
    assert rhythm.latest(after(now)) == (until[-1] if until and not over else None)
    coming = [at for at in called if at > after(now)]
    assert rhythm.after(after(now)) == (coming[0] if coming else None)


@given(moments(), minutes)
def test_moments_are_those_that_somebody_at_a_clock_would_call_out(row: Moments, now: int) -> None:
    called = rung(row)
    is_as(row, before(called, row.ends), row.ends, now)
    assert row.count(after(now)) == len([at for at in called if at <= after(now)])


@given(moments(), minutes, minutes)
def test_what_falls_into_a_snooze_comes_at_its_end_once(row: Moments, until: int, now: int) -> None:
    """Whoever snoozed hears nothing before, and the rest comes as it would have come."""
    quiet = after(until)
    row = Moments(row.at, row.every)
    called = rung(row)
    kept = [quiet] if any(at <= quiet for at in called) else []
    is_as(Snoozed(row, quiet), [*kept, *(at for at in called if at > quiet)], None, now)
    assert Snoozed(row, quiet).count(after(now)) == row.count(after(now))


@given(moments(), minutes, minutes, minutes)
def test_what_was_put_off_is_not_said_any_more_once_something_else_took_over(
    row: Moments, until: int, ends: int, now: int
) -> None:
    quiet, over = after(until), after(ends)
    row = Moments(row.at, row.every, over)
    called = before(rung(row), over)
    kept = [quiet] if any(at <= quiet for at in called) and quiet < over else []
    is_as(Snoozed(row, quiet, over), [*kept, *(at for at in called if at > quiet)], over, now)


@given(moments(), minutes, minutes)
def test_what_is_made_up_for_is_left_out(row: Moments, until: int, now: int) -> None:
    row = Moments(row.at, row.every)
    is_as(Muted(row, after(until)), [at for at in rung(row) if at > after(until)], None, now)
    assert Muted(row, after(until)).count(after(now)) == row.count(after(now))


@st.composite
def rhythms(draw: Any) -> Rhythm:
    row: Moments = draw(moments())
    match draw(st.sampled_from(["plain", "snoozed", "muted"])):
        case "snoozed":
            return Snoozed(row, after(draw(minutes)), row.ends)
        case "muted":
            return Muted(row, after(draw(minutes)))
    return row


@given(rhythms(), minutes, st.integers(0, 30))
def test_slots_never_go_back_and_never_lie_ahead(rhythm: Rhythm, now: int, later: int) -> None:
    first, second = rhythm.latest(after(now)), rhythm.latest(after(now + later))
    assert first is None or first <= after(now)
    assert second is None or second <= after(now + later)
    if first is not None and second is not None:
        assert first <= second
    coming = rhythm.after(after(now))
    assert coming is None or coming > after(now)


@given(rhythms(), minutes)
def test_whoever_looks_when_the_next_is_due_sees_just_that_one(rhythm: Rhythm, now: int) -> None:
    """What a tick expects is what a later tick finds: nothing lies between them."""
    coming = rhythm.after(after(now))
    if coming is None:
        return
    assert rhythm.latest(coming) == coming
    just_before = rhythm.latest(coming - timedelta.resolution)
    assert just_before is None or just_before <= after(now)


@given(rhythms(), minutes)
def test_the_seconds_of_a_moment_do_not_matter(rhythm: Rhythm, now: int) -> None:
    odd = timedelta(seconds=17, microseconds=1)
    assert _shifted(rhythm, odd).latest(after(now) + odd) == _moved(rhythm.latest(after(now)), odd)
    assert _shifted(rhythm, odd).after(after(now) + odd) == _moved(rhythm.after(after(now)), odd)


def _shifted(rhythm: Rhythm, by: timedelta) -> Rhythm:
    match rhythm:
        case Moments():
            return Moments(tuple(at + by for at in rhythm.at), rhythm.every, _moved(rhythm.ends, by))
        case Snoozed():
            ends = _moved(rhythm.ends, by)
            return Snoozed(_shifted(rhythm.rhythm, by), rhythm.until + by, ends)
        case Muted():
            return Muted(_shifted(rhythm.rhythm, by), rhythm.until + by)
    raise AssertionError("there is no other")


def _moved(at: datetime | None, by: timedelta) -> datetime | None:
    return None if at is None else at + by


@pytest.mark.parametrize("rhythm", [NEVER, Snoozed(NEVER, after(10)), Muted(NEVER, after(10))])
def test_never_is_never(rhythm: Rhythm) -> None:
    assert (rhythm.latest(after(500)), rhythm.after(after(0)), rhythm.count(after(500))) == (None, None, 0)
