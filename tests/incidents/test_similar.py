"""Which open incidents a new one is compared with, and which look like it."""

from __future__ import annotations

import pytest

from incident_bot.incidents.similar import MOST, Sketch, similar


def sketch(number: int, title: str, *services: str) -> Sketch:
    return Sketch(number, title, services, is_private=False)


@pytest.mark.parametrize(
    "title, other",
    [
        ("checkout is failing", "checkout is failing"),
        ("Checkout times out", "many errors in the checkout"),
        ("payments are down", "payment problems"),
        ("search latency in Europe", "Europe: search slow"),
        ("支付失败", "支付失败"),
    ],
)
def test_titles_about_the_same(title: str, other: str) -> None:
    assert [each.number for each in similar(title, [], [sketch(1, other)])] == [1]


@pytest.mark.parametrize(
    "title, other",
    [
        ("checkout is failing", "search is failing"),
        ("many errors", "many errors"),
        ("it is down", "everything is down"),
        ("number 2 is failing", "number 1 is failing"),
        ("", "checkout"),
        ("🔥", "🔥"),
    ],
)
def test_titles_that_only_sound_alike(title: str, other: str) -> None:
    assert similar(title, [], [sketch(1, other)]) == []


def test_the_same_service_is_enough() -> None:
    others = [sketch(1, "a", "Checkout"), sketch(2, "b", "Search")]
    assert [each.number for each in similar("c", ["checkout"], others)] == [1]


def test_the_most_alike_come_first_and_only_a_few() -> None:
    others = [
        sketch(1, "checkout is failing"),
        *(sketch(n, "checkout and payments", "Checkout") for n in range(2, 5)),
        sketch(5, "search"),
    ]
    found = similar("checkout payments", ["Checkout"], others)
    assert [each.number for each in found] == [4, 3, 2]
    assert len(found) == MOST
