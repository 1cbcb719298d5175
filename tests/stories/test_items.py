"""Action items: what is to be done after an incident, who does it and until when."""

from __future__ import annotations

import re

from incident_bot.sandbox import Room

from .team import Team

YOURS = re.compile(r"\AYou have action item ")


async def over(team: Team, words: str = "checkout is failing sev1") -> Room:
    """Resolved, and nothing of it matters here."""
    room = await team.declared(words)
    await team.ann.asks("resolve --confirmed rolled back", room)
    for said in ("resolved", "Thank you", "The postmortem is due"):
        team.expectations.allows(said)
    for colleague in (team.bo, team.chi, team.dee):
        await colleague.joins(room)
    return room


async def test_one_is_added_told_to_its_owner_and_done(team: Team) -> None:
    room = await over(team)

    told = await team.ann.asks(
        "item add watch the pool @bo P1 due friday detect criterion: it pages in staging", room
    )
    assert told == (
        "Action item 1 of *INC-1*: watch the pool\n"
        "P1 · @bo · due Friday 2026-01-09 · detect. `/incident item done 1` says that it is done."
    )
    [yours] = team.bo.direct()
    assert yours.startswith("You have action item 1 of *INC-1* · checkout is failing, from @ann.")
    assert "> watch the pool" in yours
    assert "Done when: it pages in staging" in yours

    assert (
        await team.bo.clicks_in_direct("Done") == "Action item 1 of *INC-1* is done. Nothing is left to do."
    )

    added, done = team.said(room)[-2:]
    assert added == (
        "Action item 1 by @ann: watch the pool\n"
        "P1 · @bo · due Friday 2026-01-09 · to detect\n"
        "Done when: it pages in staging"
    )
    assert done == "Action item 1 is done, says @bo: watch the pool"
    timeline = await team.ann.asks("timeline", room)
    assert "Action item 1: watch the pool" in timeline
    assert "Action item 1 is done (watch the pool)" in timeline


async def test_it_changes_hands_days_and_its_mind(team: Team) -> None:
    room = await over(team)
    team.expectations.allows(YOURS)
    await team.ann.asks("item add watch the pool", room)

    assert await team.ann.asks("item assign 1 @bo", room) == "@bo has action item 1 of *INC-1* now."
    assert await team.ann.asks("item 1 due 2w", room) == "Action item 1 of *INC-1* is due Monday 2026-01-19."
    assert await team.ann.asks("item priority 1 p0", room) == "Action item 1 of *INC-1* is P0 now."
    assert "It is not said why action item 1 is dropped" in await team.ann.asks("item drop 1", room)
    await team.ann.asks("item drop 1 the pool is going away", room)
    assert "Action item 1 of INC-1 is dropped already." in await team.ann.asks("item done 1", room)
    assert await team.ann.asks("item reopen INC-1 1") == "Action item 1 of *INC-1* is open again."
    assert (await team.ann.asks("item reopen 1", room)).startswith(
        "Action item 1 of INC-1 is open already: there is nothing to reopen."
    )
    assert await team.ann.asks("item give 1 @chi", room) == "@chi has action item 1 of *INC-1* now."

    given, put_off, ranked = team.bo.direct()
    assert given.startswith("You have action item 1 of *INC-1*")
    assert put_off.startswith(
        "Your action item 1 of *INC-1* is due Monday 2026-01-19 now, says @ann; "
        "it was due Thursday 2026-02-05.\n> watch the pool"
    )
    assert ranked.startswith("Your action item 1 of *INC-1* is P0 now, says @ann; it was P2.")
    assert len(team.chi.direct()) == 1
    assert team.said(room)[-6:] == [
        "Action item 1 is @bo’s now, says @ann: watch the pool",
        "Action item 1 is due Monday 2026-01-19, says @ann: watch the pool",
        "Action item 1 is P0 now, says @ann: watch the pool",
        "Action item 1 is dropped, says @ann: watch the pool\n> the pool is going away",
        "Action item 1 is to be done after all, says @ann: watch the pool",
        "Action item 1 is @chi’s now, says @ann: watch the pool",
    ]


