"""When the reminders of an open incident are owed that are neither about updates nor about a commander."""

from __future__ import annotations

from dataclasses import replace

import pytest

from incident_bot.incidents.vocabulary import Status
from incident_bot.reminders.checkpoint import QUESTIONS, checkpoint
from incident_bot.reminders.handoff_suggested import handoff_suggested
from incident_bot.reminders.handoff_urged import handoff_urged
from incident_bot.reminders.quiet import quiet
from incident_bot.reminders.reminder import Due
from incident_bot.reminders.role_vacant import role_vacant
from incident_bot.reminders.stable import stable
from incident_bot.settings import Reminders, Settings
from incident_bot.slack import text
from tests.incidents.story import ANN, BO, after, ann, bo
from tests.reminders.deeds import (
    Deed,
    case_of,
    due,
    gives_it_up,
    gives_up,
    note,
    offers_command,
    reopen,
    resolve,
    said,
    severity,
    slots,
    snooze,
    status,
    takes,
    takes_command,
    update,
    waive,
)

HOUR, DAY = 60, 24 * 60
both = (takes("comms", 2), takes("scribe", 2))


@pytest.mark.parametrize(
    "key, deeds, expected",
    [
        pytest.param("sev1", (), [10], id="ten minutes after the declaration"),
        pytest.param("sev3", (), [], id="only where the severity needs them"),
        pytest.param("sev1", both, [], id="not when they are held"),
        pytest.param("sev1", (takes("comms", 2),), [10], id="one of them is enough"),
        pytest.param("sev1", (*both, gives_up("comms", 60)), [70], id="again when one becomes vacant"),
        pytest.param(
            "sev1",
            (takes("comms", 2), gives_up("comms", 60)),
            [70],
            id="what was said before is not said again",
        ),
        pytest.param(
            "sev1", (takes("comms", 2), gives_up("comms", 6)), [10, 16], id="each when its time has come"
        ),
        pytest.param("sev3", (severity(30, "sev1"),), [40], id="a worse severity needs them from then on"),
        pytest.param("sev1", (severity(5, "sev3"),), [], id="a milder one does without"),
        pytest.param("sev1", (takes_command(5),), [10], id="whoever commands by then hears of it"),
        pytest.param("sev1", (takes_command(30),), [10, 40], id="whoever takes command later hears, too"),
        pytest.param(
            "sev1", (takes_command(5), takes("commander", 60)), [10, 70], id="so does the next commander"
        ),
        pytest.param("sev1", (takes_command(30), takes("comms", 35)), [10, 40], id="of what is still vacant"),
        pytest.param("sev1", (takes_command(30), *both), [], id="not once they are held"),
        pytest.param(
            "sev1", (waive("roles", 5), takes_command(30)), [], id="not needed, whoever commands by then"
        ),
        pytest.param(
            "sev1", (snooze("roles", 11, 41), takes_command(30)), [41], id="a snooze is for all of them"
        ),
        pytest.param("sev1", (snooze("roles", 11, 41),), [41], id="a snooze puts it off"),
        pytest.param("sev1", (snooze("roles", 1, 6),), [10], id="one that ends before is nothing"),
        pytest.param("sev1", (waive("roles", 5),), [], id="not needed"),
        pytest.param("sev1", (waive("roles", 5), *both, gives_up("scribe", 60)), [70], id="until one leaves"),
        pytest.param("sev1", (resolve(5),), [], id="of what is over nothing is owed"),
        pytest.param("sev1", (resolve(5), reopen(100)), [110], id="opened again, it counts from there"),
    ],
)
def test_roles_that_are_needed(key: str, deeds: tuple[Deed, ...], expected: list[float]) -> None:
    assert slots(role_vacant, key, deeds, 300) == expected


@pytest.mark.parametrize("now, slot", [(9.99, None), (10, 10), (5000, 10)])
def test_roles_to_the_moment(now: float, slot: float | None) -> None:
    assert due(role_vacant, "sev1", (), now) == slot


