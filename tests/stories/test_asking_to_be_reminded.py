"""What people ask to be reminded of: themselves, or the whole room, once, when they said."""

from __future__ import annotations

import re

import pytest

from .team import Team

BUTTONS = "\nAgain in 10 min Again in 30 min Again in 60 min"
WHERE = "*INC-1* in #incident-20260105-checkout-is-failing · checkout is failing"


async def quiet(team: Team, words: str = "checkout is failing sev3") -> None:
    """An incident of which nobody is reminded soon."""
    await team.ann.asks(f"declare {words}")
    await team.ann.asks("assign commander me INC-1")
    team.expectations.allows(re.compile(r"<@U0ANN0000> is now \*commander\*\."))


def asked_for(team: Team) -> list[str]:
    """What Ann was reminded of directly."""
    return [line for line in team.ann.direct() if line.startswith("You asked")]


async def test_somebody_is_reminded_of_what_they_asked_for_and_nobody_else(team: Team) -> None:
    await quiet(team)
    room = team.rooms[-1]
    said = team.said(room)

    told = await team.ann.asks("remind me in 20m to check the <replica> & the pool", room)
    assert told == (
        "I will remind you 2026-01-05 14:50 UTC (reminder 1 of *INC-1*): check the <replica> & the pool"
    )
    await team.moves(minutes=19)
    assert asked_for(team) == []
    await team.moves(minutes=1)

    assert asked_for(team) == [f"You asked to be reminded: check the <replica> & the pool\n{WHERE}{BUTTONS}"]
    assert team.said(room) == said
    assert "replica" not in await team.bo.asks("timeline INC-1")
    assert "replica" not in await team.bo.asks("reminders INC-1")
    await team.moves(minutes=60)
    assert len(asked_for(team)) == 1


async def test_the_room_hears_that_it_will_be_reminded_and_then_is(team: Team) -> None:
    await quiet(team)
    room = team.rooms[-1]

    # Ann is in Berlin, an hour ahead of UTC.
    told = await team.ann.asks("remind room at 16:00 the vendor calls", room)
    assert told == "I will remind the room of *INC-1* 2026-01-05 15:00 UTC (reminder 1): the vendor calls"
    assert team.said(room)[-1] == (
        "@ann wants this reminder here 2026-01-05 15:00 UTC (number 1):\n> the vendor calls"
    )
    await team.moves(minutes=30)

    assert team.said(room)[-1] == f"@ann asked for this reminder: the vendor calls{BUTTONS}"
    timeline = await team.bo.asks("timeline reminder INC-1")
    assert "The room is to be reminded 2026-01-05 15:00 UTC (number 1): the vendor calls" in timeline
    assert "bot · reminder: the vendor calls" in timeline


@pytest.mark.parametrize(
    "words, when",
    [
        ("in 2 h 30 min call them", "2026-01-05 17:00"),
        ("20m call them", "2026-01-05 14:50"),
        ("16:30 call them", "2026-01-05 15:30"),
        ("at 4:30 pm that they call them", "2026-01-05 15:30"),
        ("tomorrow 09:00 call them", "2026-01-06 08:00"),
        ("tomorrow at 9am to call them", "2026-01-06 08:00"),
        ("2026-01-08 10:00 call them", "2026-01-08 09:00"),
        ("to call them in 20m", "2026-01-05 14:50"),
        ("that they call them at 16:30", "2026-01-05 15:30"),
    ],
)
async def test_the_moment_is_typed_as_everywhere(team: Team, words: str, when: str) -> None:
    await quiet(team)

    for line in (f"remind me INC-1 {words}", f"remind INC-1 me {words}"):
        told = await team.ann.asks(line)
        assert told.startswith(f"I will remind you {when} UTC (reminder ")
        assert told.endswith("call them")


async def test_it_comes_again_as_often_as_somebody_likes(team: Team) -> None:
    await quiet(team)
    await team.ann.asks("remind me INC-1 in 20m to check the replica")
    await team.moves(minutes=20)

    told = await team.ann.clicks_in_direct("Again in 30 min")

    assert told == "I will remind you 2026-01-05 15:20 UTC (reminder 2 of *INC-1*): check the replica"
    await team.moves(minutes=30)
    assert len(asked_for(team)) == 2


