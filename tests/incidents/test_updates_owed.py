"""Every update that was ever owed: each rule both ways, and that the reminders say the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.incidents import owed
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.updates_owed import End, OwedUpdate, updates_owed
from incident_bot.settings import Settings
from tests.bot_database import TEAM
from tests.incidents.story import after, ann, declared

Deed = Callable[[Incident], object]

SETTINGS = Settings()
MINUTE = timedelta(minutes=1)


def update(at: float, next_at: float | None = None) -> Deed:
    return lambda it: it.update("on it", ann(at), next_at=None if next_at is None else after(next_at))


def promise(at: float, until: float | None) -> Deed:
    return lambda it: it.promise_update(None if until is None else after(until), ann(at))


def severity(at: float, key: str) -> Deed:
    return lambda it: it.set_severity(key, ann(at))


def snooze(at: float, until: float) -> Deed:
    return lambda it: it.snooze("update", after(until), ann(at))


def skip(at: float) -> Deed:
    """As the command does: the one that is owed now, or next, is not needed."""

    def deed(incident: Incident) -> None:
        severity = SETTINGS.severity(incident.severity)
        incident.skip_update("no news", owed.after_skipping(incident, severity, after(at)), ann(at))

    return deed


def resolve(at: float) -> Deed:
    return lambda it: it.resolve(ann(at))


def reopen(at: float) -> Deed:
    return lambda it: it.reopen(ann(at))


def last_words(at: float) -> Deed:
    return lambda it: it.update("it is over", ann(at), final=True)


def over_at(at: float, said: float) -> Deed:
    return lambda it: it.set_moment("resolved", after(at), ann(said))


def of(incident: Incident, now: float) -> list[OwedUpdate]:
    turns = [entry for entry in incident.happened if entry.is_current]
    return list(updates_owed(incident, turns, SETTINGS, after(now)))


CAME, PUT_OFF, WAIVED, OVER, WAITS = End.CAME, End.PUT_OFF, End.WAIVED, End.OVER, End.WAITS


@pytest.mark.parametrize(
    "key, deeds, now, expected",
    [
        pytest.param("sev1", (), 30, [], id="not before the cadence has passed"),
        pytest.param("sev1", (), 40, [(30, 40, WAITS)], id="and from then on it is waited for"),
        pytest.param("sev4", (), 9000, [], id="the mildest has none"),
        pytest.param("sev4", (promise(5, 60),), 90, [(60, 90, WAITS)], id="but a promise holds"),
        pytest.param("sev1", (update(20),), 40, [(30, 20, CAME)], id="one that came early was owed too"),
        pytest.param("sev1", (update(45),), 75, [(30, 45, CAME)], id="a late one starts anew"),
        pytest.param("sev1", (update(45),), 76, [(30, 45, CAME), (75, 76, WAITS)], id="and then it is owed"),
        pytest.param("sev1", (snooze(20, 90),), 50, [(30, 50, WAITS)], id="a snooze puts nothing off"),
        pytest.param("sev1", (promise(10, 90),), 80, [], id="a promise does"),
        pytest.param("sev1", (promise(10, 90), promise(20, None)), 31, [(30, 31, WAITS)], id="taken back"),
        pytest.param(
            "sev1", (promise(40, 90),), 95, [(30, 40, PUT_OFF), (90, 95, WAITS)], id="late, then promised"
        ),
        pytest.param("sev1", (skip(20),), 60, [], id="one that is not needed is not waited for"),
        pytest.param("sev1", (skip(20),), 61, [(60, 61, WAITS)], id="but the one after it is"),
        pytest.param("sev1", (skip(45),), 60, [(30, 45, WAIVED)], id="late, then not needed"),
        pytest.param(
            "sev1", (skip(45),), 61, [(30, 45, WAIVED), (60, 61, WAITS)], id="the cadence stays where it was"
        ),
        pytest.param(
            "sev1", (skip(20), update(50)), 75, [(60, 50, CAME)], id="one that comes all the same settles it"
        ),
        pytest.param("sev4", (promise(5, 60), skip(30)), 900, [], id="a promise that is not needed is gone"),
        pytest.param(
            "sev1",
            (severity(70, "sev2"), promise(75, 120)),
            130,
            [(30, 75, PUT_OFF), (120, 130, WAITS)],
            id="a promise puts off what was late under two severities",
        ),
        pytest.param("sev1", (update(20, 90),), 85, [(30, 20, CAME)], id="an update promises the next"),
        pytest.param(
            "sev1",
            (update(20, 90), severity(30, "sev2")),
            85,
            [(30, 20, CAME), (80, 85, WAITS)],
            id="a new severity ends a promise",
        ),
        pytest.param("sev3", (severity(40, "sev1"),), 45, [(30, 45, WAITS)], id="a worse one tightens"),
        pytest.param("sev3", (severity(20, "sev1"),), 29, [], id="and owes nothing before its time"),
        pytest.param("sev1", (severity(20, "sev3"),), 119, [], id="a milder one loosens"),
        pytest.param("sev1", (severity(40, "sev3"),), 99, [(30, 40, PUT_OFF)], id="not what was late"),
        pytest.param(
            "sev1", (severity(70, "sev2"),), 80, [(30, 80, WAITS)], id="late before and after is late once"
        ),
        pytest.param(
            "sev1",
            (severity(40, "sev3"), severity(50, "sev1")),
            60,
            [(30, 40, PUT_OFF), (40, 60, WAITS)],
            id="down and up again",
        ),
        pytest.param("sev1", (resolve(20),), 900, [], id="of what is over nothing is owed"),
        pytest.param("sev1", (resolve(50),), 900, [(30, 50, OVER)], id="what was missed was missed"),
        pytest.param("sev1", (resolve(20), last_words(90)), 900, [], id="the last words are no late update"),
        pytest.param("sev1", (resolve(50), over_at(25, 60)), 900, [], id="people corrected when it was over"),
        pytest.param(
            "sev1", (update(45), resolve(50), over_at(40, 60)), 900, [(30, 40, OVER)], id="before an update"
        ),
        pytest.param("sev1", (resolve(20), reopen(100)), 130, [], id="opened again, it counts from there"),
        pytest.param("sev1", (resolve(20), reopen(100)), 131, [(130, 131, WAITS)], id="and is owed again"),
        pytest.param(
            "sev1",
            (resolve(20), lambda it: it.set_severity("sev2", ann(50)), reopen(100)),
            150,
            [],
            id="as severe as it is by then",
        ),
    ],
)
def test_updates_that_were_owed(
    key: str, deeds: tuple[Deed, ...], now: float, expected: list[tuple[float, float, End]]
) -> None:
    incident = declared(key)
    for deed in deeds:
        deed(incident)
    found = [
        ((each.due - after(0)) / MINUTE, (each.until - after(0)) / MINUTE, each.end)
        for each in of(incident, now)
    ]
    assert found == expected


@pytest.mark.parametrize("came, late", [(29, False), (34.9, False), (35, False), (35.1, True)])
def test_five_minutes_after_the_reminder_it_still_is_in_time(came: float, late: bool) -> None:
    incident = declared("sev1")
    update(came)(incident)
    assert [each.is_late for each in of(incident, 40)] == [late]


def test_nobody_was_late_at_what_was_over_or_imported() -> None:
    past = Incident.declare_past(
        workspace=TEAM,
        number=3,
        title="mail",
        severity="sev1",
        act=ann(),
        began=after(-300),
        ended=after(-60),
    )
    assert of(past, 5000) == []
    past.reopen(ann(100))
    assert [each.due for each in of(past, 140)] == [after(130)]


def test_of_notes_nothing_was_owed_and_of_an_imported_record_what_was_owed_where_it_was_written() -> None:
    incident = declared("sev1")
    incident.imported_at = after(0)
    assert [each.due for each in of(incident, 40)] == [after(30)]
    incident.happened[0].source = "import"
    assert of(incident, 5000) == []


def test_a_severity_that_the_settings_do_not_know_asks_for_nothing() -> None:
    incident = declared("sev1")
    severity(10, "sev9")(incident)
    assert of(incident, 5000) == []
    promise(20, 60)(incident)
    assert [(each.due, each.every) for each in of(incident, 90)] == [(after(60), timedelta(days=1))]


@given(st.data())
def test_what_is_waited_for_is_what_the_reminder_says_is_owed(data: st.DataObject) -> None:
    """At every moment; and no time is counted twice."""
    incident = declared(data.draw(st.sampled_from(["sev1", "sev2", "sev4"])))
    at = 0
    for _ in range(data.draw(st.integers(0, 10))):
        at += data.draw(st.sampled_from([1, 10, 31, 61]))
        _does(incident, data.draw(st.sampled_from(DEEDS)), at)
        now = at + data.draw(st.sampled_from([1, 29, 31, 61]))
        due = owed.next_update(incident, SETTINGS.severity(incident.severity))
        found = of(incident, now)
        assert (due is not None and due < after(now)) == any(each.end is WAITS for each in found)
        waited = [(each.due, each.until) for each in found if each.late]
        assert waited == sorted(waited)
        assert all(one[1] <= other[0] for one, other in pairwise(waited))


DEEDS = ("update", "promising", "promise", "take back", "skip", "snooze", "worse", "milder", "over")


def _does(incident: Incident, what: str, at: float) -> None:
    act: Act = ann(at)
    match what:
        case "update" | "promising" if incident.is_open:
            incident.update("x", act, next_at=after(at + 45) if what == "promising" else None)
        case "promise" if incident.is_open:
            incident.promise_update(after(at + 20), act)
        case "take back" if incident.is_open and incident.next_update_at is not None:
            incident.promise_update(None, act)
        case "skip" if incident.is_open:
            skip(at)(incident)
        case "snooze" if incident.is_open:
            incident.snooze("update", after(at + 30), act)
        case "worse" | "milder":
            wanted = "sev1" if what == "worse" else "sev3"
            if incident.severity != wanted:
                incident.set_severity(wanted, act)
        case "over" if incident.is_open:
            incident.resolve(act)
        case "over":
            incident.reopen(act)
