"""The postmortem: the document, who leads it, until when, and what it should not say."""

from __future__ import annotations

import re

from incident_bot.sandbox import Room

from .team import Team


async def over(team: Team, words: str = "checkout is failing sev1") -> Room:
    """Ann commanded, and it is resolved."""
    room = await team.declared(words)
    await team.ann.asks("assign commander me", room)
    await team.ann.asks("resolve --confirmed rolled back to 2.1.4", room)
    for said in ("commander", "resolved", "Thank you"):
        team.expectations.allows(said)
    for colleague in (team.bo, team.chi, team.dee):
        await colleague.joins(room)
    return room


async def test_the_document_comes_into_the_room(team: Team) -> None:
    room = await team.declared()
    for words in ("assign commander me", "impact nobody can pay", "time started 10m ago"):
        await team.ann.asks(words, room)
    await team.bo.asks("decision INC-1 roll back to 2.1.4")
    await team.bo.asks("note INC-1 the pool is empty")
    await team.ann.asks("item add watch the pool P1 detect", room)
    await team.moves(minutes=20)
    await team.ann.asks("resolve --confirmed rolled back", room)
    team.expectations.allows("")

    told = await team.chi.asks("postmortem INC-1")

    assert told.startswith(f"The draft of the postmortem of *INC-1* is on its way to #{room.name}.")
    assert "Nobody leads it yet; it is to be held by Tuesday 2026-01-06." in told
    assert "The postmortem of INC-1, a draft from the record, asked for by @chi" in team.said(room)
    [file] = room.files
    document = (file.content or b"").decode()
    assert document.startswith("# Postmortem of INC-1: checkout is failing\n")
    assert "| **Commander** | ann |" in document
    assert "| **roll back to 2.1.4** |" in document
    assert "the pool is empty" not in document
    assert "| Time to resolve | its beginning for users | 30 min | 1 h | yes |" in document
    [item] = [line for line in document.splitlines() if "watch the pool" in line]
    assert item == "| 1 | watch the pool | nobody yet | P1 | 2026-01-12 | open | – |"
    assert document.index("### Detect") < document.index(item) < document.index("### Respond")


async def test_somebody_else_leads_it_and_is_told_what_is_expected(team: Team) -> None:
    room = await over(team)
    await team.ann.asks("reopen errors are back", room)
    await team.ann.asks("assign commander @bo", room)
    await team.ann.asks("resolve --confirmed", room)
    team.expectations.allows("")

    for commander in ("@ann", "@bo"):
        refused = await team.chi.asks(f"postmortem {commander}", room)
        assert "The postmortem is for somebody who was not commander of INC-1" in refused
    told = await team.chi.asks("postmortem @dee", room)

    assert told == "@dee leads it; it is to be held by Wednesday 2026-01-07."
    assert team.said(room)[-1] == "@dee leads the postmortem, says @chi."
    assert team.facts(room)["Postmortem"] == "led by @dee"
    assert "*Postmortem*: @dee leads it" in await team.chi.asks("who", room)
    [expected] = team.dee.direct()
    assert expected.startswith("You lead the postmortem of *INC-1* · checkout is failing (SEV-1), says @chi.")
    assert "Hold it by *Wednesday 2026-01-07*." in expected
    assert "A draft before that, by Wednesday 2026-01-07; published by Friday 2026-01-09." in expected
    assert re.findall(r"• (\d+) min", expected) == ["5", "10", "10", "15", "15", "5"]


