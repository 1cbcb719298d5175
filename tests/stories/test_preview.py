"""`reminders`: people see what comes next and why, and what became of everything that was owed."""

from __future__ import annotations

from .own_settings import with_settings
from .team import Team

BO, CHI = "U0BO00000", "U0CHI0000"
LADDER = {
    "ladder": [
        {"label": "the on-call", "who": [BO], "minutes": 10},
        {"label": "the head", "who": [CHI], "minutes": 5},
    ],
    "manager": [CHI],
}


def comes(told: str) -> list[str]:
    """The lines of what is to come."""
    return told.partition("*What comes*\n")[2].partition("\n*")[0].splitlines()


def ledger(told: str) -> list[str]:
    """The lines of what came of what was owed."""
    return told.partition("*What came of what was owed*\n")[2].splitlines()


async def test_it_is_said_what_comes_next_when_to_whom_and_why(team: Team) -> None:
    await team.declared()
    rows = await team.rows("incidents", "timeline_entries")

    told = await team.bo.asks("reminders INC-1")

    assert told.startswith("*Reminders of INC-1* · checkout is failing\n*What comes*\n")
    lines = comes(told)
    assert lines[0] == (
        "2026-01-05 14:35 UTC · *a commander* · in the room, calling everybody. "
        "SEV-1 is to have a commander within 5 min. Then again every 5 min."
    )
    assert (
        "2026-01-05 15:00 UTC · *an update* · in the room, calling @ann. "
        "SEV-1 asks for an update every 30 min." in lines
    )
    assert (
        "2026-01-05 15:05 UTC · *an overdue update* · in the room, calling @ann. "
        "An update is overdue after 5 min, and asked for again every 10 min." in lines
    )
    assert told.endswith("Nothing was owed so far.")
    assert await team.rows("incidents", "timeline_entries") == rows


@with_settings(escalation=LADDER)
async def test_the_rungs_of_the_ladder_are_shown_before_they_are_called(team: Team) -> None:
    room = await team.declared()

    lines = comes(await team.ann.asks("reminders", room))

    assert lines[0].startswith(
        "2026-01-05 14:35 UTC · *a commander* · in the room, calling everybody and @bo, and directly to @bo."
    )
    assert "Then directly to @chi 2026-01-05 14:45 UTC" in lines[0]
    [overdue] = [line for line in lines if "*an overdue update*" in line]
    assert "Then directly to @chi 2026-01-05 15:25 UTC" in overdue


async def test_what_is_kept_quiet_and_by_whom_is_shown(team: Team) -> None:
    room = await team.declared()
    await team.bo.asks("snooze update 2h INC-1")
    await team.ann.asks("skip commander we all look at it", room)
    await team.ann.asks("remind room in 3h the vendor calls", room)
    await team.bo.asks("remind me INC-1 in 3h to go home")

    told = await team.ann.asks("reminders", room)

    assert "*a commander*" not in told
    assert "The update reminder is snoozed by @bo until 2026-01-05 16:30 UTC." in told
    assert (
        "The commander reminder was said not to be needed by @ann 2026-01-05 14:30 UTC: we all look at it"
        in told
    )
    assert "for the room, asked by @ann: the vendor calls" in told
    assert "go home" not in told
    assert "for you: go home" in await team.bo.asks("reminders INC-1")
    assert len(team.said(room)) == 3


async def test_the_ledger_says_what_became_of_everything_that_was_owed(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander me", room)
    await team.ann.asks("skip roles nobody else is awake", room)
    await team.ann.asks("snooze checkpoint 24h", room)
    await team.moves(minutes=20)
    await team.ann.asks("update rolling back", room)
    await team.moves(minutes=0)
    await team.moves(minutes=30)
    await team.bo.asks("update INC-1 rolled back")
    await team.moves(minutes=25)
    await team.bo.asks("snooze update 10m INC-1")
    await team.moves(minutes=10)
    await team.is_without_its_bot(minutes=33)
    await team.moves(minutes=0)

    lines = ledger(await team.ann.asks("reminders", room))

    assert (
        "2 of 3 updates that were owed came in time. Reminders: 3 said (1 late, at most 3 min), 2 missed."
        in lines[-1]
    )
    updates = [line for line in lines if "update · " in line]
    assert "an overdue update · sent 3 min late" in updates[0]
    assert "missed while I was down, then said once, 2026-01-05 16:28" in updates[1]
    assert any("an update · snoozed by @bo until 2026-01-05 15:55 UTC" in line for line in updates), updates
    assert any("an update · sent on time" in line for line in updates)
    assert updates[-1].endswith("an update · not sent: the update came before, by @ann")
    team.expectations.allows("")


async def test_a_long_ledger_has_pages(team: Team) -> None:
    room = await team.declared()
    for _ in range(25):
        await team.moves(minutes=5)

    first = await team.ann.asks("reminders", room)
    second = await team.ann.asks("reminders page 2", room)
    beyond = await team.ann.asks("reminders page 9", room)

    assert len([line for line in ledger(first) if " · " in line]) == 20
    assert "Page 1 of " in first
    assert "*What comes*" not in second
    assert "Later" in second
    assert "There is no page 9" in beyond
    team.expectations.allows("")


async def test_what_is_over_is_owed_nothing_soon(team: Team) -> None:
    room = await team.declared("checkout is slow sev3")
    await team.ann.asks("assign commander me", room)
    await team.ann.asks("resolve --confirmed", room)

    told = await team.ann.asks("reminders", room)

    assert "*an update*" not in told
    assert "*a commander*" not in told
    team.expectations.allows("")


async def test_a_private_incident_shows_nothing_to_others(team: Team) -> None:
    await team.declared("checkout is failing sev1 --private")

    assert "there is no INC-1" in await team.dee.asks("reminders INC-1")
