"""The card in the room and the announcement show what is true, and are edited, never posted twice."""

from __future__ import annotations

from .team import Team


async def test_the_card_and_the_announcement_follow_every_change(team: Team) -> None:
    room = await team.declared()
    card, announcement = team.card(room), team.announcement()

    changes = {
        "assign commander me": ("Commander", "@ann"),
        "assign tech_lead @bo": ("Tech lead", "@bo"),
        "assign scribe @chi": ("Scribe", "@chi"),
        "severity sev2 only checkout": ("Severity", "SEV-2 (high)"),
        "status monitoring fix is out": ("Status", "monitoring"),
        "unassign scribe": ("Scribe", "nobody yet"),
        "snooze 90m": ("Next update", "due 2026-01-05 15:30 UTC, snoozed until 2026-01-05 16:00 UTC"),
        "resolve --confirmed all good": ("Status", "resolved"),
        "reopen errors are back": ("Status", "investigating"),
    }
    for words, (label, value) in changes.items():
        await team.ann.asks(words, room)
        assert team.facts(room)[label] == value, words
        await team.everything_shown_is_true()

    assert team.card(room).ts == card.ts
    assert team.announcement().ts == announcement.ts
    commander = f"<@{team.ann.id}>"
    assert room.topic == (
        f"SEV-2 · checkout is failing · commander {commander} · started 2026-01-05 14:30 UTC"
    )
    resolved, reopened = team.under(team.announcement())
    assert team.said(room) == [
        "@ann is now *commander*.",
        "@bo is now *tech lead*, says @ann.",
        "@chi is now *scribe*, says @ann.",
        "Severity is now *SEV-2* (it was SEV-1), says @ann.\n> only checkout",
        "Status is now *monitoring* (it was investigating), says @ann.\n> fix is out",
        "@chi is no longer scribe, says @ann.",
        "@ann snoozed the update reminder until 2026-01-05 16:00 UTC.",
        resolved,
        "Thank you, @ann, @bo and @chi.\n"
        "The postmortem is due by Thursday 2026-01-08, and nobody leads it yet. "
        "`/incident postmortem INC-1 @somebody` says who does.\n"
        "This room will be archived 2026-01-08 14:30 UTC. `/incident archive never INC-1` keeps it.\n"
        "Final update Plan the postmortem Keep this room",
        reopened,
    ]
    assert [resolved, reopened] == [
        "*INC-1 is resolved*, says @ann. It lasted less than a minute.\n> all good",
        "*INC-1 is open again* (investigating), says @ann.\n> errors are back",
    ]


async def test_an_update_is_on_the_card_and_in_the_announcement(team: Team) -> None:
    room = await team.declared()
    await team.moves(minutes=10)
    await team.ann.asks("update we are rolling back", room)

    assert "*Latest update*, 2026-01-05 14:40 UTC\nwe are rolling back" in team.reads(team.card(room))
    assert team.facts(room)["Next update"] == "due 2026-01-05 15:10 UTC"
    assert "> we are rolling back" in team.announcements()[0]
    commander, roles, update = team.said(room)
    assert "has had no commander" in commander
    assert "communications lead" in roles
    assert "scribe" in roles
    assert update == "*Update* by @ann: we are rolling back\nNext update due 2026-01-05 15:10 UTC."
    assert team.under(team.announcement()) == [update]


async def test_response_targets_are_on_the_card_as_time_passes(team: Team) -> None:
    room = await team.declared()
    card = team.card(room)

    def response() -> str:
        [said] = [line for line in team.reads(team.card(room)).split("\n") if line.startswith("*Response*")]
        return said

    open_, edits = response(), team.edits(card)
    assert open_ == (
        "*Response* acknowledge by 2026-01-05 14:35 UTC · first response by 2026-01-05 14:40 UTC · "
        "commander engaged by 2026-01-05 14:35 UTC"
    )
    await team.moves(minutes=3)
    assert (response(), team.edits(card)) == (open_, edits)
    await team.moves(minutes=1)
    assert response() == (
        "*Response* acknowledge by 2026-01-05 14:35 UTC (at risk) · first response by 2026-01-05 14:40 UTC · "
        "commander engaged by 2026-01-05 14:35 UTC (at risk)"
    )
    await team.bo.asks("note INC-1 the cache is full")
    await team.moves(minutes=0)
    assert "· first response in 4 min (met) ·" in response()
    assert team.edits(card) == edits + 2
    await team.moves(minutes=1)
    assert response() == (
        "*Response* not acknowledged, was due 2026-01-05 14:35 UTC (missed) · "
        "first response in 4 min (met) · no commander engaged, was due 2026-01-05 14:35 UTC (missed)"
    )
    assert team.edits(card) == edits + 3
    await team.moves(minutes=2, ticks=3)
    assert team.edits(card) == edits + 3
    await team.ann.asks("assign commander me", room)
    assert response() == (
        "*Response* acknowledged after 7 min (missed) · first response in 4 min (met) · "
        "commander engaged after 7 min (missed)"
    )
    await team.moves(minutes=1, ticks=3)
    assert team.edits(card) == edits + 4
    await team.everything_shown_is_true()
    assert "has had no commander" in team.said(room)[1]


