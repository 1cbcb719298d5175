"""How long a role had no holder, counted while the incident was open."""

from __future__ import annotations

from datetime import datetime, timedelta

from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.vacancy import open_spans, vacant
from incident_bot.incidents.vocabulary import Status
from tests.bot_database import TEAM
from tests.incidents.story import BO, CHI, after, ann, bo, declared


def without_commander(incident: Incident, now: datetime) -> float:
    """In minutes."""
    spans = open_spans(incident, incident.happened, now)
    return vacant(COMMANDER, incident.holdings, spans) / timedelta(minutes=1)


def test_until_somebody_takes_it() -> None:
    incident = declared()
    assert without_commander(incident, after(7)) == 7
    incident.assign(COMMANDER, BO, ann(9))
    assert without_commander(incident, after(60)) == 9


def test_between_two_holders() -> None:
    incident = declared()
    incident.assign(COMMANDER, BO, ann(0))
    incident.unassign(COMMANDER, ann(10))
    incident.assign(COMMANDER, CHI, ann(14))
    assert without_commander(incident, after(60)) == 4


def test_a_hand_off_leaves_no_gap() -> None:
    incident = declared()
    incident.assign(COMMANDER, BO, bo(5))
    incident.assign(COMMANDER, CHI, bo(30))
    assert without_commander(incident, after(60)) == 5


def test_it_ends_with_the_resolution() -> None:
    incident = declared()
    incident.resolve(ann(20))
    assert without_commander(incident, after(300)) == 20


def test_what_was_over_in_between_does_not_count() -> None:
    incident = declared()
    incident.resolve(ann(20))
    incident.reopen(ann(100))
    assert without_commander(incident, after(110)) == 20 + 10
    incident.assign(COMMANDER, BO, bo(115))
    incident.move_to(Status.RESOLVED, bo(130))
    assert without_commander(incident, after(900)) == 20 + 15


def test_who_commands_while_it_is_over_takes_nothing_off() -> None:
    incident = declared()
    incident.resolve(ann(20))
    incident.assign(COMMANDER, BO, bo(50))
    assert without_commander(incident, after(300)) == 20


def test_a_corrected_end_counts() -> None:
    incident = declared()
    incident.resolve(ann(20))
    incident.set_moment("mitigated", after(12), ann(30))
    incident.set_moment("resolved", after(12), ann(30))
    assert without_commander(incident, after(300)) == 12


def test_what_was_over_before_it_was_declared_was_never_without_anybody() -> None:
    incident = Incident.declare_past(
        workspace=TEAM,
        number=3,
        title="checkout was failing",
        severity="sev2",
        act=ann(),
        began=after(-90),
        ended=after(-30),
    )
    assert without_commander(incident, after(300)) == 0


def test_two_who_hold_it_at_once_count_once() -> None:
    incident = declared()
    incident.assign("expert", BO, ann(10), single=False)
    incident.assign("expert", CHI, ann(20), single=False)
    incident.unassign("expert", ann(30), BO)
    incident.unassign("expert", ann(40), CHI)
    spans = open_spans(incident, incident.happened, after(60))
    assert vacant("expert", incident.holdings, spans) == timedelta(minutes=30)