def test_one_message_names_all_roles_that_are_vacant_with_a_button_each() -> None:
    assert said(role_vacant, "sev1", (takes_command(1),), 10) == (
        f"<@{BO}>, *INC-12* has no *communications lead* and no *scribe*. SEV-1 needs them: who takes which?"
    )
    assert said(role_vacant, "sev1", (takes("comms", 2),), 10) == (
        f"<@{ANN}>, *INC-12* has no *scribe*. SEV-1 needs one: who is it?"
    )
    shown = role_vacant.message(case_of("sev1"), Due(after(10)))
    words = [button["value"] for button in shown.blocks[-1]["elements"]]
    assert words[:2] == ["assign comms me INC-12", "assign scribe me INC-12"]


def test_roles_are_named_as_the_file_has_them_and_cut_on_a_button() -> None:
    shipped = Settings()
    roles = {
        **shipped.roles,
        "comms": shipped.roles["comms"].model_copy(update={"label": "Q&A lead"}),
        "scribe": shipped.roles["scribe"].model_copy(update={"label": "x" * 100}),
    }
    settings = shipped.model_copy(update={"roles": roles})
    case = case_of("sev1", settings=settings)
    message = role_vacant.message(case, Due(after(10)))
    assert "has no *Q&amp;A lead* and no" in message.text
    first, second = [button["text"]["text"] for button in message.blocks[-1]["elements"]][:2]
    assert (first, len(second)) == ("Take Q&A lead", 75)
    [owed] = role_vacant.owed(case)
    assert "Q&A lead" in owed.why


def test_who_left_just_now_is_not_missed_yet() -> None:
    deeds = (takes("comms", 2), gives_up("comms", 6))
    assert "communications lead" not in said(role_vacant, "sev1", deeds, 10)
    assert "communications lead" in said(role_vacant, "sev1", deeds, 16)


def test_roles_that_the_file_does_not_know_are_ignored() -> None:
    shipped = Settings()
    few = {"commander": shipped.roles["commander"], "scribe": shipped.roles["scribe"]}
    settings = shipped.model_copy(update={"roles": few})
    assert slots(role_vacant, "sev1", (takes("scribe", 1),), 300, settings=settings) == []
    assert "has no *scribe*. SEV-1 needs one" in said(role_vacant, "sev1", (), 10, settings)


@pytest.mark.parametrize(
    "key, deeds, expected",
    [
        pytest.param("sev1", (), [], id="nobody is asked where nobody commands"),
        pytest.param("sev1", (takes_command(2),), [17, 32, 47, 62], id="each quarter of an hour"),
        pytest.param("sev2", (takes_command(2),), [32, 62], id="each half hour"),
        pytest.param("sev3", (takes_command(2),), [], id="only where the severity asks for it"),
        pytest.param("sev1", (takes_command(2), gives_it_up(20)), [], id="until they give it up"),
        pytest.param(
            "sev1", (takes_command(2), takes("commander", 20)), [35, 50, 65], id="another one counts anew"
        ),
        pytest.param(
            "sev1", (takes_command(2), note(16), update(16)), [17, 32, 47, 62], id="whatever is done"
        ),
        pytest.param(
            "sev1", (takes_command(2), snooze("checkpoint", 18, 40)), [40, 47, 62], id="a snooze delays one"
        ),
        pytest.param("sev1", (takes_command(2), waive("checkpoint", 18)), [], id="not needed"),
        pytest.param(
            "sev1",
            (takes_command(2), waive("checkpoint", 18), takes("commander", 20)),
            [35, 50, 65],
            id="says one commander, not the next",
        ),
        pytest.param("sev3", (takes_command(2), severity(20, "sev1")), [35, 50, 65], id="a worse severity"),
        pytest.param("sev1", (takes_command(2), resolve(5)), [], id="of what is over nothing is owed"),
        pytest.param("sev1", (takes_command(2), resolve(5), reopen(30)), [45, 60], id="opened again"),
    ],
)
def test_checkpoints(key: str, deeds: tuple[Deed, ...], expected: list[float]) -> None:
    assert slots(checkpoint, key, deeds, 66) == expected


