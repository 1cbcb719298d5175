"""When a reminder is owed: a table of what was done and what is due at which minute after the declaration.

SEV-1 owes an update every 30 minutes and a commander within 5, SEV-2 60 and 15, SEV-3 120 and 30,
SEV-4 no update and a commander within 120.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Status
from incident_bot.reminders import owed_now
from incident_bot.reminders.no_commander import no_commander
from incident_bot.reminders.reminder import Due
from incident_bot.reminders.update_due import update_due
from incident_bot.reminders.update_overdue import direct_message as update_overdue_to_manager
from incident_bot.reminders.update_overdue import update_overdue
from incident_bot.settings import Reminders, Settings
from incident_bot.slack import text
from tests.incidents.story import ANN, BO, START, after
from tests.reminders.deeds import (
    Deed,
    case_of,
    due,
    gives_it_up,
    note,
    promise,
    reopen,
    resolve,
    said,
    severity,
    skip_update,
    slots,
    snooze,
    status,
    takes,
    takes_command,
    update,
)


def snooze_update(at: float, until: float) -> Deed:
    return snooze("update", at, until)


def snooze_commander(at: float, until: float) -> Deed:
    return snooze("commander", at, until)


def update_slots(key: str, deeds: tuple[Deed, ...], until: float) -> list[float]:
    """Everything that is said of updates: that one is due, and that it is overdue."""
    return sorted(slots(update_due, key, deeds, until) + slots(update_overdue, key, deeds, until))


@pytest.mark.parametrize(
    "key, deeds, now, slot",
    [
        pytest.param("sev1", (), 29.99, None, id="not before the cadence has passed"),
        pytest.param("sev1", (), 30, 30, id="from the very moment on"),
        pytest.param("sev1", (), 34.99, 30, id="until it is overdue"),
        pytest.param("sev1", (), 35, None, id="then that is said instead"),
        pytest.param("sev2", (), 60, 60, id="each severity has its cadence"),
        pytest.param("sev3", (), 123, 120, id="a mild one has a long one"),
        pytest.param("sev4", (), 100_000, None, id="the mildest has none"),
        pytest.param("sev4", (promise(5, 60),), 61, 60, id="but what was promised holds"),
        pytest.param("sev1", (promise(5, 60),), 59, None, id="a promise puts it off"),
        pytest.param("sev1", (promise(5, 60),), 60, 60, id="to just then"),
        pytest.param("sev1", (promise(5, 10),), 10, 10, id="or brings it forward"),
        pytest.param("sev1", (promise(5, 60), promise(6, None)), 30, 30, id="unless it is taken back"),
        pytest.param("sev1", (promise(40, 90),), 60, None, id="a promise ends what was overdue"),
        pytest.param("sev1", (update(20, 90),), 90, 90, id="an update may promise the next"),
        pytest.param("sev1", (skip_update(32, 60),), 59, None, id="not needed, it is not asked for"),
        pytest.param("sev1", (skip_update(32, 60),), 60, 60, id="but the one after it is"),
        pytest.param("sev1", (update(29),), 58, None, id="an update in time starts anew"),
        pytest.param("sev1", (update(29),), 59, 59, id="a cadence after the update"),
        pytest.param("sev1", (update(45),), 60, None, id="a late update starts anew too"),
        pytest.param("sev1", (update(45),), 75, 75, id="counted from the late update"),
        pytest.param("sev1", (update(10), update(20)), 49, None, id="only the last update counts"),
        pytest.param("sev1", (note(29), status(29, Status.MONITORING)), 30, 30, id="notes are no updates"),
        pytest.param("sev1", (takes_command(1),), 30, 30, id="a commander is no update"),
        pytest.param("sev1", (snooze_update(31, 41),), 40, None, id="a snooze is quiet"),
        pytest.param("sev1", (snooze_update(31, 41),), 41, 41, id="what fell into it comes at its end"),
        pytest.param("sev1", (snooze_update(31, 41),), 44.99, 41, id="once"),
        pytest.param("sev1", (snooze_update(31, 41),), 45, None, id="and the rhythm is as it was"),
        pytest.param("sev1", (snooze_update(5, 15),), 30, 30, id="a snooze that ends before is nothing"),
        pytest.param("sev1", (snooze_update(20, 100),), 99, None, id="a long snooze swallows several"),
        pytest.param("sev1", (snooze_update(20, 100),), 100, 100, id="and they come at its end as one"),
        pytest.param("sev1", (snooze_update(20, 100),), 105, None, id="before the rhythm goes on"),
        pytest.param("sev1", (snooze_update(20, 30),), 30, 30, id="a snooze that ends on a slot"),
        pytest.param("sev1", (snooze_update(31, 41), snooze_update(35, 50)), 45, None, id="snoozed again"),
        pytest.param("sev1", (snooze_update(31, 41), update(35)), 41, None, id="an update ends a snooze"),
        pytest.param("sev1", (snooze_update(31, 300), update(35)), 65, 65, id="and the cadence is back"),
        pytest.param("sev3", (severity(40, "sev1"),), 40, 40, id="a worse severity tightens at once"),
        pytest.param("sev3", (severity(40, "sev1"),), 39.99, None, id="and is not late before it asks"),
        pytest.param("sev3", (severity(20, "sev1"),), 30, 30, id="counted as if it had always been so"),
        pytest.param("sev1", (severity(20, "sev3"),), 119, None, id="a milder one loosens at once"),
        pytest.param("sev1", (severity(20, "sev4"),), 1000, None, id="or ends it"),
        pytest.param("sev3", (snooze_update(5, 500), severity(20, "sev1")), 30, 30, id="and wakes a snooze"),
        pytest.param("sev1", (resolve(20),), 1000, None, id="of what is over nothing is owed"),
        pytest.param("sev1", (status(20, Status.RESOLVED),), 30, None, id="however it was said"),
        pytest.param("sev1", (resolve(20), reopen(100)), 129, None, id="opened again, it counts from there"),
        pytest.param("sev1", (resolve(20), reopen(100)), 130, 130, id="and the cadence resumes"),
        pytest.param("sev1", (update(10), resolve(20), reopen(100)), 130, 130, id="whatever was said before"),
        pytest.param(
            "sev3", (severity(20, "sev1"), resolve(30), reopen(100)), 130, 130, id="however bad it became"
        ),
    ],
)
def test_an_update_is_owed(key: str, deeds: tuple[Deed, ...], now: float, slot: float | None) -> None:
    assert due(update_due, key, deeds, now) == slot


@pytest.mark.parametrize(
    "key, deeds, now, slot",
    [
        pytest.param("sev1", (), 34.99, None, id="not before it is five minutes late"),
        pytest.param("sev1", (), 35, 35, id="from the very moment on"),
        pytest.param("sev1", (), 44.99, 35, id="until the next slot it is still that one"),
        pytest.param("sev1", (), 45, 45, id="and again each ten minutes"),
        pytest.param("sev1", (), 1000, 995, id="of missed slots only the latest"),
        pytest.param("sev4", (), 100_000, None, id="where none is owed, none is late"),
        pytest.param("sev4", (promise(5, 60),), 65, 65, id="but what was promised is"),
        pytest.param("sev1", (promise(40, 90),), 94, None, id="a promise ends it"),
        pytest.param("sev1", (promise(40, 90),), 95, 95, id="until it is broken"),
        pytest.param("sev1", (skip_update(40, 60),), 64, None, id="not needed, it is not missed"),
        pytest.param("sev1", (update(40),), 74, None, id="an update ends it"),
        pytest.param("sev1", (update(40),), 75, 75, id="until the next is late"),
        pytest.param("sev1", (snooze_update(36, 46),), 46, None, id="a snooze swallows it"),
        pytest.param("sev1", (snooze_update(36, 46),), 55, 55, id="and the rhythm is as it was"),
        pytest.param("sev1", (snooze_update(36, 55),), 55, None, id="one that ends on a slot too"),
        pytest.param("sev1", (snooze_update(36, 55),), 65, 65, id="which is said as the update's own"),
        pytest.param("sev3", (severity(40, "sev1"),), 44, None, id="a worse severity asks first"),
        pytest.param("sev3", (severity(40, "sev1"),), 45, 45, id="and then says so as well"),
        pytest.param("sev1", (severity(40, "sev3"),), 124, None, id="a milder one ends it"),
        pytest.param("sev1", (resolve(40),), 1000, None, id="of what is over nothing is owed"),
        pytest.param("sev1", (resolve(40), reopen(100)), 134, None, id="opened again, it counts from there"),
        pytest.param("sev1", (resolve(40), reopen(100)), 135, 135, id="and is owed again"),
    ],
)
def test_an_update_is_overdue(key: str, deeds: tuple[Deed, ...], now: float, slot: float | None) -> None:
    assert due(update_overdue, key, deeds, now) == slot


@pytest.mark.parametrize(
    "key, deeds, expected",
    [
        pytest.param("sev1", (), [30, 35, 45, 55, 65], id="due, then overdue again and again"),
        pytest.param("sev1", (update(33),), [63, 68], id="an update begins anew"),
        pytest.param("sev1", (snooze_update(31, 41),), [41, 45, 55, 65], id="a snooze delays one slot"),
        pytest.param("sev1", (snooze_update(36, 46),), [46, 55, 65], id="also of what was overdue"),
        pytest.param("sev1", (snooze_update(36, 55),), [55, 65], id="two at one moment are one"),
        pytest.param("sev3", (severity(50, "sev1"),), [50, 55, 65], id="a worse severity asks at once"),
        pytest.param("sev2", (severity(65, "sev1"),), [65, 70], id="also when it was asked before"),
        pytest.param("sev1", (promise(40, 60),), [60, 65], id="as promised"),
    ],
)
def test_all_that_is_said_of_one_update(key: str, deeds: tuple[Deed, ...], expected: list[float]) -> None:
    """None is missing, and none is doubled."""
    assert update_slots(key, deeds, 70) == expected


def test_without_the_reminders_that_it_is_overdue_an_update_is_asked_for_once() -> None:
    settings = Settings(reminders=Reminders(off=("update_overdue",)))
    assert slots(update_due, "sev1", (), 500, settings=settings) == [30]
    assert slots(update_overdue, "sev1", (), 500, settings=settings) == []
    assert due(update_due, "sev1", (), 400, settings) == 30


def test_times_are_the_teams_own() -> None:
    settings = Settings(reminders=Reminders(overdue_after=2, overdue_every=7))
    assert slots(update_overdue, "sev1", (), 50, settings=settings) == [32, 39, 46]


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
        pytest.param("sev4", (severity(2, "sev1"),), 4.99, None, id="and not before its time"),
        pytest.param("sev4", (severity(2, "sev1"),), 5, 5, id="which has passed as if it had always been so"),
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
    slot = owed_now.due(no_commander, case_of("sev1", deeds), after(110))
    assert slot is not None
    again = text.moment(slot + timedelta(minutes=5), "{time}")
    assert said(no_commander, "sev1", deeds, (slot - START) / timedelta(minutes=1)) == (
        f"<!here> *INC-12* has had no commander since {text.moment(after(since), '{time}')}. Who takes it? "
        f"If nobody does, I ask again at {again}."
    )


@pytest.mark.parametrize(
    "deeds, since, last, again",
    [
        ((), 30, "There has been none yet.", 35),
        ((update(40),), 70, f"The last one was {text.moment(after(40))}.", 75),
        ((snooze_update(31, 41),), 30, "There has been none yet.", 45),
        ((update(10), resolve(20), reopen(50)), 80, f"The last one was {text.moment(after(10))}.", 85),
    ],
    ids=["the declaration", "the last update", "whatever was snoozed", "the reopening"],
)
def test_the_reminder_of_an_update_says_since_when_it_is_missed(
    deeds: tuple[Deed, ...], since: float, last: str, again: float
) -> None:
    """A cadence after what it is counted from, however often it was put off; and when I ask again."""
    due_at = text.moment(after(since))
    for slot in (since, since + 2):
        assert said(update_due, "sev1", deeds, slot) == (
            f"<@{ANN}>, an update on *INC-12* has been due since {due_at}. {last} "
            f"If it does not come, I ask again at {text.moment(after(again), '{time}')}."
        )


@pytest.mark.parametrize(
    "deeds, whom",
    [
        ((), ANN),
        ((takes_command(1),), BO),
        ((takes_command(1), takes("comms", 2)), "U3"),
    ],
    ids=["the declarer", "the commander", "the communications lead"],
)
def test_the_reminder_of_an_update_asks_whoever_writes_them(deeds: tuple[Deed, ...], whom: str) -> None:
    assert said(update_due, "sev1", deeds, 30).startswith(f"<@{whom}>, ")


@pytest.mark.parametrize(
    "deeds, words",
    [
        ((), f"<@{ANN}>, the update on *INC-12* that was due {text.moment(after(30))} has not come: "),
        ((takes_command(1),), f"<@{BO}>, the update on *INC-12* that was due "),
        ((takes_command(1), takes("comms", 2)), "it is 5 min late. <@U3> is to write it. "),
    ],
    ids=["the declarer", "the commander", "who may have to ask the communications lead"],
)
def test_the_commander_hears_that_an_update_is_overdue(deeds: tuple[Deed, ...], words: str) -> None:
    assert words in said(update_overdue, "sev1", deeds, 35)


CALLED = Settings.model_validate(
    {"escalation": {"ladder": [{"label": "on-call", "who": ["U0CHI"], "minutes": 5}], "manager": ["U0CHI"]}}
)


def private(incident: Incident) -> None:
    incident.is_private = True


def drill(incident: Incident) -> None:
    incident.is_drill = True


@pytest.mark.parametrize(
    "deeds, called, hears",
    [
        ((), "on-call is called again at {}.", "the manager hears of it at {}."),
        (
            (private,),
            "on-call is called again at {}, if they are in this room.",
            "the manager hears of it at {}, if they are in this room.",
        ),
        ((drill,), "on-call would be called again at {}.", "the manager would hear of it at {}."),
    ],
    ids=["everybody", "who is in the private room", "nobody in a drill"],
)
def test_who_is_called_next_is_promised_as_it_will_be(
    deeds: tuple[Deed, ...], called: str, hears: str
) -> None:
    at = text.moment(after(10), "{time}")
    assert said(no_commander, "sev1", deeds, 5, CALLED).endswith(called.format(at))
    assert hears.format(text.moment(after(55), "{time}")) in said(update_overdue, "sev1", deeds, 45, CALLED)


def test_managers_read_when_they_hear_of_it_again() -> None:
    words = update_overdue_to_manager(case_of("sev1", settings=CALLED), Due(after(55))).text
    again, then = (text.moment(after(minute), "{time}") for minute in (65, 85))
    assert words.endswith(f"If it does not come, I ask again at {again}, and you hear of it again at {then}.")


def test_what_was_set_by_hand_is_said_to_have_been_set() -> None:
    """By whomever: also by saying that the one before was not needed."""
    [owed] = update_due.owed(case_of("sev1", (skip_update(20, 60),)))
    assert owed.why == "the next update was set for then"
    assert f"an update on *INC-12* was set for {text.moment(after(60))}." in said(
        update_due, "sev1", (skip_update(20, 60),), 60
    )


def test_the_thread_of_a_room_that_is_still_to_come_does_not_call_everybody() -> None:
    def waits(incident: Incident) -> None:
        incident.announcement_channel, incident.announcement_ts = "C0INCIDENTS", "1.1"

    def has_one(incident: Incident) -> None:
        incident.room_id = "C0ROOM"

    assert said(no_commander, "sev1", (waits,), 5).startswith(f"<@{ANN}>, *INC-12* has had no commander")
    assert said(no_commander, "sev1", (waits, has_one), 5).startswith("<!here> *INC-12*")
