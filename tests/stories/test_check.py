"""The record is looked over: whoever asks hears what is missing, and what mends it."""

from __future__ import annotations

from .team import Team


async def test_what_is_missing_and_what_mends_it(team: Team) -> None:
    await team.declared("checkout is failing sev1")
    await team.moves(minutes=40)

    told = (await team.bo.asks("check INC-1")).splitlines()

    assert told[0] == "*The record of INC-1* · checkout is failing"
    # Bo lives in New York.
    assert told[1] == (
        "• It is not said since when users were affected. If it was not before the declaration: "
        "`/incident time INC-1 started 09:30`"
    )
    assert "• It is not said what users noticed. `/incident impact INC-1 …`" in told
    assert (
        "• Nobody had command for 40 min; SEV-1 asks for somebody within 5 min. "
        "`/incident assign INC-1 commander me`"
    ) in told
    assert (
        "• An update was late, 10 min: owed 2026-01-05 15:00 UTC, it is still to come. "
        "`/incident update INC-1 …`"
    ) in told
    assert "The checklists are in `/incident checklist INC-1`" in told[-2]
    team.expectations.allows("")


async def test_what_it_says_can_be_typed_as_it_stands(team: Team) -> None:
    room = await team.declared("checkout is failing sev3")
    commands = ("time INC-1 started 15:30", "time INC-1 detected 15:30", "assign INC-1 commander me")
    told = await team.ann.asks("check", room)
    assert "`/incident time INC-1 started 15:30`" in told
    assert "`/incident time INC-1 detected 15:30`" in told

    for command in (*commands, "impact INC-1 nobody can pay", "services INC-1 checkout"):
        assert "Nothing was changed." not in await team.ann.asks(command)

    assert "Nothing to put right" in await team.ann.asks("check INC-1")
    assert len(team.said(room)) == 5


async def test_the_commander_hears_privately_what_is_missing_once_it_is_over(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("assign commander @bo", room)
    await team.chi.asks("resolve INC-1 --confirmed rolled back")

    [told] = [each for each in team.bo.direct() if "While you remember it" in each]
    assert told.splitlines()[0] == "*INC-1* is over: checkout is failing"
    assert "I looked at its record and found 5 things." in told
    assert not [each for each in team.chi.direct() if "While you remember it" in each]
    assert not [each for each in team.said(room) if "record" in each]
    assert "*The record of INC-1*" in await team.bo.clicks_in_direct("Check again")
    team.expectations.allows("")


async def test_without_a_commander_it_is_whoever_resolved_it(team: Team) -> None:
    await team.declared("checkout is failing sev1")
    await team.chi.asks("resolve INC-1 --confirmed rolled back")
    team.expectations.allows("")

    assert [each for each in team.chi.direct() if "While you remember it" in each]


async def test_a_good_record_is_left_in_peace(team: Team) -> None:
    await team.ann.asks('declare checkout is failing sev4 --impact "nobody can pay" --service checkout')
    for words in (
        "time started 10m ago",
        "time detected 5m ago",
        "assign commander me",
        "decision roll back",
    ):
        name, rest = words.split(" ", 1)
        await team.ann.asks(f"{name} INC-1 {rest}")
    await team.ann.asks("resolve INC-1 --confirmed rolled back")
    team.expectations.allows("")

    assert not [each for each in team.ann.direct() if "record" in each]
