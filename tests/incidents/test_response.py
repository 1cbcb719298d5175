"""How quickly people responded, and how many updates came in time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.response import Punctuality, figures, punctuality
from incident_bot.incidents.vocabulary import TOLD
from incident_bot.settings import Settings
from tests.incidents.story import after, ann, bo, declared

SETTINGS = Settings()


def took(incident: Incident) -> dict[str, float | None]:
    found = figures(incident, SETTINGS.severity(incident.severity))
    return {each.what: None if each.took is None else each.took / timedelta(minutes=1) for each in found}


def told(incident: Incident) -> Punctuality | None:
    turns = [entry for entry in incident.happened if entry.what not in TOLD]
    return punctuality(incident, turns, SETTINGS)


def test_what_nobody_said_is_not_known_and_the_declaration_stands_in() -> None:
    incident = declared("sev1")
    assert took(incident) == {"detect": None, "acknowledge": None, "mitigate": None, "resolve": None}
    incident.assign("commander", "U2", bo(4))
    incident.resolve(bo(50))
    assert took(incident) == {"detect": None, "acknowledge": 4, "mitigate": 50, "resolve": 50}


def test_with_all_moments_each_counts_from_its_own() -> None:
    incident = declared("sev1")
    incident.set_moment("started", after(-20), ann(1))
    incident.set_moment("detected", after(-12), ann(1))
    incident.assign("commander", "U2", bo(4))
    incident.resolve(bo(50))
    assert took(incident) == {"detect": 8, "acknowledge": 16, "mitigate": 70, "resolve": 70}
    met = [each.met for each in figures(incident, SETTINGS.severity("sev1"))]
    assert met == [False, False, None, False]


def test_a_severity_without_targets_is_met_by_nothing() -> None:
    incident = declared("sev3")
    incident.set_moment("started", after(-20), ann(1))
    incident.resolve(bo(50))
    assert [each.met for each in figures(incident, SETTINGS.severity("sev3"))] == [None, None, None, None]


def test_a_severity_that_nobody_knows_has_no_targets() -> None:
    incident = declared("sev9")
    incident.set_moment("started", after(-20), ann(1))
    incident.resolve(bo(50))
    assert [each.target for each in figures(incident, None)] == [None, None, None, None]


@pytest.mark.parametrize(
    "updates, ended, expected",
    [
        # Each 30 minutes; five minutes late is in time; what is not yet owed at the end is not counted.
        ([30, 65, 95], 100, (3, 3, 35)),
        ([30, 65.1, 95], 100, (3, 2, 35.1)),
        ([40, 60], 80, (2, 1, 40)),
        ([], 20, None),
        ([], 80, (1, 0, 80)),
        ([10], 100, (2, 1, 90)),
    ],
)
def test_updates_against_the_cadence(
    updates: list[float], ended: int, expected: tuple[int, int, float] | None
) -> None:
    incident = declared("sev1")
    for minute in updates:
        incident.update("on it", ann(minute))
    incident.resolve(bo(ended))
    found = told(incident)
    assert expected == (found and (found.owed, found.on_time, found.longest / timedelta(minutes=1)))


def test_another_severity_counts_from_when_it_is_said() -> None:
    incident = declared("sev2")
    incident.set_severity("sev1", ann(10))
    incident.update("on it", ann(55))
    incident.set_severity("sev2", ann(60))
    incident.update("still", ann(110))
    incident.resolve(bo(120))
    assert told(incident) == Punctuality(2, 1, timedelta(minutes=55))


def test_a_promise_is_what_counts() -> None:
    incident = declared("sev1")
    incident.promise_update(after(80), ann(5))
    incident.update("as promised", ann(79), next_at=after(90))
    incident.update("later than promised", ann(100))
    incident.resolve(bo(110))
    assert told(incident) == Punctuality(2, 1, timedelta(minutes=79))


def test_reopened_it_begins_anew_and_the_last_words_count_for_nothing() -> None:
    incident = declared("sev1")
    incident.resolve(bo(10))
    incident.update("it is over", ann(60), final=True)
    incident.reopen(ann(100))
    incident.update("on it", ann(120))
    incident.resolve(bo(130))
    assert told(incident) == Punctuality(1, 1, timedelta(minutes=20))


def test_nothing_is_said_while_it_is_open_or_without_a_cadence() -> None:
    incident = declared("sev1")
    incident.update("on it", ann(20))
    assert told(incident) is None
    mild = declared("sev4")
    mild.resolve(bo(500))
    assert told(mild) is None
