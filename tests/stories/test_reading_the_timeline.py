"""Somebody reads the timeline in Slack and looks for one thing on it."""

from __future__ import annotations

from .own_settings import reminded_only_of
from .team import Team


def numbers(told: str) -> list[str]:
    """The numbers of the entries on a page."""
    return [line.split(" ")[0] for line in told.splitlines() if line.startswith("#")]


@reminded_only_of("no_commander", "update_due", "update_overdue")
async def test_filters_go_together_in_any_order(team: Team) -> None:
    room = await team.declared()
    await team.bo.joins(room)
    await team.ann.asks("note the pool is empty", room)
    # The bot reminds of two things, which is on the timeline too.
    await team.moves(minutes=60)
    await team.bo.asks("decision roll back", room)
    await team.ann.asks("decision stay on 2.1.4", room)
    await team.ann.asks("update rolling back", room)
    await team.ann.asks("correct #3 star", room)
    await team.bo.asks("withdraw #6 nobody decided that", room)
    team.expectations.allows("")

    for words, found in {
        "notes": ["#3"],
        "decisions": ["#6", "#7"],
        "note and decisions": ["#3", "#6", "#7"],
        "starred": ["#3", "#6", "#7"],
        "starred by @ann decisions": ["#7"],
        "by me": ["#6"],
        "decision of @bo": ["#6"],
        "withdrawn": ["#6"],
        "updates, since 30m": ["#8"],
        # Bo is in New York, where it is half past ten.
        "since 10:00": ["#4", "#5", "#6", "#7", "#8"],
        "since yesterday 09:00 notes": ["#3"],
        "since today notes": ["#3"],
        "since 2026-01-05 starred page 7": ["#3", "#6", "#7"],
        "since 10 min ago decisions by @ann": ["#7"],
        "rooms": ["#2"],
        "status": ["#1"],
    }.items():
        assert numbers(await team.bo.asks(f"timeline {words}", room)) == found, words
    assert await team.bo.asks("timeline hypotheses by @ann", room) == (
        "No hypotheses by @ann on the timeline of *INC-1*."
    )
    assert await team.bo.asks("timeline starred note and actions by @chi", room) == (
        "No starred notes or actions by @chi on the timeline of *INC-1*."
    )
    assert "There is no page 9: this is page 1 of 1." in await team.bo.asks("timeline page 9", room)
    assert (await team.bo.asks("timeline INC-1 decisions by @bo")).splitlines()[0] == (
        "*Timeline of INC-1* · checkout is failing · decisions by @bo"
    )


async def test_turning_pages_keeps_to_what_was_looked_for(team: Team) -> None:
    room = await team.declared()
    await team.bo.joins(room)
    for n in range(45):
        await team.ann.asks_and_goes_on(f"note number {n}!", room)
        await team.ann.asks_and_goes_on(f"decision number {n}?", room)
    await team.settled()
    team.expectations.allows("")

    latest = await team.bo.asks("timeline notes since 14:00 by @ann INC-1")
    assert len(numbers(latest)) == 40
    await team.moves(minutes=90)
    earlier = await team.bo.clicks_in_answer("Earlier")

    assert "decision" not in earlier
    assert len(numbers(earlier)) == 5
    assert earlier.splitlines()[-1] == "Later"
    # How a time was understood is said once.
    later = await team.bo.clicks_in_answer("Later")
    assert later.splitlines() == [line for line in latest.splitlines() if not line.startswith("Taken as")]


async def test_the_small_print_says_how_to_put_the_latest_entry_right(team: Team) -> None:
    room = await team.declared()
    await team.bo.joins(room)
    await team.ann.asks("note the pool is empty", room)
    team.expectations.allows("")

    told = (await team.bo.asks("timeline", room)).splitlines()
    assert told[-1] == "Is one wrong? `/incident correct INC-1 #3` puts it right."
    await team.bo.asks("correct INC-1 #3")
    assert team.bo.drafts()["text"] == "the pool is empty"


async def test_of_a_private_incident_nobody_else_reads_entries_or_their_history(team: Team) -> None:
    await team.ann.asks("declare zebras are loose sev1 --private")
    await team.ann.asks("note INC-1 the zebras are in the vault")
    team.expectations.allows("")

    for words in ("timeline notes INC-1", "history INC-1 last", "history INC-1 #1", "correct INC-1 #1 star"):
        assert "there is no INC-1." in await team.bo.asks(words), words
    assert "zebras are in the vault" in await team.ann.asks("history INC-1 last")
