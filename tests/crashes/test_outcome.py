"""What counts as the same outcome after a crash, and what does not."""

from __future__ import annotations

from typing import Any

from .outcome import Outcome, difference

SAID = "INC-1 is declared."


def outcome(
    *, told: list[str] | None = None, posts: list[str] | None = None, at: str = "14:30:00"
) -> Outcome:
    record: dict[str, Any] = {"timeline": [("declared", f"2026-01-05 {at}")]}
    return Outcome({"incidents": {"posts": posts or []}}, record, {"ann": told or []})


def compared(
    crashed: Outcome, *, lost: tuple[str, ...] = (), beside: tuple[str, ...] = (), late: bool = False
) -> str:
    return difference(outcome(told=[SAID]), crashed, lost=list(lost), beside=list(beside), late=late)


def test_the_same_is_no_difference() -> None:
    assert compared(outcome(told=[SAID])) == ""


def test_what_is_said_twice_in_a_room_is_a_difference() -> None:
    told = compared(outcome(told=[SAID], posts=["It is resolved."]))

    assert "+++ workspace, crashed" in told
    assert '+   "It is resolved."' in told


def test_an_answer_may_be_missing_only_where_it_went_down_with_the_bot() -> None:
    assert f'-  "{SAID}"' in compared(outcome())
    assert compared(outcome(), lost=(SAID,)) == ""


def test_an_answer_may_be_repeated_only_where_the_crash_left_it_in_doubt() -> None:
    assert f'+  "{SAID}"' in compared(outcome(told=[SAID, SAID]))
    assert compared(outcome(told=[SAID, SAID]), beside=(SAID,)) == ""
    assert compared(outcome(told=[SAID, SAID, SAID]), beside=(SAID,)) != ""


def test_what_was_tried_again_may_be_a_little_later() -> None:
    later = outcome(told=[SAID], at="14:30:02")

    assert "+  " in compared(later)
    assert compared(later, late=True) == ""
    assert compared(outcome(told=[SAID], at="14:32:00"), late=True) != ""
    assert compared(outcome(told=[SAID], at="14:29:59"), late=True) != ""
