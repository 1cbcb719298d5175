"""Families of reminders: what is owed of one, what comes next, and what keeps it quiet."""

from __future__ import annotations

import pytest

from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.messages.reminder_names import reminder_of, reminder_said
from incident_bot.messages.silence import silent_until
from incident_bot.reminders import REMINDERS
from incident_bot.reminders.families import comes_next, is_owed, snoozes, waivers
from incident_bot.reminders.reminder import Case
from incident_bot.settings import Settings
from tests.incidents.story import ANN, after, ann, bo, declared


def case(incident: Incident) -> Case:
    return Case(incident, Settings())


def commanded() -> Incident:
    incident = declared("sev1")
    incident.assign(COMMANDER, ANN, ann(), single=True)
    return incident


def test_every_reminder_has_its_words() -> None:
    for reminder in REMINDERS.values():
        assert reminder_said(reminder.name) != "something"
        # With the word that people type, so that whoever reads of it can keep it quiet.
        assert reminder.family in reminder_of(reminder.family).replace("-", "")
        assert silent_until(reminder.family).startswith("until ")


def test_what_is_owed_or_will_be_can_be_kept_quiet() -> None:
    incident = commanded()
    owed = {
        family: is_owed(case(incident), family, "", after(1)) for family in ("update", "commander", "stable")
    }
    assert owed == {"update": True, "commander": False, "stable": False}


def test_a_snooze_is_reckoned_with() -> None:
    incident = commanded()
    incident.snooze("update", after(45), bo(1))

    coming = comes_next(case(incident), "update", "", after(2))

    assert coming is not None
    assert (coming[0], coming[1].name) == (after(45), "update_due")
    assert [(family, quiet.by) for family, _, quiet in snoozes(case(incident), after(2))] == [
        ("update", "U2")
    ]
    assert list(snoozes(case(incident), after(45))) == []


def test_a_snooze_that_counts_no_more_is_not_shown() -> None:
    incident = commanded()
    incident.snooze("update", after(300), bo(1))
    incident.update("it is better", ann(20))
    assert list(snoozes(case(incident), after(21))) == []


def test_what_is_not_needed_is_shown_as_long_as_that_counts() -> None:
    incident = declared("sev1")
    incident.waive("commander", "we all look at it", ann(1))
    assert [(family, waiver.why) for family, _, waiver in waivers(case(incident))] == [
        ("commander", "we all look at it")
    ]
    assert not is_owed(case(incident), "commander", "", after(2))

    incident.assign(COMMANDER, ANN, ann(3), single=True)
    incident.unassign(COMMANDER, ann(4))
    assert list(waivers(case(incident))) == []
    assert is_owed(case(incident), "commander", "", after(5))


@pytest.mark.parametrize("off", ["update_due", "update_overdue"])
def test_what_is_switched_off_comes_no_more(off: str) -> None:
    settings = Settings.model_validate({"reminders": {"off": [off]}})
    coming = comes_next(Case(commanded(), settings), "update", "", after(1))
    assert coming is not None
    assert coming[1].name != off
