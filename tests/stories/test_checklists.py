"""What must not be forgotten is ticked by people, and everybody sees who ticked what."""

from __future__ import annotations

import pytest

from .own_settings import with_settings
from .team import Team

SCOPE = "Scope is known: who and what is affected"
HEALTH = "Basic health is checked: traffic, errors, latency, saturation"
UPDATE = "The first update is out"

OWN = with_settings(
    checklists={
        "security": {
            "title": "Security first",
            "severities": ["sev1"],
            "items": [
                "Keys are rotated",
                "The legal team knows of it & has said what may be said, to whom, when, and by whom: nobody "
                "else speaks before that",
            ],
        },
        "after": {"title": "Later", "items": ["Keys are rotated", "A *date* is set"]},
    }
)


async def test_items_are_ticked_in_a_form(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")

    assert await team.ann.asks("checklist", room) == ""
    assert team.ann.form().splitlines()[:4] == [
        "Checklist of INC-1",
        "*INC-1* is investigating. checkout is failing",
        f"First five minutes (0 of 4) {SCOPE} {HEALTH} "
        f"It is clear whether this is the cause or a consequence {UPDATE}",
        "Stabilise (0 of 4) The harm no longer grows "
        "There is a workaround, or it is clear that there is none "
        "Logs, dumps and graphs are kept Ways to recover are listed",
    ]
    assert await team.ann.fills(triage=[SCOPE, HEALTH], after=["People are thanked"]) == {}

    assert team.said(room) == [
        f"@ann ticked on *First five minutes*: {SCOPE}; {HEALTH}.",
        "@ann ticked on *Afterwards*: People are thanked.",
    ]
    await team.moves(minutes=1)
    await team.bo.asks("checklist INC-1")
    # Bo lives in Berlin.
    assert f"First five minutes (2 of 4) {SCOPE} ticked by" in team.bo.form()
    assert await team.bo.fills(triage=[HEALTH, UPDATE]) == {}
    assert team.said(room)[2:] == [
        f"@bo ticked on *First five minutes*: {UPDATE}. No longer ticked: {SCOPE}."
    ]


async def test_the_card_opens_the_form_and_shows_how_far_it_is(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")

    assert await team.bo.clicks("Checklist", team.card(room)) == ""
    assert await team.bo.fills(triage=[UPDATE]) == {}

    assert team.facts(room)["Checklists"] == "1 of 19 done"
    assert team.said(room) == [f"@bo ticked on *First five minutes*: {UPDATE}."]


async def test_what_others_tick_meanwhile_is_theirs(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("checklist", room)
    await team.bo.asks("check INC-1 1")

    assert await team.ann.fills(triage=[UPDATE]) == {}

    assert team.said(room) == [
        f"@bo ticked on *First five minutes*: {SCOPE}.",
        f"@ann ticked on *First five minutes*: {UPDATE}.",
    ]
    assert "First five minutes* · 2 of 4" in await team.ann.asks("check list", room)


async def test_a_form_in_which_nothing_changed_says_nothing(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("check 1", room)
    await team.ann.asks("checklist", room)

    assert await team.ann.fills() == {}

    assert team.said(room) == [f"@ann ticked on *First five minutes*: {SCOPE}."]


async def test_items_are_ticked_by_number_and_by_words(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")

    told = await team.ann.asks("check 1, 6", room)
    assert told == (
        f"Ticked on *INC-1*: {SCOPE}. First five minutes: 1 of 4. "
        "There is a workaround, or it is clear that there is none. Stabilise: 1 of 4."
    )
    told = await team.bo.asks("check INC-1 HEALTH latency")
    assert told == f"Ticked on *INC-1*: {HEALTH}. First five minutes: 2 of 4."
    told = await team.ann.asks("uncheck scope", room)
    assert told == f"No longer ticked on *INC-1*: {SCOPE}. First five minutes: 1 of 4."

    assert team.said(room) == [
        f"@ann ticked on *First five minutes*: {SCOPE}.",
        "@ann ticked on *Stabilise*: There is a workaround, or it is clear that there is none.",
        f"@bo ticked on *First five minutes*: {HEALTH}.",
        f"@ann took a tick back on *First five minutes*: {SCOPE}.",
    ]


async def test_the_list_that_is_next_comes_first_and_numbers_stay(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.bo.asks("check INC-1 2")

    told = (await team.ann.asks("check list", room)).splitlines()
    assert told[:4] == [
        "*Checklist of INC-1* · checkout is failing",
        "*First five minutes* · 1 of 4",
        f"○ 1. {SCOPE}",
        f"✓ 2. {HEALTH} · @bo, 2026-01-05 14:30 UTC",
    ]
    assert team.said(room) == [f"@bo ticked on *First five minutes*: {HEALTH}."]

    await team.ann.asks("status monitoring", room)
    told = (await team.ann.asks("check list", room)).splitlines()
    assert told[1:3] == ["*Is it over?* · 0 of 4", "○ 12. Metrics are back to normal"]
    assert len(team.said(room)) == 2
    assert await team.ann.clicks_in_answer("Open checklist") == ""
    assert team.ann.form().splitlines()[2].startswith("Is it over? (0 of 4)")


async def test_a_list_that_is_done_makes_room_for_the_next(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")

    await team.ann.asks("check 1 2 3 4", room)

    assert (await team.ann.asks("check list", room)).splitlines()[1] == "*Stabilise* · 0 of 4"
    assert len(team.said(room)) == 1


@OWN
async def test_own_lists_for_one_severity_and_for_all(team: Team) -> None:
    room = await team.declared("keys were published sev1")

    assert await team.ann.asks("checklist", room) == ""
    shown = team.ann.form()
    assert "Security first (0 of 2) Keys are rotated" in shown
    # A box has half the room that an item may need.
    assert "The legal team knows of it & has said what may be said, to whom, when, and by" in shown
    assert "whom: nobody else speaks before that" in shown
    assert await team.ann.fills(security=["Keys are rotated"]) == {}
    # The same words on two lists are one thing to do.
    told = await team.ann.asks("check list", room)
    assert "*Later* · 1 of 2" in told
    assert told.count("Keys are rotated · @ann, 2026-01-05 14:30 UTC") == 2
    await team.ann.asks("severity sev3 only the test keys", room)
    assert "Security first" not in await team.ann.asks("check list", room)
    await team.ann.asks("severity sev1 all keys after all", room)
    assert "*Security first* · 1 of 2" in await team.ann.asks("check list", room)
    assert len(team.said(room)) == 3


@with_settings(checklists={"security": {"title": "Security", "severities": ["sev1"], "items": ["Keys"]}})
async def test_a_severity_without_a_checklist_says_so(team: Team) -> None:
    room = await team.declared("checkout is failing sev2")

    for words in ("checklist", "check 1"):
        assert "there is no checklist for SEV-2 incidents." in await team.ann.asks(words, room)
    assert team.said(room) == []


@pytest.mark.parametrize(
    "words, problem",
    [
        ("check 99", "there is no item 99: they go from 1 to 19."),
        ("check the", "may be any of the items"),
        ("check ponies", "no item has “ponies” in it."),
        ("check 1", "“Scope is known: who and what is affected” is ticked already by @bo."),
        ("uncheck 2", f"“{HEALTH}” is not ticked."),
        ("checklist 1", "“1” is one word too many"),
    ],
)
async def test_what_cannot_be_ticked_is_explained(team: Team, words: str, problem: str) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.bo.asks("check INC-1 1")

    assert problem in await team.ann.asks(words, room)

    assert len(team.said(room)) == 1


async def test_after_the_resolution_there_is_still_something_to_tick(team: Team) -> None:
    await team.ann.asks("declare checkout is failing sev4")
    await team.ann.asks("resolve INC-1 --confirmed rolled back")
    team.expectations.allows("")

    told = await team.ann.asks("check INC-1 list")
    assert told.splitlines()[1] == "*Afterwards* · 0 of 4"
    assert "First five minutes" not in told
    assert "Ticked on *INC-1*" in await team.ann.asks("check INC-1 thanked")
