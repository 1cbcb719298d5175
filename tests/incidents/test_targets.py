"""Response targets: met, at risk, missed, or open; and when that changes if nobody does anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.targets import changed, next_change, targets
from incident_bot.settings import Settings
from tests.bot_database import TEAM
from tests.incidents.story import after, ann, bo, declared

SETTINGS = Settings()
MINUTE = timedelta(minutes=1)
Deed = Callable[[Incident], object]


def commands(at: float, who: Act | None = None) -> Deed:
    """Bo takes the role, or is given it."""
    return lambda it: it.assign(COMMANDER, "U2", who or bo(at))


def note(at: float) -> Deed:
    return lambda it: it.note("it is the cache", ann(at))


def stand(incident: Incident, now: float) -> dict[str, str]:
    return {each.name: each.state(after(now)).value for each in targets(incident, SETTINGS)}


@pytest.mark.parametrize(
    "severity, deeds, now, expected",
    [
        # SEV-1: acknowledged in 5 minutes, a first response in 10, a commander engaged in 5.
        pytest.param("sev1", (), 3, ["open", "open", "open"], id="there is time"),
        pytest.param("sev1", (), 3.4, ["at risk", "open", "at risk"], id="a third of it is left"),
        pytest.param("sev1", (), 5, ["missed", "open", "missed"], id="it is over"),
        pytest.param("sev1", (), 600, ["missed", "missed", "missed"], id="and stays so"),
        pytest.param("sev1", (commands(3),), 600, ["met", "missed", "met"], id="taking the role is command"),
        pytest.param(
            "sev1", (commands(3, ann(3)),), 4, ["met", "open", "at risk"], id="being given it is not"
        ),
        pytest.param("sev1", (commands(5),), 6, ["met", "open", "met"], id="at the last moment"),
        pytest.param("sev1", (commands(5.1),), 6, ["missed", "open", "missed"], id="just too late"),
        pytest.param("sev1", (note(4),), 4.5, ["at risk", "met", "at risk"], id="a note is a response"),
        pytest.param("sev1", (commands(9), note(9)), 4, ["at risk", "open", "at risk"], id="as it was then"),
        # SEV-2: 15, 30 and 30 minutes.
        pytest.param(
            "sev2",
            (lambda it: it.set_severity("sev1", ann(6)),),
            7,
            ["missed", "at risk", "missed"],
            id="worse",
        ),
        # SEV-4: two hours, four hours, and until the evening of the next working day.
        pytest.param("sev4", (), 60 * 20, ["missed", "missed", "open"], id="the next working day"),
        pytest.param("sev4", (), 60 * 31, ["missed", "missed", "missed"], id="which ends"),
    ],
)
def test_where_targets_stand(severity: str, deeds: tuple[Deed, ...], now: float, expected: list[str]) -> None:
    incident = declared(severity)
    for deed in deeds:
        deed(incident)
    assert stand(incident, now) == dict(zip(("acknowledged", "responded", "engaged"), expected, strict=True))


def test_of_what_is_over_only_what_is_known_is_told() -> None:
    quick = declared("sev1")
    quick.resolve(ann(3), "restarted")
    assert "acknowledged" not in stand(quick, 600)
    slow = declared("sev1")
    slow.assign(COMMANDER, "U2", bo(2))
    slow.resolve(ann(30), "restarted")
    assert stand(slow, 600)["acknowledged"] == "met"
    left = declared("sev1")
    left.resolve(ann(30), "restarted")
    assert stand(left, 600)["acknowledged"] == "missed"


def test_opened_again_what_was_reached_stays_so_and_the_rest_counts_anew() -> None:
    incident = declared("sev1")
    incident.assign(COMMANDER, "U2", ann(2))
    incident.resolve(ann(4))
    incident.reopen(ann(100))
    assert stand(incident, 104) == {"acknowledged": "met", "responded": "open", "engaged": "at risk"}
    [acknowledged, _, engaged] = targets(incident, SETTINGS)
    assert (acknowledged.took, engaged.due) == (2 * MINUTE, after(105))


def test_nobody_was_slow_at_what_is_from_elsewhere_or_was_over() -> None:
    imported = declared("sev1")
    imported.imported_at = after(0)
    past = Incident.declare_past(
        workspace=TEAM,
        number=3,
        title="mail",
        severity="sev1",
        act=ann(),
        began=after(-300),
        ended=after(-60),
    )
    for incident in (imported, past):
        assert targets(incident, SETTINGS) == []
        assert next_change(incident, SETTINGS, after(1)) is None


def test_a_severity_without_a_target_has_none() -> None:
    severity = SETTINGS.severities["sev1"].model_copy(update={"respond_within": None, "engage_within": None})
    settings = Settings(severities={**SETTINGS.severities, "sev1": severity})
    assert [each.name for each in targets(declared("sev1"), settings)] == ["acknowledged"]


def test_the_clock_looks_when_a_target_comes_to_stand_otherwise() -> None:
    incident = declared("sev1")
    assert next_change(incident, SETTINGS, after(0)) == after(10 / 3)
    incident.assign(COMMANDER, "U2", bo(1))
    assert next_change(incident, SETTINGS, after(1)) == after(20 / 3)
    assert next_change(incident, SETTINGS, after(8)) == after(10)
    assert next_change(incident, SETTINGS, after(10)) is None
    incident.resolve(bo(2))
    assert next_change(incident, SETTINGS, after(3)) is None


@given(st.sampled_from(["sev1", "sev2", "sev4"]), st.lists(st.integers(1, 3000), max_size=30))
def test_whoever_looks_when_asked_to_sees_every_change_once(severity: str, others: list[int]) -> None:
    """Other looks in between change nothing of that."""
    incident = declared(severity)
    now, seen = after(0), []
    for moment in [after(each) for each in sorted(others)] + [None] * 7:
        while (wakes := next_change(incident, SETTINGS, now)) is not None:
            if moment is not None and wakes > moment:
                break
            now = wakes
            assert changed(incident, SETTINGS, now)
            incident.looked_at = now
            seen.append([each.state(now).value for each in targets(incident, SETTINGS)])
        if moment is not None:
            now = max(now, moment)
            assert not changed(incident, SETTINGS, now)
    assert seen[-1] == ["missed"] * 3
    assert len(seen) == len({tuple(each) for each in seen})