async def test_whoever_resolves_it_may_say_who_leads(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander me", room)
    team.expectations.allows("")
    await team.ann.clicks("Resolve", team.card(room))

    await team.ann.fills(anyway=["anyway"], postmortem="@dee")

    # It is Tuesday already where Dee lives.
    assert "@dee leads the postmortem, due by Wednesday 2026-01-07." in team.said(room)[-1]
    [expected] = team.dee.direct()
    assert expected.startswith("You lead the postmortem of *INC-1*")
    await team.dee.clicks_in_direct("Write the draft")
    assert len(room.files) == 1


async def test_its_day_its_address_and_the_end(team: Team) -> None:
    room = await over(team)
    team.expectations.allows("Plan the postmortem")

    assert "it is to be held by Friday 2026-01-09." in await team.bo.asks("postmortem due friday", room)
    assert "“soon” is no day that I understand." in await team.bo.asks("postmortem due soon", room)
    told = await team.bo.asks("postmortem published https://wiki.example.com/inc-1", room)
    assert told == (
        "The postmortem of *INC-1* is published. Is nothing left to be done? `/incident close INC-1` says so."
    )

    assert team.said(room)[-2:] == [
        "The postmortem is to be held by Friday 2026-01-09, says @bo.",
        "*The postmortem is published*, says @bo: https://wiki.example.com/inc-1",
    ]
    assert team.facts(room)["Postmortem"] == "https://wiki.example.com/inc-1"
    timeline = await team.ann.asks("timeline", room)
    assert "The postmortem is published: https://wiki.example.com/inc-1" in timeline


async def test_the_form_changes_what_was_changed_in_it(team: Team) -> None:
    room = await over(team)
    team.expectations.allows("")
    await team.bo.asks("postmortem plan", room)

    assert await team.bo.fills(facilitator="@ann") == {
        "facilitator": "The postmortem is for somebody who was not commander of INC-1: "
        "it looks at those decisions, too."
    }
    assert await team.bo.fills(facilitator="@dee", due="2026-01-20") == {}

    assert "@dee leads it; it is to be held by Tuesday 2026-01-20." in team.bo.form()
    await team.bo.person.closes()
    assert team.said(room)[-2:] == [
        "@dee leads the postmortem, says @bo.",
        "The postmortem is to be held by Tuesday 2026-01-20, says @bo.",
    ]


async def test_words_that_blame_are_shown_to_whoever_asks_alone(team: Team) -> None:
    room = await over(team)
    team.expectations.allows("")
    await team.chi.asks("note it is down because Bo forgot to renew the certificate", room)
    await team.bo.asks("note Bo fixed the pool", room)

    await team.dee.asks("postmortem private", room)

    document, hint = team.dee.direct()
    assert document == "The postmortem of INC-1, a draft from the record"
    assert "one place may name a person as the cause." in hint
    assert "“Bo forgot” names somebody as the cause. Say what would have reminded anybody" in hint
    assert "fixed" not in hint
    [file] = team.dee.person.direct.files
    assert b"names somebody as the cause" not in (file.content or b"")
    assert room.files == []


async def test_while_it_is_open_it_says_so(team: Team) -> None:
    room = await team.declared()

    told = await team.ann.asks("postmortem", room)

    assert told.startswith("What is known so far for the postmortem of *INC-1* is on its way to")
    assert team.said(room) == ["The postmortem of INC-1, with what is known so far, asked for by @ann"]
    assert b"**The incident is still open.**" in (room.files[0].content or b"")


async def test_its_leader_and_its_day_are_said_in_any_order(team: Team) -> None:
    room = await over(team)
    team.expectations.allows("")

    led = "{} leads it; it is to be held by {}."
    monday, friday = "Monday 2026-01-12", "Friday 2026-01-09"
    assert await team.ann.asks("postmortem @bo due monday", room) == led.format("@bo", monday)
    assert await team.ann.asks("postmortem @bo due friday", room) == led.format("@bo", friday)
    assert "They lead the postmortem of INC-1 already." in await team.ann.asks("postmortem @bo", room)
    assert "You lead the postmortem of INC-1 already." in await team.bo.asks("postmortem me", room)
    assert await team.ann.asks("postmortem due monday @chi", room) == led.format("@chi", monday)
    assert "already." in await team.ann.asks("postmortem @chi due monday", room)

    assert team.said(room)[-5:] == [
        "@bo leads the postmortem, says @ann.",
        f"The postmortem is to be held by {monday}, says @ann.",
        f"The postmortem is to be held by {friday}, says @ann.",
        "@chi leads the postmortem, in place of @bo, says @ann.",
        f"The postmortem is to be held by {monday}, says @ann.",
    ]


async def test_what_one_has_to_do_afterwards_is_on_ones_own_pages_until_it_is_done(team: Team) -> None:
    room = await over(team)
    team.expectations.allows("")
    await team.ann.asks("item add watch the pool @chi", room)
    await team.ann.asks("postmortem @chi", room)

    todo = "You have 1 action item to do: `/incident items mine` lists them."
    leads = "You lead the postmortem of *INC-1*. `/incident postmortem INC-1` writes the draft."
    mine, home = await team.chi.asks("mine"), await team.chi.opens_home()
    for line in (todo, leads):
        assert line in mine
        assert line in home

    first, second = "https://wiki.example.com/1", "https://wiki.example.com/2"
    await team.chi.asks(f"postmortem published {first}", room)
    assert f"This replaces {first}" in await team.chi.asks(f"postmortem published {second}", room)
    assert team.said(room)[-1].endswith(f"{second}\nThis replaces {first}")
    await team.chi.asks("item done 1", room)
    told = len(team.bo.direct())
    await team.ann.asks("postmortem @bo", room)

    assert "Afterwards" not in team.chi.home()
    assert len(team.bo.direct()) == told, "what is published needs no draft"
    assert "The draft of the postmortem of *INC-1*" in await team.ann.asks("postmortem draft", room)