async def test_the_form_asks_for_everything(team: Team) -> None:
    room = await over(team)
    team.expectations.allows("Action item 1")
    team.expectations.allows(YOURS)

    assert await team.ann.asks("item", room) == ""
    assert "What is to be done?" in team.ann.form()
    wrong = await team.ann.fills(text="watch the pool", owner="@bo", due="someday")
    assert wrong == {
        "due": "“someday” is no day that I understand. Write it like friday, 2w, 2026-12-01 or never."
    }
    assert await team.ann.fills(due="", priority="p0", type="prevent", criterion="it pages") == {}

    # It is still the same day where Bo lives.
    assert "P0 · @bo · due Monday 2026-01-05 · prevent" in team.ann.form()
    await team.ann.person.closes()


async def test_a_message_becomes_one_and_stays_linked(team: Team) -> None:
    room = await over(team)
    await over(team, "search is slow sev2")
    team.expectations.allows("Action item 1")
    said = await team.bo.says("we should alert on the pool", room)
    elsewhere = await team.bo.says("search needs a limit", "general")

    assert await team.ann.uses_on(room.message(said), "Add action item") == ""
    assert team.ann.drafts()["text"] == "we should alert on the pool"
    assert await team.ann.fills() == {}
    await team.ann.person.closes()
    await team.ann.uses_on(team.sandbox.channel("general").message(elsewhere), "Add action item")
    assert "After which incident?" in team.ann.form()
    assert await team.ann.fills(incident="INC-2") == {}
    await team.ann.person.closes()

    rows = (await team.rows("action_items"))["action_items"]
    assert [row[-3:-1] for row in rows] == [(room.id, said), ("C0GENERAL", elsewhere)]


async def test_lists_are_of_a_room_of_somebody_or_of_all(team: Team) -> None:
    first = await over(team)
    second = await over(team, "search is slow sev2")
    team.expectations.allows("Action item")
    team.expectations.allows(YOURS)
    await team.ann.asks("item add watch the pool @bo P0", first)
    await team.ann.asks("item add write it down P3", first)
    await team.ann.asks("item done 2", first)
    await team.ann.asks("item add limit the queries @ann P1", second)

    here = await team.bo.asks("items", first)
    assert here.startswith(
        "*Action items of INC-1*\n1. watch the pool\nP0 · @bo · due Monday 2026-01-05\n2. write"
    )
    assert "done 2026-01-05" in here
    everywhere = await team.bo.asks("items")
    assert everywhere.startswith(
        "*Action items*\n*INC-1* 1. watch the pool\nP0 · @bo · due Monday 2026-01-05\n*INC-2* 1. limit"
    )
    assert "write it down" not in everywhere
    assert "limit the queries" not in await team.bo.asks("items mine", second)
    assert "limit the queries" in await team.bo.asks("items @ann")
    assert "No action item is like that." in await team.bo.asks("items overdue")
    assert (await team.bo.asks("mine")).endswith(
        "You have 1 action item to do: `/incident items mine` lists them."
    )
    team.expectations.allows("Your action item 1")
    await team.moves(minutes=60 * 24)
    assert "*overdue* since Monday 2026-01-05" in await team.bo.asks("items all overdue", second)


async def test_of_a_private_incident_only_insiders_hear(team: Team) -> None:
    team.expectations.allows("")
    await team.ann.asks("declare tokens are public sev1 --private")
    [room] = team.rooms

    refused = await team.ann.asks("item add turn the keys @bo", room)
    assert "INC-1 is private, and @bo is not in its room: invite them there first." in refused
    await team.ann.asks("item add turn the keys", room)
    assert "turn the keys" in await team.ann.asks("items")
    assert "turn the keys" not in await team.bo.asks("items all open done dropped")
    assert "There is no INC-1." in await team.bo.asks("items INC-1")
    assert team.bo.direct() == []


