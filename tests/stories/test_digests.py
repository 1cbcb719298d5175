"""Digests: what is open, what is overdue and what a week was like, where everybody reads it."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest

from incident_bot.sandbox import Room
from incident_bot.settings.team import ReminderKey

from .own_settings import with_settings
from .team import Team

OFF = {"at": ""}
RANDOM = "C0RANDOM0"
QUIET = {"off": [*get_args(ReminderKey)]}
MORNING = 18.5 * 60
"""Minutes from the beginning of a story until nine o'clock on the next day, a Tuesday."""
DAY = 24 * 60


def only(name: str, **wanted: Any) -> pytest.MarkDecorator:
    """A story with one digest, in which nobody is reminded of anything."""
    digests = {"open": OFF, "week": OFF, "items": OFF, name: wanted}
    return with_settings(digests=digests, reminders=QUIET)


def digests(team: Team, room: Room, words: str) -> list[str]:
    """What was summed up there, its lines as people read them."""
    found = [post for post in room.posts if words in post.words and not post.is_reply]
    team.expectations.expects(*found)
    return [team.reads(post) for post in found]


@only("open", at="0 9 * * mon-fri")
async def test_every_morning_everybody_reads_what_is_open(team: Team) -> None:
    await team.moves(minutes=0)
    await team.declared("checkout is failing sev1")
    await team.ann.asks("assign commander @bo INC-1")
    await team.declared("search is <slow> & odd sev3")
    allow_what_follows(team)

    await team.moves(minutes=MORNING)

    [said] = digests(team, team.incidents, "incidents open")
    assert said.startswith("*2 incidents open: 1 SEV-1 and 1 SEV-3*\n*INC-1* checkout is failing #incident-")
    assert "SEV-1 · investigating · open for 18 h 30 min · commander @bo · update *overdue* since " in said
    assert "*no communications lead and scribe*" in said
    assert "*INC-2* search is &lt;slow&gt; &amp; odd" in said or "search is <slow> & odd" in said
    assert "*no commander*" in said
    await team.moves(minutes=60)
    assert len(digests(team, team.incidents, "incidents open")) == 1


@only("open", at="50 17 * * mon-fri")
async def test_an_update_is_overdue_once_it_is_reminded_of_as_overdue(team: Team) -> None:
    await team.moves(minutes=200 - 34)
    await team.declared("checkout is failing sev1")
    await team.moves(minutes=34)

    [said] = digests(team, team.incidents, "incident open")
    assert "update due 2026-01-05 17:46 UTC" in said


@with_settings(digests={"open": OFF, "week": {"at": "0 9 * * mon"}, "items": OFF})
async def test_every_week_it_is_said_how_punctual_the_bot_was(team: Team) -> None:
    await team.moves(minutes=0)
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("snooze update 24h", room)
    await team.ann.asks("skip roles two of us are enough", room)
    await team.moves(minutes=5)
    await team.is_without_its_bot(minutes=13)
    await team.moves(minutes=0)
    await team.ann.asks("assign commander me", room)
    await team.ann.asks("snooze checkpoint 24h", room)
    await team.ann.asks("resolve --confirmed", room)
    await team.ann.asks("close", room)
    allow_what_follows(team)
    team.expectations.allows(re.compile("no commander|snoozed|not needed"))

    await team.moves(minutes=6 * DAY + MORNING - 18)

    [said] = digests(team, team.incidents, "The week from")
    assert "2 reminders said, 1 late by at most 3 min, 1 missed while I was down." in said


@only("open", at="0 9 * * mon-fri")
async def test_nobody_hears_of_what_is_private_a_drill_or_over(team: Team) -> None:
    await team.moves(minutes=0)
    await team.ann.asks("declare somebody took the keys sev1 --private")
    await team.ann.asks("declare checkout is failing sev1 --drill")
    await team.ann.asks("declare a typo on the help page sev4")
    await team.ann.asks("resolve INC-3 --confirmed it is right again")
    allow_what_follows(team)

    await team.moves(minutes=MORNING)

    assert digests(team, team.incidents, "open:") == []


@only("open", at="0 9 * * mon-fri", channel=RANDOM, zone="Europe/Berlin")
async def test_it_goes_where_the_team_wants_it_at_the_time_of_its_zone(team: Team) -> None:
    await team.moves(minutes=0)
    await team.declared("checkout is failing sev1")
    random = team.sandbox.channel("random")

    await team.moves(minutes=MORNING - 61)
    assert digests(team, random, "1 incident open") == []
    await team.moves(minutes=1)

    assert len(digests(team, random, "1 incident open")) == 1
    assert digests(team, team.incidents, "1 incident open") == []