async def test_what_waits_is_listed_and_can_be_taken_back(team: Team) -> None:
    await quiet(team)
    room = team.rooms[-1]
    await team.ann.asks("remind me in 20m to check the replica", room)
    await team.ann.asks("remind room in 30m the vendor calls", room)
    await team.bo.asks("remind me INC-1 in 40m to go home")

    assert await team.ann.asks("remind list", room) == (
        "*Reminders of INC-1 that were asked for*\n"
        "*1* · 2026-01-05 14:50 UTC · for you: check the replica\n"
        "*2* · 2026-01-05 15:00 UTC · for the room, asked by @ann: the vendor calls\n"
        "`/incident remind cancel INC-1 1` takes number 1 back."
    )
    assert await team.ann.asks("remind cancel 1", room) == (
        "Reminder 1 of *INC-1* is taken back: check the replica"
    )
    assert "reminder 1 of INC-1 was taken back already." in await team.ann.asks("remind cancel 1", room)
    # What another asked for themselves is not there.
    assert "INC-1 has no reminder 3 that you asked for." in await team.ann.asks("remind cancel 3", room)
    assert "INC-1 has no reminder 3 that you asked for." in await team.ann.asks("remind again 3 10m", room)
    await team.bo.asks("remind cancel INC-1 #2")
    assert team.said(room)[-1] == "@bo took reminder 2 back:\n> the vendor calls"

    said = len(team.said(room))
    await team.moves(minutes=60)
    assert len(team.said(room)) == said
    assert asked_for(team) == []
    assert [line for line in team.bo.direct() if "go home" in line] != []
    assert "No reminders are waiting for you or the room" in await team.ann.asks("remind list", room)


async def test_it_comes_also_when_the_incident_is_over_and_says_so(team: Team) -> None:
    await quiet(team)
    room = team.rooms[-1]
    await team.ann.asks("remind me in 20m to check the replica", room)
    await team.ann.asks("remind room in 20m the vendor calls", room)
    await team.ann.asks("resolve --confirmed", room)

    await team.moves(minutes=20)

    assert asked_for(team) == [
        f"You asked to be reminded: check the replica\n{WHERE} (*INC-1* is resolved by now.){BUTTONS}"
    ]
    assert f"the vendor calls (*INC-1* is resolved by now.){BUTTONS}" in team.said(room)[-1]
    team.expectations.allows("*INC-1 is resolved*")


async def test_after_the_bot_was_down_it_is_said_once_and_late(team: Team) -> None:
    await quiet(team)
    await team.ann.asks("remind me INC-1 in 20m to check the replica")

    await team.is_without_its_bot(minutes=45)
    await team.moves(minutes=0, ticks=3)

    [late] = asked_for(team)
    assert late.endswith("_This reminder is 25 min late: it was due 2026-01-05 14:50 UTC._")


async def test_without_its_room_whoever_asked_hears_it_alone(team: Team) -> None:
    await quiet(team)
    room = team.rooms[-1]
    await team.ann.asks("remind room in 20m the vendor calls", room)
    await team.ann.archives(room)

    await team.moves(minutes=20)

    assert asked_for(team) == [
        "You asked that the room of *INC-1* in #incident-20260105-checkout-is-failing be reminded, "
        "and I cannot say it there: the vendor calls"
    ]
    team.expectations.allows("")


async def test_a_private_incident_reminds_only_those_who_are_still_in_its_room(team: Team) -> None:
    await quiet(team, "checkout is failing sev1 --private")
    room = team.rooms[-1]
    await team.ann.invites(room, team.bo)
    for each in (team.ann, team.bo):
        await each.asks("remind me in 3m to check the replica", room)
    await team.bo.leaves(room)

    await team.moves(minutes=3)

    assert len(asked_for(team)) == 1
    assert [line for line in team.bo.direct() if line.startswith("You asked")] == []
    assert "there is no INC-1" in await team.bo.asks("remind me INC-1 in 5m to look again")


@pytest.mark.parametrize(
    "words, problem",
    [
        ("", "it is not said who is to be reminded: begin with `me` or with `room`."),
        ("@bo in 20m to call", "it is not said who is to be reminded: begin with `me` or with `room`."),
        ("me", "it is not said when, and of what."),
        ("me in 20m", "it is not said what of."),
        ("me in 20m to", "it is not said what of."),
        ("me soon to call", "in “soon to call” there is no time that I understand."),
        ("me 10m ago to call", "that moment is over already."),
        ("me in 30s to call", "a reminder comes in a minute at the earliest, and within 30 days."),
        ("me in 31d to call", "a reminder comes in a minute at the earliest, and within 30 days."),
        ("me in 20m " + "x" * 501, "that is too long for a reminder: 500 characters are the most."),
        ("cancel", "the number of the reminder is missing: `remind list` shows them."),
        ("cancel 7", "INC-1 has no reminder 7 that you asked for."),
        ("again 7 10m", "INC-1 has no reminder 7 that you asked for."),
        ("me <time> <text>", "`<time>` stands for words of your own."),
    ],
)
async def test_what_is_not_understood_is_explained(team: Team, words: str, problem: str) -> None:
    await quiet(team)
    room = team.rooms[-1]
    before = await team.rows("asked_reminders", "timeline_entries")

    told = await team.ann.asks(f"remind {words}", room)

    assert problem in told
    assert await team.rows("asked_reminders", "timeline_entries") == before


async def test_a_time_that_the_clocks_skip_is_said_to_be_another(team: Team) -> None:
    await team.moves(minutes=60 * 24 * 60)
    await quiet(team)

    told = await team.ann.asks("remind me INC-1 2026-03-29 02:30 to check the clocks")

    assert "The clocks in Europe/Berlin skipped 02:30 on 2026-03-29; I took it as 03:30." in told
