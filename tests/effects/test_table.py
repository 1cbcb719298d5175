"""What follows from what, on one page: nothing is left out, and order is kept where it matters."""

from __future__ import annotations

from incident_bot.app import JOBS
from incident_bot.effects.say_in_room import say_in_room
from incident_bot.effects.say_in_status_channel import say_in_status_channel
from incident_bot.effects.send_duties import send_duties
from incident_bot.effects.table import EFFECTS
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.happened import LINES


def test_every_kind_of_entry_has_its_row() -> None:
    assert EFFECTS.keys() == set(Kind)


def test_every_effect_is_a_job_that_the_runner_knows() -> None:
    assert {effect.__name__ for row in EFFECTS.values() for effect, _ in row} <= JOBS.keys()


def test_whatever_is_said_has_words() -> None:
    said = {
        kind
        for kind, row in EFFECTS.items()
        if {effect for effect, _ in row} & {say_in_room, say_in_status_channel}
    }
    assert said == set(LINES)


def test_whoever_cannot_be_told_their_duties_keeps_no_room_waiting() -> None:
    lanes = {kind: dict(row).get(send_duties) for kind, row in EFFECTS.items()}
    assert {kind: lane for kind, lane in lanes.items() if lane} == {
        Kind.DECLARED: "room",
        Kind.ROLE: "duties",
        Kind.HANDOFF_ANSWER: "duties",
    }