@only("open", at="0 9 * * mon-fri")
async def test_what_came_due_while_the_bot_was_away_is_said_once_and_late(team: Team) -> None:
    await team.moves(minutes=0)
    await team.declared("checkout is failing sev1")
    await team.moves(minutes=1)

    await team.is_without_its_bot(minutes=2 * DAY + MORNING + 60)
    await team.moves(minutes=0)

    [said] = digests(team, team.incidents, "1 incident open")
    assert "This is late: it was due 2026-01-08 09:00 UTC. It shows what is true now." in said
    await team.moves(minutes=1)
    assert len(digests(team, team.incidents, "1 incident open")) == 1


@only("items", at="30 9 * * mon-fri")
async def test_overdue_action_items_are_read_by_their_owners(team: Team) -> None:
    await team.moves(minutes=0)
    room = await over(team)
    await team.ann.asks("item add watch the pool @bo due tomorrow", room)
    await team.ann.asks("item add write the runbook @chi due today", room)
    await team.ann.asks("item add raise the limit due today", room)
    await team.ann.asks("item add warm the cache @bo due friday", room)

    await team.moves(minutes=MORNING + 30 + DAY)

    [said] = digests(team, team.incidents, "action items overdue")
    lines = said.split("\n")
    assert lines[0] == "*3 action items overdue*"
    assert [line for line in lines if line.startswith(("*@", "*Nobody"))] == [
        "*@chi*",
        "*@bo*",
        "*Nobody has these yet*",
    ]
    assert "• *INC-1* 1. watch the pool" in said
    assert "warm the cache" not in said


@only("week", at="0 9 * * mon")
async def test_on_monday_everybody_reads_what_the_week_was_like(team: Team) -> None:
    await team.moves(minutes=0)
    room = await team.declared("checkout is failing sev1")
    await team.moves(minutes=4)
    await team.ann.asks("assign commander @bo", room)
    await team.moves(minutes=26)
    await team.ann.asks("update rolling back", room)
    await team.moves(minutes=10)
    await team.ann.asks("resolve --confirmed rolled back", room)
    await team.ann.asks("item add watch the pool @bo due tomorrow", room)
    await team.ann.asks("item add warm the cache @bo due tomorrow", room)
    await team.ann.asks("item done 2", room)
    allow_what_follows(team)

    await team.moves(minutes=6 * DAY + MORNING - 40)

    [said] = digests(team, team.incidents, "The week from")
    for line in (
        "*The week from Monday 2026-01-05 to Sunday 2026-01-11*",
        "1 incident declared (1 SEV-1), 1 resolved; 0 are open now.",
        "Acknowledged after 4 min on average (1 of 1 within the target)",
        "Resolved after 40 min on average (1 of 1 within the target)",
        "The one update that was owed came in time; the longest time without one was 30 min.",
        "1 postmortem is still to be published, and is late.",
        "postmortem due Tuesday 2026-01-06",
        "Action items: 1 done, 1 open, 1 of them *overdue*.",
    ):
        assert line in said, said


@with_settings(
    digests={"open": OFF, "week": OFF, "items": {"at": "0 20 * * mon-fri"}},
    reminders=QUIET,
    office={"zone": "Asia/Tokyo"},
)
async def test_a_day_is_over_where_the_owner_lives_and_else_at_the_office(team: Team) -> None:
    await team.moves(minutes=0)
    room = await over(team)
    await team.ann.asks("item add watch the pool @bo due today", room)
    await team.ann.asks("item add raise the limit due today", room)

    # In Tokyo it is Tuesday, and in New York, where Bo lives, it is still Monday.
    await team.moves(minutes=90)

    listed = await team.ann.asks("items all overdue", room)
    assert "raise the limit\nP2 · nobody has it yet · *overdue* since Monday 2026-01-05" in listed
    assert "watch the pool" not in listed


@only("week", at="0 9 * * mon")
async def test_a_week_in_which_nothing_happened_is_not_told(team: Team) -> None:
    await team.moves(minutes=0)
    await team.moves(minutes=6 * DAY + MORNING)

    assert digests(team, team.incidents, "The week from") == []


def allow_what_follows(team: Team) -> None:
    """What people did is said, too; here it matters only what is summed up."""
    ordinary = "resolved|closed|thank you|postmortem|action item|is now \\*commander|\\*update\\* by|a typo"
    team.expectations.allows(re.compile(ordinary, re.IGNORECASE))


async def over(team: Team) -> Room:
    """Resolved, and nothing of it matters here."""
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("resolve --confirmed rolled back", room)
    for colleague in (team.bo, team.chi):
        await colleague.joins(room)
    allow_what_follows(team)
    return room
