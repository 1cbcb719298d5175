"""Reminders that can wait: they come when their reader is at work, and end when there is nothing to say.

It is Monday afternoon. Ann is in Berlin, Bo in New York, Chi in Kolkata, Dee in Sydney.
"""

from __future__ import annotations

from datetime import UTC, datetime

from incident_bot.sandbox import Room

from .own_settings import with_settings
from .team import Colleague, Team

DAY = 24 * 60


async def over(team: Team, words: str = "checkout is failing sev2", leader: str = "") -> Room:
    """Ann commanded, it is resolved, and everybody is in its room."""
    room = await team.declared(words)
    await team.ann.asks("assign commander me", room)
    for colleague in (team.bo, team.chi, team.dee):
        await colleague.joins(room)
    await team.moves(minutes=3)
    await team.ann.asks("resolve --confirmed rolled back to 2.1.4", room)
    if leader:
        await team.ann.asks(f"postmortem {leader}", room)
    # What is said of all this, other stories read.
    for said in ("*commander*", "resolved", "Thank you", "lead", "ction item", "archive", "snoozed", "draft"):
        team.expectations.allows(said)
    return room


async def until(team: Team, said: str) -> None:
    """The clock moves to that moment in UTC."""
    moment = datetime.fromisoformat(said).replace(tzinfo=UTC)
    await team.moves(minutes=(moment - team.clock()).total_seconds() / 60)


def told(colleague: Colleague) -> list[str]:
    """What they were reminded of: the first line of each, without buttons and small print."""
    lines = [said.split("\n")[0] for said in colleague.direct()]
    return [line for line in lines if " · " in line and not line.startswith("You ")]


def due(what: str, day: str, title: str = "checkout is failing (SEV-2)") -> str:
    return f"The {what} of *INC-1* · {title} is {day}."


async def test_the_postmortem_is_reminded_of_when_its_leader_comes_to_work(team: Team) -> None:
    room = await over(team, leader="@bo")
    draft, review, publish = (
        due("draft of the postmortem", "due by *Tuesday 2026-01-06*"),
        due("review of the postmortem", "to be held by *Thursday 2026-01-08*"),
        due("postmortem", "to be published by *Friday 2026-01-09*"),
    )
    # Nine in New York.
    await until(team, "2026-01-06 13:59")
    assert told(team.bo) == []
    await team.moves(minutes=1)
    assert told(team.bo) == [draft]

    await team.bo.clicks_in_direct("Write the draft")
    assert len(room.files) == 1
    await until(team, "2026-01-08 14:00")
    assert told(team.bo) == [draft, review]
    assert "• 15 min: why it could happen: root causes" in team.bo.direct()[-1]
    await until(team, "2026-01-09 14:00")
    assert told(team.bo) == [draft, review, publish]

    await team.bo.asks("postmortem INC-1 published https://wiki.example.com/inc-1")
    await until(team, "2026-01-11 20:00")
    assert told(team.bo) == [draft, review, publish]
    for other in (team.ann, team.chi, team.dee):
        assert told(other) == []


async def test_what_is_over_on_a_friday_is_talked_about_on_monday_though_the_clocks_change(
    team: Team,
) -> None:
    await until(team, "2026-03-27 15:00")
    room = await team.declared("checkout is failing sev1")
    await team.bo.asks("assign commander me INC-1")
    await team.bo.asks("resolve --confirmed INC-1")
    await team.bo.asks("postmortem @ann INC-1")
    for said in ("*commander*", "resolved", "Thank you", "lead", "archive"):
        team.expectations.allows(said)

    await until(team, "2026-03-30 06:59")
    assert told(team.ann) == []
    await team.moves(minutes=1)

    [review] = told(team.ann)
    assert review == (
        "The review of the postmortem of *INC-1* · checkout is failing (SEV-1) is to be held by "
        "*Monday 2026-03-30*. There is no draft of it yet."
    )
    assert room.files == []


@with_settings(office={"calendars": [{"zones": ["Europe/*"], "country": "DE", "subdivision": "BY"}]})
async def test_nobody_is_reminded_on_a_holiday(team: Team) -> None:
    await team.declared("checkout is failing sev1")
    await team.bo.asks("assign commander me INC-1")
    await team.bo.asks("resolve --confirmed INC-1")
    assert "it is to be held by Wednesday 2026-01-07." in await team.bo.asks("postmortem @ann INC-1")
    for said in ("*commander*", "resolved", "Thank you", "lead"):
        team.expectations.allows(said)

    # Epiphany, in Bavaria.
    await until(team, "2026-01-06 20:00")
    assert told(team.ann) == []
    await until(team, "2026-01-07 08:00")

    assert len(told(team.ann)) == 1


async def test_while_nobody_leads_it_the_last_commander_is_asked_who_does(team: Team) -> None:
    await over(team)
    await until(team, "2026-01-06 08:00")
    [draft] = told(team.ann)
    assert draft.endswith("Nobody leads it yet: it is for somebody who was not commander.")

    await team.ann.clicks_in_direct("Name somebody")
    assert await team.ann.fills(facilitator="@dee") == {}
    await team.ann.person.closes()

    # Nine on Friday in Sydney, where it was Tuesday already when it was over.
    await until(team, "2026-01-08 22:00")
    assert [line for line in told(team.dee) if "review" in line] == [
        "The review of the postmortem of *INC-1* · checkout is failing (SEV-2) is to be held by "
        "*Friday 2026-01-09*. There is no draft of it yet."
    ]
    assert len(told(team.ann)) == 1


