"""The first look at an incident: of what was over for a day before anybody knew of it nothing is said."""

from __future__ import annotations

import pytest

from incident_bot.incidents.slot import Outcome
from incident_bot.reminders.look import look
from tests.incidents.story import after
from tests.reminders.deeds import case_of, snooze, takes_command, update

DAY = 24 * 60


def said(now: float, looked: float | None = None, watch: dict[str, str] | None = None) -> set[str]:
    case = case_of("sev1", (takes_command(2),))
    case.incident.looked_at = None if looked is None else after(looked)
    case.incident.watch = watch or {}
    return {each.reminder for each in look(case, after(now)).found if each.outcome is Outcome.OWED}


def test_what_was_over_for_a_day_is_not_said_when_a_version_first_knows_of_it() -> None:
    assert said(DAY) >= {"role_vacant", "handoff_urged", "update_overdue"}
    assert said(3 * DAY) == {"update_overdue", "checkpoint", "quiet"}


@pytest.mark.parametrize("looked", [-1, DAY])
def test_what_was_awaited_is_said_however_late(looked: float) -> None:
    assert "role_vacant" in said(3 * DAY, looked)


def overdue(*deeds: object, looked: float, now: float, watch: float) -> list[tuple[str, Outcome]]:
    case = case_of("sev1", deeds)  # type: ignore[arg-type]  # deeds
    case.incident.looked_at = after(looked)
    case.incident.watch = {"update_overdue": after(watch).isoformat()}
    return [
        (each.reminder, each.outcome)
        for each in look(case, after(now)).found
        if each.reminder == "update_overdue"
    ]


def test_an_update_in_time_leaves_no_trace_among_those_that_were_overdue() -> None:
    assert overdue(update(20), looked=1, now=20, watch=35) == []


def test_that_an_overdue_one_was_snoozed_or_missed_stays() -> None:
    snoozed = overdue(snooze("update", 31, 41), looked=31, now=31, watch=35)
    assert snoozed == [("update_overdue", Outcome.SNOOZED)]
    missed = overdue(looked=31, now=60, watch=35)
    assert missed == [
        ("update_overdue", Outcome.OWED),
        *[("update_overdue", Outcome.MISSED)] * 2,
    ]
