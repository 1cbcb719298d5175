"""Action items: who hears of them, on which mornings, and what ends that. See `slow`."""

from __future__ import annotations

import pytest

from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.incident import Incident
from tests.incidents.story import ANN, BO, CHI
from tests.reminders.slow import (
    LOOKS,
    Deed,
    at,
    by,
    case_of,
    coming,
    done,
    given_to,
    item,
    led,
    of_incident,
    put_off,
    shown,
)


@pytest.mark.parametrize(
    "deeds, said",
    [
        pytest.param((led,), ["12 assigned", "19 checkpoint", "05 follow_up"], id="none is written"),
        pytest.param(
            (led, of_incident(lambda i: i.close(by(ANN, "2026-01-05 16:00")))),
            [],
            id="none, and it is closed",
        ),
        pytest.param(
            (led, item()), ["12 assigned", "19 checkpoint", "05 follow_up"], id="one lacks an owner and a day"
        ),
        pytest.param((led, item(owner=BO)), ["12 assigned", "19 checkpoint", "05 follow_up"], id="a day"),
        pytest.param(
            (led, item(owner=BO, due="2026-02-01")), ["19 checkpoint", "05 follow_up"], id="it has both"
        ),
        pytest.param(
            (led, item(owner=BO, priority="p3")), ["19 checkpoint", "05 follow_up"], id="it needs no day"
        ),
        pytest.param((led, item(), done("2026-01-06 10:00")), [], id="all are done"),
        pytest.param(
            (
                led,
                item(owner=BO, due="2026-02-01"),
                of_incident(lambda i: i.close(by(ANN, "2026-01-08 16:00"))),
            ),
            ["19 checkpoint", "05 follow_up"],
            id="closed, with something left to be done",
        ),
        pytest.param(
            (led, item(), of_incident(lambda i: i.waive("items", "later", by(CHI, "2026-01-12 08:01")))),
            [],
            id="not needed",
        ),
    ],
)
def test_action_items_are_looked_at_after_a_week_two_weeks_and_a_month(
    deeds: tuple[Deed, ...], said: list[str]
) -> None:
    months = {"05": "02"}
    mornings = [f"2026-{months.get(each[:2], '01')}-{each[:2]} 08:00 {each[3:]}" for each in said]
    assert shown(coming(case_of(*deeds), *LOOKS)) == mornings


@pytest.mark.parametrize(
    "deeds, said",
    [
        pytest.param(
            (item(owner=CHI, due="2026-01-15"),),
            ["13 08:00 due_soon 1", "16 08:00 overdue 1", "19 08:00 overdue 1", "20 08:00 overdue 1"],
            id="two days before, and each working day after",
        ),
        pytest.param(
            (item(owner=BO, due="2026-01-15"),),
            ["13 14:00 due_soon 1", "16 14:00 overdue 1", "19 14:00 overdue 1", "20 14:00 overdue 1"],
            id="where its owner lives",
        ),
        pytest.param(
            (item(owner=CHI, due="2026-01-12"),),
            ["09 08:00 due_soon 1", "13 08:00 overdue 1", "14 08:00 overdue 1", "15 08:00 overdue 1"],
            id="rather earlier than later",
        ),
        pytest.param(
            (item("2026-01-13 08:00", owner=CHI, due="2026-01-15"),),
            ["13 08:00 due_soon 1", "16 08:00 overdue 1", "19 08:00 overdue 1", "20 08:00 overdue 1"],
            id="made just then",
        ),
        pytest.param(
            (item("2026-01-13 08:01", owner=CHI, due="2026-01-15"),),
            ["16 08:00 overdue 1", "19 08:00 overdue 1", "20 08:00 overdue 1"],
            id="made later: they know",
        ),
        pytest.param(
            (item(owner=BO, due="2026-01-15"), given_to(CHI, "2026-01-16 10:00")),
            ["19 08:00 overdue 1", "20 08:00 overdue 1", "21 08:00 overdue 1"],
            id="given away: not on that day again",
        ),
        pytest.param(
            (item(owner=CHI, due="2026-01-15"), put_off("2026-01-22", "2026-01-16 10:00")),
            ["20 08:00 due_soon 1", "23 08:00 overdue 1", "26 08:00 overdue 1", "27 08:00 overdue 1"],
            id="another day",
        ),
        pytest.param((item(owner=CHI, due="2026-01-15"), done("2026-01-06 10:00")), [], id="done"),
        pytest.param((item(due="2026-01-15"),), [], id="nobody has it"),
        pytest.param(
            (item(owner=CHI, due="2026-01-15"), of_incident(lambda i: i.close(by(ANN, "2026-01-06 16:00")))),
            ["13 08:00 due_soon 1", "16 08:00 overdue 1", "19 08:00 overdue 1", "20 08:00 overdue 1"],
            id="what is to be done outlives the closing",
        ),
        pytest.param((item(owner=CHI),), [], id="no day"),
        pytest.param(
            (
                item(owner=CHI, due="2026-01-15"),
                of_incident(
                    lambda i: i.snooze(
                        "item", at("2026-01-16 12:00"), by(CHI, "2026-01-13 09:00"), subject="1"
                    )
                ),
            ),
            ["16 12:00 overdue 1", "19 08:00 overdue 1", "20 08:00 overdue 1"],
            id="snoozed until it is overdue",
        ),
        pytest.param(
            (
                item(owner=CHI, due="2026-01-15"),
                of_incident(
                    lambda i: i.snooze(
                        "item", at("2026-01-30 12:00"), by(CHI, "2026-01-16 09:00"), subject="1"
                    )
                ),
                put_off("2026-01-22", "2026-01-16 10:00"),
            ),
            ["20 08:00 due_soon 1", "23 08:00 overdue 1", "26 08:00 overdue 1", "27 08:00 overdue 1"],
            id="a snooze of the old day does not silence the new one",
        ),
        pytest.param(
            (
                item(owner=CHI, due="2026-01-15"),
                of_incident(lambda i: i.waive("item", "soon", by(CHI, "2026-01-16 09:00"), subject="1")),
                given_to(BO, "2026-01-16 20:00"),
            ),
            ["19 14:00 overdue 1", "20 14:00 overdue 1", "21 14:00 overdue 1"],
            id="what one needs not to hear the next one does",
        ),
    ],
)
def test_the_owner_of_an_action_item_hears_of_its_day(deeds: tuple[Deed, ...], said: list[str]) -> None:
    assert shown(coming(case_of(*deeds), "item_due_soon", "item_overdue")) == [
        f"2026-01-{each}" for each in said
    ]


def test_what_was_imported_is_not_asked_for_until_somebody_here_does() -> None:
    def imported(incident: Incident, items: list[ActionItem]) -> None:
        incident.imported_at = at("2026-01-06 10:00")

    old = (item(owner=BO, due="2026-01-05"), imported)
    assert coming(case_of(*old), "item_overdue") == []
    assert len(coming(case_of(*old, given_to(CHI, "2026-01-06 11:00")), "item_overdue")) == 3


@pytest.mark.parametrize(
    "due, first",
    [
        ("0001-01-01", ["2026-01-06 14:00 item_overdue 1", "2026-01-07 14:00 item_overdue 1"]),
        ("9999-12-31", []),
    ],
)
def test_a_day_from_which_nobody_can_reckon_stops_no_reminder(due: str, first: list[str]) -> None:
    """A record from elsewhere may have it."""
    case = case_of(led, item(owner=BO, due=due))
    said = coming(case, "item_due_soon", "item_overdue")
    assert [row for row in said if row.startswith("2026")][:2] == first
