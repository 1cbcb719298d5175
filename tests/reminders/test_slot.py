"""Slots, against somebody who looks at a clock every minute."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from incident_bot.incidents import owed
from tests.incidents.story import after

minutes = st.integers(0, 400)


def looked_up(first: int, every: int, snoozed_until: int | None, now: int) -> int | None:
    """Minute by minute: a slot that comes while it is quiet is kept, and called out when the quiet ends."""
    called_out, kept = None, False
    for minute in range(now + 1):
        is_slot = minute >= first and (minute - first) % every == 0
        quiet = snoozed_until is not None and minute < snoozed_until
        if is_slot and quiet:
            kept = True
        elif is_slot or (kept and minute == snoozed_until):
            called_out, kept = minute, False
    return called_out


@given(minutes, st.integers(1, 90), st.none() | minutes, minutes)
def test_the_latest_slot_is_the_one_that_somebody_at_a_clock_would_call_out(
    first: int, every: int, snoozed_until: int | None, now: int
) -> None:
    snoozed = None if snoozed_until is None else after(snoozed_until)
    found = owed.slot(after(first), timedelta(minutes=every), snoozed, after(now))
    expected = looked_up(first, every, snoozed_until, now)
    assert found == (None if expected is None else after(expected))


@given(minutes, st.integers(1, 90), st.none() | minutes, minutes, st.integers(0, 30))
def test_slots_never_go_back_and_never_lie_ahead(
    first: int, every: int, snoozed_until: int | None, now: int, later: int
) -> None:
    snoozed = None if snoozed_until is None else after(snoozed_until)
    at = [owed.slot(after(first), timedelta(minutes=every), snoozed, after(m)) for m in (now, now + later)]
    assert all(slot is None or slot <= after(m) for slot, m in zip(at, (now, now + later), strict=True))
    if at[0] is not None:
        assert at[1] is not None
        assert at[0] <= at[1]


@given(minutes, st.integers(1, 90), minutes)
def test_the_seconds_of_a_moment_do_not_matter(first: int, every: int, now: int) -> None:
    odd = timedelta(seconds=17, microseconds=1)
    length = timedelta(minutes=every)
    plain = owed.slot(after(first), length, None, after(now))
    shifted = owed.slot(after(first) + odd, length, None, after(now) + odd)
    assert shifted == (None if plain is None else plain + odd)