async def test_what_is_open_again_or_closed_is_not_asked_for(team: Team) -> None:
    room = await over(team, leader="@bo")
    await team.ann.asks("reopen errors are back", room)
    await team.ann.asks("snooze update 24h", room)
    team.expectations.allows("")
    await until(team, "2026-01-06 14:00")
    assert told(team.bo) == []

    await team.ann.asks("resolve --confirmed", room)
    await until(team, "2026-01-07 14:00")
    assert told(team.bo) == [due("draft of the postmortem", "due by *Wednesday 2026-01-07*")]

    await team.ann.asks("close there will be none", room)
    await until(team, "2026-01-19 20:00")
    assert len(told(team.bo)) == 1


async def test_a_snooze_puts_off_one_and_leaves_the_next(team: Team) -> None:
    await over(team, leader="@bo")
    await until(team, "2026-01-06 14:00")
    await team.bo.clicks_in_direct("Snooze 60 min")

    await team.moves(minutes=59)
    assert len(told(team.bo)) == 1
    await team.moves(minutes=1)
    assert len(told(team.bo)) == 2
    await until(team, "2026-01-08 14:00")

    assert ["draft" in line for line in told(team.bo)] == [True, True, True]
    assert told(team.bo)[2].startswith("The review of the postmortem")


async def test_several_items_of_one_owner_are_one_message_each_working_day_until_they_are_done(
    team: Team,
) -> None:
    room = await over(team, leader="@chi")
    await team.ann.asks("item add watch the pool @bo due thursday", room)
    await team.ann.asks("item add write it down @bo due thursday", room)

    await until(team, "2026-01-06 14:00")
    assert told(team.bo) == ["2 of your action items of *INC-1* · checkout is failing (SEV-2) are due soon."]
    await until(team, "2026-01-09 14:00")
    overdue = "2 of your action items of *INC-1* · checkout is failing (SEV-2) are *overdue*."
    assert told(team.bo)[1:] == [overdue]

    assert "is done" in await team.bo.clicks_in_direct("Done")
    await team.moves(minutes=60)
    assert told(team.bo)[1:] == [overdue]
    await until(team, "2026-01-12 14:00")
    assert told(team.bo)[2:] == [
        "Your action item 2 of *INC-1* · checkout is failing (SEV-2) is *overdue*: "
        "it was due Thursday 2026-01-08."
    ]

    assert "is due Monday 2026-01-19" in await team.bo.clicks_in_direct("A week more")
    await until(team, "2026-01-13 20:00")
    assert len(told(team.bo)) == 3


async def test_whoever_has_an_item_hears_of_it_later_or_not_at_all_until_somebody_else_has_it(
    team: Team,
) -> None:
    room = await over(team, leader="@chi")
    await team.ann.asks("item add watch the pool @bo due wednesday", room)
    await until(team, "2026-01-08 14:00")
    overdue = (
        "Your action item 1 of *INC-1* · checkout is failing (SEV-2) is *overdue*: "
        "it was due Wednesday 2026-01-07."
    )
    assert told(team.bo) == [overdue]

    await team.bo.clicks_in_direct("Snooze 60 min")
    await team.moves(minutes=60)
    assert told(team.bo) == [overdue, overdue]
    assert await team.bo.clicks_in_direct("Not needed") == ""
    assert await team.bo.fills(why="it waits for the new pool") == {}
    await team.bo.person.closes()
    team.expectations.allows("it waits for the new pool")
    await until(team, "2026-01-12 20:00")
    assert told(team.bo) == [overdue, overdue]

    await team.ann.asks("item assign INC-1 1 @chi")
    await until(team, "2026-01-13 03:30")
    assert told(team.chi)[-1] == overdue


async def test_of_a_private_incident_only_insiders_are_reminded(team: Team) -> None:
    team.expectations.allows("")
    await team.ann.asks("declare tokens are public sev2 --private")
    [room] = team.rooms
    await team.ann.invites(room, team.bo)
    await team.ann.invites(room, team.chi)
    await team.ann.asks("item add turn the keys @chi due thursday", room)
    await team.ann.asks("resolve --confirmed", room)
    await team.ann.asks("postmortem @bo", room)
    await team.bo.leaves(room)

    await until(team, "2026-01-06 14:00")

    assert told(team.bo) == []
    assert len(told(team.chi)) == 1


async def test_after_three_weeks_of_absence_there_is_one_message_a_reminder_which_says_that_it_is_late(
    team: Team,
) -> None:
    await over(team, leader="@bo")
    await team.moves(minutes=1)

    await team.is_without_its_bot(minutes=21 * DAY)
    await team.moves(minutes=0)

    publish, checkpoint = told(team.bo)
    assert publish == due("postmortem", "to be published by *Friday 2026-01-09*")
    assert (
        checkpoint == "*INC-1* · checkout is failing (SEV-2) has no action items: what is to change after it?"
    )
    said = team.bo.direct()
    assert "it was due 2026-01-09 14:00 UTC." in said[-2]
    assert "late: it was due 2026-01-19 14:00 UTC." in said[-1]
    await team.moves(minutes=60)
    assert len(told(team.bo)) == 2