async def test_what_changed_while_the_bot_was_away_is_on_the_card_when_it_is_back(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander me", room)
    edits = team.edits(team.card(room))

    await team.is_without_its_bot(minutes=8)
    await team.moves(minutes=0)

    assert team.edits(team.card(room)) == edits + 1
    assert "first response by 2026-01-05 14:40 UTC (at risk)" in team.reads(team.card(room))
    await team.everything_shown_is_true()
    assert team.said(room) == ["@ann is now *commander*."]


async def test_a_resolved_incident_says_how_long_it_lasted(team: Team) -> None:
    room = await team.declared()
    await team.moves(minutes=4)
    told = await team.ann.asks("resolve --confirmed rolled back", room)

    assert told == (
        "*INC-1* is resolved. It lasted 4 min. `/incident export INC-1` puts the timeline into the room."
    )
    assert team.facts(room)["Started"] == "2026-01-05 14:30 UTC, lasted 4 min"
    assert team.facts(room)["Next update"] == "none owed"
    assert team.announcements() == [
        "*INC-1* · checkout is failing\n*SEV-1* · *resolved* · lasted 4 min\n"
        "Room: #incident-20260105-checkout-is-failing"
    ]
    resolved, thanks = team.said(room)
    assert resolved == "*INC-1 is resolved*, says @ann. It lasted 4 min.\n> rolled back"
    assert thanks.startswith("Thank you, @ann.\nThe postmortem is due by Tuesday 2026-01-06")
    assert team.under(team.announcement()) == [resolved]


async def test_ten_quick_changes_end_in_a_true_card_with_few_edits(team: Team) -> None:
    room = await team.declared()
    gate = team.holds("chat.postMessage")
    await team.ann.asks_and_goes_on("severity sev2 only checkout", room)
    await gate.reached()
    for n in range(9):
        await team.bo.asks_and_goes_on(f"severity INC-1 sev{1 + n % 4} now")
    gate.release()
    await team.settled()

    assert len(team.said(room)) == 10
    assert team.facts(room)["Severity"] == "SEV-1 (critical)"
    assert team.edits(team.card(room)) <= 2
    assert team.edits(team.announcement()) <= 2
    await team.everything_shown_is_true()


async def test_a_deleted_card_comes_back_and_is_pinned(team: Team) -> None:
    room = await team.declared()
    await team.ann.person.deletes(room, team.card(room))
    assert room.pins == []

    await team.ann.asks("assign commander me", room)

    assert team.facts(room)["Commander"] == "@ann"
    assert team.said(room) == ["@ann is now *commander*."]
    await team.ann.asks("severity sev2 only checkout", room)
    assert team.facts(room)["Severity"] == "SEV-2 (high)"
    assert team.said(room)[1:] == ["Severity is now *SEV-2* (it was SEV-1), says @ann.\n> only checkout"]


async def test_a_deleted_announcement_comes_back(team: Team) -> None:
    room = await team.declared()
    await team.ann.person.deletes(team.incidents, team.announcement())

    await team.ann.asks("severity sev2 only checkout", room)

    assert len(team.announcements()) == 1
    assert "*SEV-2*" in team.announcements()[0]
    assert team.said(team.rooms[0]) == ["Severity is now *SEV-2* (it was SEV-1), says @ann.\n> only checkout"]


async def test_a_card_that_somebody_unpinned_stays_unpinned(team: Team) -> None:
    room = await team.declared()
    card = team.card(room)
    await team.ann.person.unpins(room, card)
    await team.ann.asks("assign commander me", room)

    assert room.pins == []
    assert "@ann" in team.reads(room.message(card.ts))
    await team.ann.person.pins(room, card)
    assert team.said(room) == ["@ann is now *commander*."]
