"""When a reminder is owed: a table of what was done and what is due at which minute after the declaration.

SEV-1 owes an update every 30 minutes and a commander within 5, SEV-2 60 and 15, SEV-3 120 and 30,
SEV-4 no update and a commander within 120.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.vocabulary import Status
from incident_bot.reminders.no_commander import no_commander
from incident_bot.reminders.reminder import Reminder
from incident_bot.reminders.update_due import update_due
from incident_bot.settings import Settings
from incident_bot.slack import text
from tests.incidents.story import ANN, BO, START, after, ann, bo, declared

Deed = Callable[[Incident], object]


def update(at: float) -> Deed:
    return lambda incident: incident.update("working on it", ann(at))


def snooze_update(at: float, until: float) -> Deed:
    return lambda incident: incident.snooze("update_due", after(until), ann(at))


def snooze_commander(at: float, until: float) -> Deed:
    return lambda incident: incident.snooze("no_commander", after(until), ann(at))


def severity(at: float, key: str) -> Deed:
    return lambda incident: incident.set_severity(key, ann(at))


def takes_command(at: float) -> Deed:
    return lambda incident: incident.assign(COMMANDER, BO, bo(at))


def gives_it_up(at: float) -> Deed:
    return lambda incident: incident.unassign(COMMANDER, bo(at))


def resolve(at: float) -> Deed:
    return lambda incident: incident.resolve(bo(at))


def reopen(at: float) -> Deed:
    return lambda incident: incident.reopen(bo(at))


def status(at: float, to: Status) -> Deed:
    return lambda incident: incident.move_to(to, bo(at))


def note(at: float) -> Deed:
    return lambda incident: incident.note("p95 is 4 s", ann(at))


def due(reminder: Reminder, key: str, deeds: tuple[Deed, ...], now: float) -> float | None:
    """The slot, in minutes after the declaration."""
    incident = declared(key)
    for deed in deeds:
        deed(incident)
    slot = reminder.due(incident, Settings(), after(now))
    return None if slot is None else (slot - START) / timedelta(minutes=1)


@pytest.mark.parametrize(
    "key, deeds, now, slot",
    [
        pytest.param("sev1", (), 29.99, None, id="not before the cadence has passed"),
        pytest.param("sev1", (), 30, 30, id="from the very moment on"),
        pytest.param("sev1", (), 59.99, 30, id="until the next slot it is still that one"),
        pytest.param("sev1", (), 60, 60, id="and again each cadence"),
        pytest.param("sev1", (), 1000, 990, id="of missed slots only the latest"),
        pytest.param("sev2", (), 60, 60, id="each severity has its cadence"),
        pytest.param("sev3", (), 125, 120, id="a mild one has a long one"),
        pytest.param("sev4", (), 100_000, None, id="the mildest has none"),
        pytest.param("sev1", (update(29),), 58, None, id="an update in time starts anew"),
        pytest.param("sev1", (update(29),), 59, 59, id="a cadence after the update"),
        pytest.param("sev1", (update(45),), 60, None, id="a late update starts anew too"),
        pytest.param("sev1", (update(45),), 75, 75, id="counted from the late update"),
        pytest.param("sev1", (update(10), update(20)), 49, None, id="only the last update counts"),
        pytest.param("sev1", (note(29), status(29, Status.MONITORING)), 30, 30, id="notes are no updates"),
        pytest.param("sev1", (takes_command(1),), 30, 30, id="a commander is no update"),
        pytest.param("sev1", (snooze_update(31, 41),), 40, None, id="a snooze is quiet"),
        pytest.param("sev1", (snooze_update(31, 41),), 41, 41, id="what fell into it comes at its end"),
        pytest.param("sev1", (snooze_update(31, 41),), 59, 41, id="once"),
        pytest.param("sev1", (snooze_update(31, 41),), 60, 60, id="and the rhythm is as it was"),
        pytest.param("sev1", (snooze_update(5, 15),), 30, 30, id="a snooze that ends before is nothing"),
        pytest.param("sev1", (snooze_update(20, 100),), 99, None, id="a long snooze swallows several"),
        pytest.param("sev1", (snooze_update(20, 100),), 100, 100, id="and they come at its end as one"),
        pytest.param("sev1", (snooze_update(20, 100),), 120, 120, id="before the rhythm goes on"),
        pytest.param("sev1", (snooze_update(20, 60),), 60, 60, id="a snooze that ends on a slot"),
        pytest.param("sev1", (snooze_update(31, 41), snooze_update(35, 50)), 45, None, id="snoozed again"),
        pytest.param("sev1", (snooze_update(31, 41), update(35)), 41, None, id="an update ends a snooze"),
        pytest.param("sev1", (snooze_update(31, 300), update(35)), 65, 65, id="and the cadence is back"),
        pytest.param("sev3", (severity(40, "sev1"),), 40, 30, id="a worse severity tightens at once"),
        pytest.param("sev3", (severity(20, "sev1"),), 30, 30, id="counted as if it had always been so"),
        pytest.param("sev1", (severity(20, "sev3"),), 119, None, id="a milder one loosens at once"),
        pytest.param("sev1", (severity(20, "sev4"),), 1000, None, id="or ends it"),
        pytest.param("sev3", (snooze_update(5, 500), severity(20, "sev1")), 30, 30, id="and wakes a snooze"),
        pytest.param("sev1", (resolve(20),), 1000, None, id="of what is over nothing is owed"),
        pytest.param("sev1", (status(20, Status.RESOLVED),), 30, None, id="however it was said"),
        pytest.param("sev1", (resolve(20), reopen(100)), 129, None, id="opened again, it counts from there"),
        pytest.param("sev1", (resolve(20), reopen(100)), 130, 130, id="and the cadence resumes"),
        pytest.param("sev1", (update(10), resolve(20), reopen(100)), 130, 130, id="whatever was said before"),
    ],
)
def test_an_update_is_owed(key: str, deeds: tuple[Deed, ...], now: float, slot: float | None) -> None:
    assert due(update_due, key, deeds, now) == slot


@pytest.mark.parametrize(
    "key, deeds, now, slot",
    [
        pytest.param("sev1", (), 4.99, None, id="not before the time to acknowledge has passed"),
        pytest.param("sev1", (), 5, 5, id="from the very moment on"),
        pytest.param("sev1", (), 12, 10, id="and again each such time"),
        pytest.param("sev4", (), 119, None, id="the mildest has time"),
        pytest.param("sev4", (), 120, 120, id="but needs one too"),
        pytest.param("sev1", (takes_command(4),), 1000, None, id="a commander ends it"),
        pytest.param("sev1", (update(4),), 5, 5, id="an update is no commander"),
        pytest.param("sev1", (snooze_commander(6, 16),), 15, None, id="a snooze is quiet"),
        pytest.param("sev1", (snooze_commander(6, 16),), 16, 16, id="to its end"),
        pytest.param("sev1", (snooze_commander(6, 16),), 20, 20, id="and the rhythm is as it was"),
        pytest.param("sev1", (snooze_update(1, 500),), 5, 5, id="the other snooze is another"),
        pytest.param("sev4", (severity(20, "sev1"),), 20, 20, id="a worse severity tightens at once"),
        pytest.param("sev1", (resolve(3),), 1000, None, id="of what is over nothing is owed"),
        pytest.param("sev1", (resolve(3), reopen(100)), 104, None, id="opened again, it counts from there"),
        pytest.param("sev1", (resolve(3), reopen(100)), 105, 105, id="and is owed again"),
    ],
)
def test_a_commander_is_owed(key: str, deeds: tuple[Deed, ...], now: float, slot: float | None) -> None:
    assert due(no_commander, key, deeds, now) == slot


@pytest.mark.parametrize("now, slot", [(101, None), (105.99, None), (106, 106)])
def test_when_the_commander_gives_it_up_there_is_as_much_time_again_to_find_another(
    now: float, slot: float | None
) -> None:
    """And nobody is told that there was no commander while there was one."""
    assert due(no_commander, "sev1", (takes_command(2), gives_it_up(101)), now) == slot


@pytest.mark.parametrize(
    "deeds, since",
    [
        ((), 0),
        ((takes_command(2), gives_it_up(101)), 101),
        ((takes_command(2), gives_it_up(50), resolve(60), reopen(100)), 100),
    ],
    ids=["the declaration", "the last one's giving it up", "the reopening"],
)
def test_the_reminder_of_a_commander_says_since_when_there_is_none(
    deeds: tuple[Deed, ...], since: float
) -> None:
    incident = declared("sev1")
    for deed in deeds:
        deed(incident)
    assert no_commander.message(incident, Settings(), after(110)).text == (
        f"<!here> *INC-12* has had no commander since {text.moment(after(since), '{time}')}. Who takes it?"
    )


@pytest.mark.parametrize(
    "deeds, since, last",
    [
        ((), 30, "There has been none yet."),
        ((update(40),), 70, f"The last one was {text.moment(after(40))}."),
        ((snooze_update(31, 41),), 30, "There has been none yet."),
        ((update(10), resolve(20), reopen(50)), 80, f"The last one was {text.moment(after(10))}."),
    ],
    ids=["the declaration", "the last update", "whatever was snoozed", "the reopening"],
)
def test_the_reminder_of_an_update_says_since_when_it_is_missed(
    deeds: tuple[Deed, ...], since: float, last: str
) -> None:
    """A cadence after what it is counted from, however many reminders there were since."""
    incident = declared("sev1")
    for deed in deeds:
        deed(incident)
    for slot in (110, 140):
        assert update_due.message(incident, Settings(), after(slot)).text == (
            f"<@{ANN}>, an update on *INC-12* has been due since {text.moment(after(since))}. {last}"
        )


@pytest.mark.parametrize(
    "deeds, whom",
    [
        ((), ANN),
        ((takes_command(1),), BO),
        ((takes_command(1), lambda incident: incident.assign("comms", "U4", ann(2))), "U4"),
    ],
    ids=["the declarer", "the commander", "the communications lead"],
)
def test_the_reminder_of_an_update_asks_whoever_writes_them(deeds: tuple[Deed, ...], whom: str) -> None:
    incident = declared("sev1")
    for deed in deeds:
        deed(incident)
    assert update_due.message(incident, Settings(), after(30)).text.startswith(f"<@{whom}>, ")
