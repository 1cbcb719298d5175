"""How an incident ends: resolved when it is over, closed; and opened again."""

from __future__ import annotations

from .team import Team

CRITERIA = [
    "Metrics are back to normal",
    "Latency is within its objective",
    "Nobody reports the problem any more",
    "It has been stable long enough: half an hour, two hours for the worst",
]


async def test_resolving_by_form_asks_whether_it_is_over(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander me", room)

    assert await team.ann.asks("resolve rolled back to 2.1.4", room) == ""
    for criterion in CRITERIA:
        assert criterion in team.ann.form().replace("\n", " ")
    wrong = await team.ann.fills(criteria=CRITERIA[:2], postmortem="@ann")
    assert wrong == {
        "criteria": f"Not ticked: {CRITERIA[2]}; {CRITERIA[3]}. "
        "Wait until all of it is true, or tick below that it is resolved all the same."
    }
    assert team.facts(room)["Status"] == "investigating"
    wrong = await team.ann.fills(criteria=CRITERIA, postmortem="@ann")
    assert wrong == {
        "postmortem": "The postmortem is for somebody who was not commander of INC-1: "
        "it looks at those decisions, too."
    }
    assert await team.ann.fills(postmortem="@bo") == {}

    assert team.facts(room)["Status"] == "resolved"
    assert team.said(room)[1:] == [
        "*INC-1 is resolved*, says @ann. It lasted less than a minute.\n> rolled back to 2.1.4",
        "Thank you, @ann.\n"
        "@bo leads the postmortem, due by Tuesday 2026-01-06.\n"
        "This room will be archived 2026-01-08 14:30 UTC. `/incident archive never INC-1` keeps it.\n"
        "Final update Plan the postmortem Keep this room",
    ]
    assert len(team.under(team.announcement())) == 1
    [expected] = team.bo.direct()
    assert expected.startswith("You lead the postmortem of *INC-1*")


async def test_resolved_all_the_same_says_what_was_not_confirmed(team: Team) -> None:
    room = await team.declared()
    await team.ann.clicks("Resolve", team.card(room))

    assert await team.ann.fills(criteria=CRITERIA[:3:2], anyway=["anyway"], summary="it stopped") == {}

    resolved, _ = team.said(room)
    assert resolved == (
        "*INC-1 is resolved*, says @ann. It lasted less than a minute.\n> it stopped\n"
        f"Not confirmed: {CRITERIA[1]}; {CRITERIA[3]}."
    )
    assert team.under(team.announcement()) == [resolved]
    timeline = await team.ann.asks("timeline", room)
    assert f"Confirmed: {CRITERIA[0]}" in timeline
    assert f"Not confirmed: {CRITERIA[1]}" in timeline


async def test_what_was_ticked_before_is_ticked_in_the_form(team: Team) -> None:
    room = await team.declared()
    for criterion in CRITERIA:
        await team.ann.asks(f"check {criterion}", room)
    ticks = team.said(room)
    assert len(ticks) == len(CRITERIA)

    await team.ann.asks("resolve", room)
    assert await team.ann.fills(summary="it stopped") == {}

    resolved, thanks = team.said(room)[len(ticks) :]
    assert resolved == "*INC-1 is resolved*, says @ann. It lasted less than a minute.\n> it stopped"
    assert thanks.startswith("Thank you, @ann.")
    assert team.under(team.announcement()) == [resolved]


async def test_by_its_status_it_is_asked_for_in_the_same_form(team: Team) -> None:
    room = await team.declared()

    assert await team.ann.asks("status resolved it stopped", room) == ""
    assert "Resolve INC-1" in team.ann.form()
    told = await team.ann.asks("status resolved --confirmed it stopped", room)

    assert told.startswith("*INC-1* is resolved. It lasted less than a minute.")
    assert team.said(room)[0].endswith("\n> it stopped")
    assert len(team.said(room)) == 2
    assert len(team.under(team.announcement())) == 1


async def test_everybody_who_had_a_part_is_thanked_once(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander @bo", room)
    await team.chi.asks("note INC-1 the pool is empty")
    await team.ann.asks("assign commander @dee", room)

    await team.ann.asks("resolve --confirmed", room)
    await team.ann.asks("reopen errors are back", room)
    await team.ann.asks("resolve --confirmed again", room)

    thanks = [said for said in team.said(room) if said.startswith("Thank you")]
    assert [said.split("\n")[0] for said in thanks] == ["Thank you, @ann, @bo, @dee and @chi."]
    assert team.said(room)[-1].startswith("The postmortem is due by")
    assert len(team.under(team.announcement())) == 3


async def test_reopened_nobody_has_confirmed_that_it_is_over(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("check 1", room)
    await team.ann.asks("resolve", room)
    await team.ann.fills(criteria=CRITERIA)
    team.said(room)

    await team.ann.asks("reopen", room)

    await team.ann.asks("resolve", room)
    assert set(await team.ann.fills()) == {"criteria"}
    assert team.facts(room)["Checklists"].startswith("1 of ")
    assert team.said(room)[-1] == "*INC-1 is open again* (investigating), says @ann."
    assert len(team.under(team.announcement())) == 2


async def test_closed_when_nothing_is_left_to_do(team: Team) -> None:
    room = await team.declared()

    assert "INC-1 is investigating: it has to be resolved before it is closed." in (
        await team.ann.asks("close", room)
    )
    await team.ann.asks("resolve --confirmed", room)
    assert await team.ann.asks("close the postmortem is out", room) == "*INC-1* is closed."
    assert "INC-1 is closed already." in await team.ann.asks("close", room)
    assert team.said(room)[2:] == ["*INC-1 is closed*, says @ann.\n> the postmortem is out"]
    assert len(team.under(team.announcement())) == 1


async def test_closing_says_that_nobody_is_reminded_of_a_postmortem_any_more(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.moves(minutes=2)
    await team.ann.asks("resolve --confirmed rolled back", room)

    told = await team.ann.asks("close", room)

    assert told == (
        "*INC-1* is closed. Its postmortem is not published, and from now on nobody is reminded of it: "
        "`/incident postmortem INC-1 published <address>` says where it is."
    )
    await team.ann.asks("postmortem INC-1 published https://example.com/it", room)
    await team.ann.asks("reopen it came back", room)
    await team.ann.asks("resolve --confirmed it is over again", room)
    assert await team.ann.asks("close", room) == "*INC-1* is closed."
    team.expectations.allows("")
    team.said(room)