def test_a_checkpoint_asks_the_commander_five_things_and_says_when_to_roll_back() -> None:
    words = said(checkpoint, "sev1", (takes_command(2),), 17)
    assert words.startswith(f"<@{BO}>, time for a checkpoint on *INC-12*:\n")
    assert len(QUESTIONS) == 5
    assert all(question in words for question in QUESTIONS)
    assert "Roll back when you are not sure of the fix" in words


@pytest.mark.parametrize(
    "deeds, expected",
    [
        pytest.param((), ([], []), id="nobody commands"),
        pytest.param((takes_command(2),), ([4 * HOUR + 2], [6 * HOUR + 2]), id="after four and six hours"),
        pytest.param(
            (takes_command(2), takes("commander", 100)),
            ([4 * HOUR + 100], [6 * HOUR + 100]),
            id="another one",
        ),
        pytest.param((takes_command(2), gives_it_up(200)), ([], []), id="given up"),
        pytest.param((takes_command(2), offers_command(200)), ([], []), id="not while an offer waits"),
        pytest.param(
            (takes_command(2), offers_command(200), lambda it: it.decline("commander", bo(230))),
            ([4 * HOUR + 2], [6 * HOUR + 2]),
            id="declined",
        ),
        pytest.param(
            (takes_command(2), snooze("handoff", 243, 300)), ([300], [6 * HOUR + 2]), id="snoozed once"
        ),
        pytest.param(
            (takes_command(2), snooze("handoff", 243, 400)), ([], [400]), id="snoozed until it is urged"
        ),
        pytest.param((takes_command(2), waive("handoff", 243)), ([], []), id="not needed"),
        pytest.param(
            (takes_command(2), waive("handoff", 243), severity(340, "sev2")),
            ([], []),
            id="another severity asks for no hand-off",
        ),
        pytest.param(
            (takes_command(2), snooze("handoff", 243, 300), severity(290, "sev2")),
            ([300], [6 * HOUR + 2]),
            id="nor does it end a snooze",
        ),
        pytest.param((takes_command(2), resolve(100)), ([], []), id="over"),
        pytest.param(
            (takes_command(2), resolve(100), reopen(1000)),
            ([1000 + 4 * HOUR], [1000 + 6 * HOUR]),
            id="opened again, they begin afresh",
        ),
    ],
)
def test_hand_offs(deeds: tuple[Deed, ...], expected: tuple[list[float], list[float]]) -> None:
    found = tuple(slots(each, "sev1", deeds, 2000) for each in (handoff_suggested, handoff_urged))
    assert found == expected


@pytest.mark.parametrize(
    "now, suggested, urged", [(241, None, None), (242, 242, None), (361, 242, None), (362, None, 362)]
)
def test_the_urging_takes_over_from_the_suggestion(
    now: float, suggested: float | None, urged: float | None
) -> None:
    deeds = (takes_command(2),)
    assert due(handoff_suggested, "sev1", deeds, now) == suggested
    assert due(handoff_urged, "sev1", deeds, now) == urged


def test_without_the_urging_the_suggestion_stands() -> None:
    settings = Settings(reminders=Reminders(off=("handoff_urged",)))
    assert due(handoff_suggested, "sev1", (takes_command(2),), 5000, settings) == 242
    assert due(handoff_urged, "sev1", (takes_command(2),), 5000, settings) is None


def test_hand_offs_say_for_how_long_and_what_comes_next() -> None:
    urged = text.moment(after(362), "{time}")
    assert said(handoff_suggested, "sev1", (takes_command(2),), 242) == (
        f"<@{BO}>, you have commanded *INC-12* for 4 h. A fresh head sees more: hand over while things are "
        f"calm. I ask more firmly at {urged}."
    )
    assert said(handoff_urged, "sev1", (takes_command(2),), 362) == (
        f"<@{BO}>, you have commanded *INC-12* for 6 h: hand over now. "
        "Nobody commands well for so long, and tired people do not notice."
    )
    shown = handoff_urged.message(case_of("sev1", (takes_command(2),)), Due(after(362)))
    assert shown.blocks[-1]["elements"][0]["value"] == "handoff commander INC-12"