async def test_a_new_incident_like_an_earlier_one_hears_what_is_not_done(team: Team) -> None:
    room = await over(team)
    team.expectations.allows("Action item")
    await team.ann.asks("item add watch the pool", room)
    await team.ann.asks("item add write it down", room)
    await team.ann.asks("item done 2", room)

    again = await team.declared("checkout fails again sev1")

    assert team.said(again) == [
        f"*INC-1* in #{room.name} was like this, and one action item is not done yet: 1. watch the pool"
    ]


async def test_it_is_worded_anew_and_nothing_is_added_by_mistake(team: Team) -> None:
    room = await over(team)
    team.expectations.allows(YOURS)
    await team.ann.asks("item add wach the pool P1", room)
    before = team.said(room)

    for line in ("item edit 1", "item change priority 1 P0", "item 1 the pool", "item update the text"):
        told = await team.ann.asks(line, room)
        assert "To change item 1: `/incident item text 1 …`" in told
        assert f"To add one that begins so: `/incident item add {line.removeprefix('item ')}`." in told
    assert team.said(room) == before

    assert await team.ann.asks("item text 1 watch the pool", room) == (
        "Action item 1 of *INC-1* now reads: watch the pool\nBefore: wach the pool"
    )
    assert await team.ann.asks("item type 1 detect", room) == (
        "Action item 1 of *INC-1* is of the type detect now."
    )
    assert await team.ann.asks("item criterion INC-1 1 it pages in staging") == (
        "Action item 1 of *INC-1* is done when: it pages in staging"
    )
    assert (await team.ann.asks("item 1", room)).startswith(
        "Action item 1 of *INC-1*: watch the pool\n"
        "P1 · nobody has it yet · due Monday 2026-01-12 · detect\nDone when: it pages in staging"
    )
    assert team.said(room)[-3:] == [
        "Action item 1 now reads, says @ann: watch the pool\nBefore: wach the pool",
        "Action item 1 is of the type detect now, says @ann: watch the pool",
        "Action item 1 is done when “it pages in staging”, says @ann: watch the pool",
    ]
    assert "Action item 1 now reads: watch the pool" in await team.ann.asks("timeline", room)


async def test_several_are_done_at_once_and_the_end_says_what_is_left(team: Team) -> None:
    room = await over(team)
    team.expectations.allows("Action item")
    for n in range(1, 8):
        await team.ann.asks(f"item add step {n}", room)

    done = "Action items {} of *INC-1* are done. {} of 7 are left."
    assert await team.bo.asks("item done INC-1 4, 5") == done.format("4 and 5", 5)
    assert await team.bo.asks("item done 6 7", room) == done.format("6 and 7", 3)
    assert await team.bo.asks("item reopen 6, 7 INC-1") == (
        "Action items 6 and 7 of *INC-1* are open again. 5 of 7 are left."
    )
    assert (await team.bo.asks("item due 1, 2 friday", room)).startswith("That goes one at a time.")
    assert team.said(room)[-1] == "Action item 7 is to be done after all, says @bo: step 7"

    assert await team.ann.asks("close", room) == (
        "*INC-1* is closed. 5 action items are still open: `/incident items INC-1`."
    )
    team.expectations.allows("closed")


async def test_the_urgent_come_first_and_a_page_too_far_is_said(team: Team) -> None:
    room = await over(team)
    team.expectations.allows("Action item")
    for words in ("write it down due tomorrow P3", "watch the pool P0", "limit it due friday", "test it"):
        await team.ann.asks(f"item add {words}", room)
    await team.ann.asks("item done 4", room)

    listed = await team.ann.asks("items page 7", room)

    order = [listed.index(words) for words in ("watch the pool", "limit it", "write it down", "test it")]
    assert order == sorted(order)
    assert "`/incident item done INC-1 2` says that number 2 is done." in listed
    assert "There is no page 7: there is only one page." in listed
    assert "test it" in await team.ann.asks("items all", room)
    assert "test it" not in await team.ann.asks("items all")
    assert "says that number" not in await team.ann.asks("items done", room)
