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
        "Timeline",
        "Resolve",
    ]

    told = await team.ann.clicks("Take commander", team.card(room))

    assert told == "@ann is now commander of *INC-1*."
    assert team.said(room) == ["@ann is now *commander*."]
    assert team.facts(room)["Commander"] == "@ann"
    assert "Take commander" not in team.buttons(team.card(room))


async def test_whoever_takes_a_role_is_in_the_room_afterwards(team: Team) -> None:
    room = await team.declared()

    told = await team.bo.clicks("Take scribe", team.card(room))

    assert told == "@bo is now scribe of *INC-1*."
    assert room.members == ["incidentbot", "ann", "bo"]
    assert team.said(room) == ["@bo is now *scribe*."]


async def test_two_people_click_take_commander_and_one_has_it(team: Team) -> None:
    room = await team.declared()
    await team.bo.person.joins(room)
    card = team.card(room)
    # Both still see the card as it was.
    stale = list(card.blocks)
    await team.ann.clicks("Take commander", card)
    card.message.blocks = stale
    told = await team.bo.clicks("Take commander", card)

    assert told == "@bo is now commander of *INC-1*."
    assert team.said(room) == ["@ann is now *commander*.", "@bo is now *commander*, in place of @ann."]
    assert team.facts(room)["Commander"] == "@bo"


async def test_clicking_what_is_done_already_says_so(team: Team) -> None:
    room = await team.declared()
    card = team.card(room)
    stale = list(card.blocks)
    await team.ann.clicks("Take commander", card)
    card.message.blocks = stale

    told = await team.ann.clicks("Take commander", card)

    assert told == (
        "You want to give somebody a role, but @ann is commander of INC-1 already.\n"
        "This would work: `/incident status INC-1`\n"
        "Nothing was changed."
    )
    assert team.said(room) == ["@ann is now *commander*."]
    await team.ann.asks("severity sev2", room)
    assert team.said(room)[1:] == ["Severity is now *SEV-2* (it was SEV-1), says @ann."]


async def test_the_timeline_by_button_is_for_whoever_clicked(team: Team) -> None:
    room = await team.declared()
    await team.bo.person.joins(room)

    told = await team.bo.clicks("Timeline", team.card(room))

    assert "*Timeline of INC-1* · checkout is failing" in told
    assert "Declared as SEV-1: checkout is failing" in told
    assert team.said(room) == []
    assert team.ann.person.private(room) == []


async def test_resolving_asks_first_and_then_offers_to_reopen_and_to_export(team: Team) -> None:
    room = await team.declared()
    [resolve] = [
        element
        for block in team.card(room).blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["text"]["text"] == "Resolve"
    ]
    assert resolve["confirm"]["title"]["text"] == "Resolve it?"
    assert resolve["confirm"]["deny"]["text"] == "Not yet"

    told = await team.ann.clicks("Resolve", team.card(room))

    assert told.startswith("*INC-1* is resolved. It lasted less than a minute.")
    assert team.buttons(team.card(room)) == ["Reopen", "Timeline", "Export"]
    assert team.said(room) == ["*INC-1 is resolved*, says @ann. It lasted less than a minute."]
    assert team.under(team.announcement()) == team.said(room)


async def test_reopening_and_exporting_by_button(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("resolve", room)

    assert await team.ann.clicks("Export", team.card(room)) == (
        "I am putting the record of *INC-1* (Markdown and JSON) into #incident-20260105-checkout-is-failing."
    )
    assert [file.name for file in room.files] == ["INC-1.md", "INC-1.json"]
    assert await team.ann.clicks("Reopen", team.card(room)) == "*INC-1* is open again: investigating."
    assert team.said(room) == [
        "*INC-1 is resolved*, says @ann. It lasted less than a minute.",
        "The record of INC-1, asked for by @ann",
        "*INC-1 is open again* (investigating), says @ann.",
    ]
    resolved, _, reopened = team.said(room)
    assert team.under(team.announcement()) == [resolved, reopened]


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
    await team.ann.asks("severity sev2", room)
    assert team.said(room) == ["Severity is now *SEV-2* (it was SEV-1), says @ann."]