monitored = status(20, Status.MONITORING)


@pytest.mark.parametrize(
    "deeds, expected",
    [
        pytest.param((), [], id="not while it is investigated"),
        pytest.param((monitored,), [50], id="half an hour after it came to be monitored"),
        pytest.param((monitored, status(30, Status.INVESTIGATING)), [], id="not when it was not stable"),
        pytest.param(
            (monitored, status(30, Status.INVESTIGATING), status(40, Status.MONITORING)), [70], id="anew"
        ),
        pytest.param((monitored, note(45), update(45)), [50], id="whatever is said"),
        pytest.param((monitored, snooze("stable", 51, 81)), [81], id="not yet"),
        pytest.param((monitored, waive("stable", 51)), [], id="not needed"),
        pytest.param((monitored, waive("stable", 51), severity(60, "sev1")), [], id="however bad it is"),
        pytest.param((monitored, resolve(45)), [], id="it is over"),
    ],
)
def test_whether_it_is_over(deeds: tuple[Deed, ...], expected: list[float]) -> None:
    assert slots(stable, "sev2", deeds, 2000) == expected


def test_whether_it_is_over_goes_by_the_checklist() -> None:
    tick: Deed = lambda it: it.tick(["Metrics are back to normal"], [], ann(30))  # noqa: E731 - a deed
    assert said(stable, "sev2", (takes_command(1), monitored, tick), 50) == (
        f"<@{BO}>, *INC-12* has been in monitoring for 30 min. Is it over? "
        "Of the checklist “Is it over?” 1 of 4 are ticked."
    )
    case = case_of("sev2", (monitored,))
    without = replace(case, settings=Settings(checklists={}))
    assert stable.message(without, Due(after(50))).text.endswith("Is it over?")


@pytest.mark.parametrize(
    "deeds, expected",
    [
        pytest.param((), [DAY, 2 * DAY, 3 * DAY], id="each day without anything"),
        pytest.param((note(100),), [DAY + 100, 2 * DAY + 100], id="since somebody last did something"),
        pytest.param((snooze("quiet", 1450, 1500),), [1500, 2 * DAY, 3 * DAY], id="a snooze is nothing done"),
        pytest.param((waive("quiet", 1450),), [], id="not needed"),
        pytest.param((waive("quiet", 1450), note(1500)), [DAY + 1500], id="until somebody does something"),
        pytest.param((resolve(100),), [], id="over"),
        pytest.param((resolve(100), reopen(500)), [DAY + 500, 2 * DAY + 500], id="opened again"),
    ],
)
def test_whether_it_is_forgotten(deeds: tuple[Deed, ...], expected: list[float]) -> None:
    assert slots(quiet, "sev4", deeds, 3 * DAY) == expected


def test_whether_it_is_forgotten_asks_whoever_is_in_charge() -> None:
    assert said(quiet, "sev4", (), DAY) == (
        f"<@{ANN}>, nobody has done anything about *INC-12* for 1 d. "
        "Is it over? If not, what happens next, and who does it?"
    )
    assert said(quiet, "sev4", (takes_command(1),), DAY + 1).startswith(f"<@{BO}>, ")


def test_times_are_the_teams_own() -> None:
    own = Reminders(roles_after=3, handoff_after=20, handoff_urged_after=30, stable_after=7, quiet_after=50)
    settings = Settings(reminders=own)
    deeds = (takes_command(2), monitored)
    found = {
        each.name: slots(each, "sev1", deeds, 100, settings=settings)
        for each in (role_vacant, handoff_suggested, handoff_urged, stable, quiet)
    }
    assert found == {
        "role_vacant": [3],
        "handoff_suggested": [22],
        "handoff_urged": [32],
        "stable": [27],
        "quiet": [70],
    }
