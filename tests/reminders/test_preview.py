"""What is to come, to whom, and the rungs after it: the same rules as what is sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.messages.reminders_ahead import Ahead, Coming, ahead_lines
from incident_bot.reminders.preview import preview
from incident_bot.reminders.reminder import Case
from incident_bot.settings import Settings
from incident_bot.slack import text
from tests.incidents.story import ANN, BO, CHI, after, ann, declared

LADDER: dict[str, Any] = {
    "escalation": {
        "ladder": [
            {"label": "the on-call", "who": ["U0BO"], "minutes": 10},
            {"label": "the head", "who": ["U0CHI"], "minutes": 5},
        ],
        "manager": ["S0MANAGERS"],
    }
}


def coming(incident: Incident, minutes: float = 1, **settings: object) -> dict[str, Coming]:
    case = Case(incident, Settings.model_validate(settings))
    return {each.reminder: each for each in preview(case, after(minutes))}


def test_the_next_slot_of_each_reminder_with_what_asks_for_it() -> None:
    found = coming(declared("sev1"))
    update = found["update_due"]
    assert (update.at, update.why) == (after(30), "SEV-1 asks for an update every 30 min")
    assert (update.in_room, update.called, update.direct) == (True, (f"<@{ANN}>",), ())
    assert found["update_overdue"].every == timedelta(minutes=10)


def test_everybody_is_named_and_not_rung_at() -> None:
    assert coming(declared("sev1"))["no_commander"].called == ("everybody",)


def test_the_rungs_of_the_ladder_and_the_manager_come_once_each() -> None:
    found = coming(declared("sev1"), **LADDER)
    assert found["no_commander"].direct == ("U0BO",)
    assert found["no_commander"].later == ((after(15), ("U0CHI",)),)
    assert found["update_overdue"].later == ((after(55), ("S0MANAGERS",)),)


def test_of_a_private_incident_only_who_is_in_its_room_is_told() -> None:
    incident = declared("sev1")
    incident.is_private = True
    [line] = ahead_lines(Ahead([coming(incident, **LADDER)["no_commander"]], [], [], []))
    assert ", calling everybody and <@U0BO>, and directly to <@U0BO> (if in the room)." in line
    assert f"Then directly to <@U0CHI> (if in the room) {text.moment(after(15))}" in line


def test_roles_are_escaped_once() -> None:
    shipped = Settings()
    roles = {**shipped.roles, "comms": shipped.roles["comms"].model_copy(update={"label": "Q&A lead"})}
    found = {
        each.reminder: each
        for each in preview(Case(declared("sev1"), shipped.model_copy(update={"roles": roles})), after(1))
    }
    assert "Q&amp;A lead" in found["role_vacant"].why


def test_what_is_put_off_says_so() -> None:
    incident = declared("sev1")
    incident.snooze("commander", after(20), ann(1))
    found = coming(incident, 2)["no_commander"]
    assert (found.at, found.put_off) == (after(20), True)


@pytest.mark.parametrize("holder, called", [(BO, BO), (CHI, CHI)])
def test_it_is_shown_who_will_be_asked(holder: str, called: str) -> None:
    incident = declared("sev1")
    incident.assign(COMMANDER, holder, ann(), single=True)
    assert coming(incident)["update_due"].called == (f"<@{called}>",)
