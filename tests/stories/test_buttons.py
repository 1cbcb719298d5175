"""The buttons on the card and what they tell whoever clicks."""

from __future__ import annotations

from .team import Team


async def test_taking_a_role_with_one_click(team: Team) -> None:
    room = await team.declared()
    assert team.buttons(team.card(room)) == [
        "Take commander",
        "Take tech lead",
        "Take communications lead",
        "Take scribe",
        "Post update",
        "Change",
        "Roles",
        "Checklist",
        "Timeline",
        "Resolve",
    ]

    told = await team.ann.clicks("Take commander", team.card(room))

    assert told == "@ann is now commander of *INC-1*."
    assert team.said(room) == ["@ann is now *commander*."]
    assert team.facts(room)["Commander"] == "@ann"
    assert "Take commander" not in team.buttons(team.card(room))
    assert "Hand off" in team.buttons(team.card(room))


async def test_whoever_takes_a_role_is_in_the_room_afterwards(team: Team) -> None:
    room = await team.declared()

    told = await team.bo.clicks("Take scribe", team.card(room))

    assert told == "@bo is now scribe of *INC-1*."
    assert room.members == ["incidentbot", "ann", "bo"]
    assert team.said(room) == ["@bo is now *scribe*."]


async def test_two_people_click_take_commander_and_the_first_has_it(team: Team) -> None:
    room = await team.declared()
    await team.bo.person.joins(room)
    card = team.card(room)
    # Both still see the card as it was.
    stale = list(card.blocks)
    await team.ann.clicks("Take commander", card)
    fresh, card.message.blocks = card.message.blocks, stale
    told = await team.bo.clicks("Take commander", card)
    card.message.blocks = fresh

    assert told.startswith("@ann has commanded *INC-1* since")
    assert "Nothing was changed." in told
    assert team.said(room) == ["@ann is now *commander*."]
    assert team.facts(room)["Commander"] == "@ann"


async def test_clicking_what_is_done_already_says_so(team: Team) -> None:
    room = await team.declared()
    card = team.card(room)
    stale = list(card.blocks)
    await team.ann.clicks("Take commander", card)
    card.message.blocks = stale

    told = await team.ann.clicks("Take commander", card)

    assert told == (
        "You want to give somebody a role, but @ann is commander of INC-1 already.\n"
        "For example: `/incident who INC-1`\n"
        "Nothing was changed."
    )
    assert team.said(room) == ["@ann is now *commander*."]
    await team.ann.asks("severity sev2 only checkout", room)
    assert team.said(room)[1:] == ["Severity is now *SEV-2* (it was SEV-1), says @ann.\n> only checkout"]


async def test_the_timeline_by_button_is_for_whoever_clicked(team: Team) -> None:
    room = await team.declared()
    await team.bo.person.joins(room)

    told = await team.bo.clicks("Timeline", team.card(room))

    assert "*Timeline of INC-1* · checkout is failing" in told
    assert "declared: checkout is failing (SEV-1)" in told
    assert team.said(room) == []
    assert team.ann.person.private(room) == []


async def test_resolving_asks_first_and_then_offers_to_reopen_to_close_and_to_export(team: Team) -> None:
    room = await team.declared()

    assert await team.ann.clicks("Resolve", team.card(room)) == ""
    assert "Is it over?" in team.ann.form()
    assert team.said(room) == []

    assert await team.ann.fills(anyway=["anyway"]) == {}
    assert team.buttons(team.card(room)) == ["Reopen", "Close", "Timeline", "Export"]
    resolved, thanks = team.said(room)
    assert resolved.startswith("*INC-1 is resolved*, says @ann. It lasted less than a minute.")
    assert thanks.startswith("Thank you, @ann.")
    assert team.under(team.announcement()) == [resolved]


async def test_reopening_and_exporting_by_button(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("resolve --confirmed", room)

    assert await team.ann.clicks("Export", team.card(room)) == (
        "I am putting the record of *INC-1* (Markdown and JSON) into #incident-20260105-checkout-is-failing."
    )
    assert [file.name for file in room.files] == ["INC-1.md", "INC-1.json"]
    assert await team.ann.clicks("Reopen", team.card(room)) == "*INC-1* is open again: investigating."
    resolved, _, exported, reopened = team.said(room)
    assert [resolved, exported, reopened] == [
        "*INC-1 is resolved*, says @ann. It lasted less than a minute.",
        "The record of INC-1, asked for by @ann",
        "*INC-1 is open again* (investigating), says @ann.",
    ]
    assert team.under(team.announcement()) == [resolved, reopened]


async def test_closing_by_button_asks_first(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("resolve --confirmed", room)
    [close] = [
        element
        for block in team.card(room).blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["text"]["text"] == "Close"
    ]
    assert close["confirm"]["title"]["text"] == "Close it?"

    assert await team.ann.clicks("Close", team.card(room)) == "*INC-1* is closed."
    assert team.buttons(team.card(room)) == ["Reopen", "Timeline", "Export"]
    assert team.said(room)[-1] == "*INC-1 is closed*, says @ann."
    assert len(team.under(team.announcement())) == 1


async def test_somebody_who_is_not_in_the_room_is_answered_too(team: Team) -> None:
    room = await team.declared()

    told = await team.bo.clicks("Timeline", team.card(room))

    assert "*Timeline of INC-1* · checkout is failing" in told


async def test_a_click_on_anything_else_is_acknowledged(team: Team) -> None:
    room = await team.declared()
    card = team.card(room)
    [row] = [block for block in card.blocks if block["type"] == "actions"]
    row["elements"][0]["action_id"] = "somebody else's"

    assert await team.ann.clicks("Take commander", card) == ""
    await team.ann.asks("severity sev2 only checkout", room)
    assert team.said(room) == ["Severity is now *SEV-2* (it was SEV-1), says @ann.\n> only checkout"]
