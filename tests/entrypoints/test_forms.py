"""Forms: each opens with one call; one that is gone, or of yesterday's version, is answered in words."""

from __future__ import annotations

import asyncio
from typing import Any

from incident_bot.commands import CATALOGUE
from incident_bot.sandbox.records import View
from tests.stories.team import Team

WITH_A_FORM = {"declare", "update", "change", "resolve", "handoff", "checklist"}
"""At least these open one when nothing follows them; the test finds the others."""


def view_calls(team: Team) -> list[str]:
    return [
        entry["method"]
        for entry in team.sandbox.journal
        if entry["kind"] == "call" and entry["method"].startswith("views.")
    ]


async def test_each_form_opens_with_one_call(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander me", room)
    opened = set()
    for name in CATALOGUE:
        team.sandbox.journal.clear()
        await team.ann.asks(name, room)
        if team.ann.person.view is not None:
            assert view_calls(team) == ["views.open"], name
            await team.ann.person.closes(whole_stack=True)
            opened.add(name)
        else:
            assert view_calls(team) == [], name
    assert opened >= WITH_A_FORM


async def test_a_click_in_a_form_that_is_gone_is_answered_in_words(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("update", room)
    view = team.ann.person.view
    assert view is not None
    gate = team.holds("views.update")

    clicking = asyncio.create_task(team.ann.person.clicks(view, "Preview"))
    await gate.reached()
    await team.ann.person.closes()
    gate.release()
    assert (await clicking).error is None
    await team.settled()

    assert team.ann.direct()[-1].startswith("The form did not open in time. Try again, or type it all: ")


async def test_a_form_of_an_older_version_is_answered_in_words(team: Team) -> None:
    await team.ann.asks("declare")
    view = team.ann.person.view
    assert view is not None
    view.body["callback_id"] = "what it was called before"

    assert await team.ann.fills(title="checkout is failing") == {}

    assert "This form is from an older version of me, and nothing was done." in team.ann.form()
    assert team.rooms == []


async def test_a_form_without_fields_that_is_refused_says_so_in_its_place(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("resolve", room)
    view = team.ann.person.view
    assert view is not None
    _take_fields(view)

    assert await team.ann.fills() == {}

    assert "Nothing was changed." in team.ann.form()


def _take_fields(view: View) -> None:
    blocks: list[dict[str, Any]] = view.body["blocks"]
    view.body["blocks"] = [block for block in blocks if block["type"] != "input"]
