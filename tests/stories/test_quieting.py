"""Reminders that people keep quiet: for a while, until a moment, or because they are not needed."""

from __future__ import annotations

import re

import pytest

from .team import Team


def at(team: Team, minutes: int) -> str:
    """So many minutes from now, as Slack's picker answers."""
    return str(int(team.clock().timestamp()) + minutes * 60)


async def test_the_answer_to_a_snooze_says_what_comes_next_and_when(team: Team) -> None:
    room = await team.declared()

    quiet = await team.ann.asks("snooze 10m", room)
    longer = await team.ann.asks("snooze update 45m", room)

    assert quiet == (
        "The update reminder of *INC-1* is quiet until 2026-01-05 14:40 UTC. "
        "It comes next 2026-01-05 15:00 UTC."
    )
    assert longer == (
        "The update reminder of *INC-1* is quiet until 2026-01-05 15:15 UTC. It comes again then."
    )
    assert team.said(room) == [
        "@ann snoozed the update reminder until 2026-01-05 14:40 UTC.",
        "@ann snoozed the update reminder until 2026-01-05 15:15 UTC.",
    ]


async def test_a_snooze_until_a_moment_is_in_the_zone_of_whoever_types_it(team: Team) -> None:
    room = await team.declared()

    # Ann is in Berlin, an hour ahead of UTC.
    today = await team.ann.asks("snooze commander until 17:00", room)
    tomorrow = await team.ann.asks("snooze update until tomorrow 09:00", room)
    the_other_way = await team.ann.asks("snooze update until 03:00 tomorrow", room)

    assert "is quiet until 2026-01-05 16:00 UTC." in today
    assert "is quiet until 2026-01-06 08:00 UTC." in tomorrow
    assert "is quiet until 2026-01-06 02:00 UTC." in the_other_way
    assert len(team.said(room)) == 3


async def test_the_button_snooze_until_asks_for_the_moment(team: Team) -> None:
    room = await team.declared()
    await team.moves(minutes=5)
    [reminder] = [post for post in room.posts if "has had no commander" in post.words]

    await team.ann.clicks("Snooze until…", reminder)
    assert team.ann.form() == (
        "Snooze, INC-1\n*INC-1* · checkout is failing\nThe commander reminder is to be quiet.\n"
        "Until when? Within 24 hours. What would have come before comes then, once."
    )
    assert team.ann.drafts() == {"until": at(team, 60)}
    assert await team.ann.fills(until=at(team, -5)) == {"until": "That moment is over already."}
    assert await team.ann.fills(until=at(team, 0)) == {
        "until": "A snooze lasts between 1 minute and 24 hours."
    }
    assert await team.ann.fills(until=at(team, 120)) == {}

    assert "The commander reminder of *INC-1* is quiet until 2026-01-05 16:35 UTC." in team.ann.form()
    assert team.said(room)[1:] == ["@ann snoozed the commander reminder until 2026-01-05 16:35 UTC."]
    await team.ann.asks("skip update the vendor works on it", room)
    await team.ann.asks("snooze update 24h", room)
    said = len(team.said(room))
    await team.moves(minutes=9)
    assert [line for line in team.said(room)[said:] if "no commander" in line] == []
    await team.moves(minutes=111)
    assert len([line for line in team.said(room)[said:] if "no commander" in line]) == 1


@pytest.mark.parametrize(
    "words, problem",
    [
        ("snooze commander 10m", "INC-1 has a commander, so nobody is asked for one."),
        (
            "snooze stable 10m",
            "the stable reminder of INC-1 does not come as things stand.",
        ),
        ("snooze item 3 2d", "nobody is reminded of action item 3 of INC-1."),
        ("snooze postmortem 2d", "INC-1 is investigating: nobody is asked for that before it is resolved."),
        ("snooze item", "it is not said which action item is meant."),
        ("snooze update 25h", "a snooze lasts between 1 minute and 24 hours."),
        ("snooze update until tomorrow 23:00", "a snooze lasts between 1 minute and 24 hours."),
        ("snooze update until 2026-01-05 10:00", "that moment is over already."),
        ("snooze update until 17:00 or so", "“or so” is more than a moment."),
        ("snooze update for ever", "“ever” is neither a reminder (update, commander, roles,"),
        ("skip commander we need none", "INC-1 has a commander, so nobody is asked for one."),
    ],
)
async def test_what_nobody_would_hear_cannot_be_kept_quiet(team: Team, words: str, problem: str) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander me", room)
    said = team.said(room)

    told = await team.ann.asks(words, room)

    assert problem in told
    assert told.endswith("Nothing was changed.")
    assert team.said(room) == said


async def test_an_update_that_is_not_needed_is_left_out_and_the_next_one_is_due(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander me", room)
    await team.ann.asks("snooze checkpoint 24h", room)
    await team.ann.asks("skip roles two of us are enough", room)
    await team.moves(minutes=30)
    [reminder] = [post for post in room.posts if "has been due since" in post.words]

    await team.ann.clicks("Not needed", reminder)
    assert "is left out. The next one is due 2026-01-05 15:30 UTC." in team.ann.form()
    assert await team.ann.fills(why="we wait for the <vendor>") == {}

    assert team.ann.form().endswith(
        "The update of *INC-1* that is due 2026-01-05 15:00 UTC is left out. "
        "The next one is due 2026-01-05 15:30 UTC."
    )
    assert team.said(room)[-1] == (
        "@ann says that no update is needed now. The next one is due 2026-01-05 15:30 UTC.\n"
        "> we wait for the <vendor>"
    )
    assert team.facts(room)["Next update"] == "due 2026-01-05 15:30 UTC"
    await team.moves(minutes=29)
    assert "no update is needed now" in team.said(room)[-1]
    await team.moves(minutes=1)
    assert "2026-01-05 15:30 UTC" in team.said(room)[-1]


async def test_two_who_click_not_needed_leave_out_one_update(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander me", room)
    await team.ann.asks("skip roles two of us are enough", room)
    await team.ann.asks("snooze checkpoint 24h", room)
    await team.moves(minutes=30)
    [reminder] = [post for post in room.posts if "has been due since" in post.words]
    for each in (team.ann, team.bo):
        await each.clicks("Not needed", reminder)

    assert await team.ann.fills(why="nothing is new") == {}
    wrong = await team.bo.fills(why="I say so, too")

    assert "that update is settled. The next one is due at 10:30 (America/New_York)." in wrong["why"]
    assert team.facts(room)["Next update"] == "due 2026-01-05 15:30 UTC"
    assert [line for line in team.said(room) if "so, too" in line] == []


async def test_a_misspelt_reminder_is_no_reason(team: Team) -> None:
    room = await team.declared()
    said = team.said(room)

    told = await team.ann.asks("skip handof Bo leaves at six", room)

    assert "“handof” is none of the reminders, which are update, commander, roles, checkpoint," in told
    assert "Did you mean `handoff`?\nFor example: `/incident skip handoff <reason>`" in told
    for words in ("skip because we wait", "skip INC-1 nothing is new", "skip the vendor works on it"):
        told = await team.ann.asks(words, room)
        assert "is none of the reminders" in told
        assert "skip update <reason>" in told
        assert team.ann.person.view is None
    assert team.said(room) == said
    assert team.facts(room)["Next update"] == "due 2026-01-05 15:00 UTC"

    await team.ann.asks("skip", room)
    assert "The update of *INC-1* that is due 2026-01-05 15:00 UTC is left out." in team.ann.form()


async def test_nobody_leaves_out_the_updates_of_a_whole_night(team: Team) -> None:
    room = await team.declared()
    await team.moves(minutes=2)
    assert "is left out" in await team.ann.asks("skip update the vendor works on it", room)
    assert "no update is needed now" in team.said(room)[-1]

    for words in ("skip update INC-1 we sleep until the morning", "skip update INC-1", "skip INC-1"):
        told = await team.bo.asks(words)
        assert "the next update of INC-1 is not owed before 2026-01-05 15:30 UTC as it is." in told
        assert team.bo.person.view is None
    assert team.facts(room)["Next update"] == "due 2026-01-05 15:30 UTC"


async def test_what_is_not_needed_is_silent_until_there_is_another_reason(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("snooze update 24h", room)
    await team.ann.asks("skip roles nobody else is awake", room)

    told = await team.ann.asks("skip commander because we all look at it together", room)

    silent = "silent until it has had a commander and loses them, or the severity changes."
    assert told == f"The commander reminder of *INC-1* is {silent}"
    assert team.said(room)[-1] == (
        f"@ann says that the commander reminder is not needed. It is {silent}\n> we all look at it together"
    )
    said = len(team.said(room))
    await team.moves(minutes=60)
    assert len(team.said(room)) == said

    await team.ann.asks("assign commander @bo", room)
    await team.ann.asks("unassign commander", room)
    await team.moves(minutes=5)
    assert "has had no commander since" in team.said(room)[-1]


async def test_another_severity_wakes_what_was_kept_quiet(team: Team) -> None:
    room = await team.declared("checkout is slow sev2")
    await team.ann.asks("skip commander we all look at it", room)
    await team.ann.asks("severity sev1 it is down", room)

    await team.moves(minutes=5)

    assert "has had no commander since" in team.said(room)[-1]


async def test_what_was_said_not_to_be_needed_cannot_be_said_twice(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("skip commander we all look at it", room)

    for words in ("skip commander INC-1 we do", "snooze commander 10m INC-1"):
        told = await team.bo.asks(words)
        assert "@ann said that the commander reminder is not needed, so it is silent." in told
    assert len(team.said(room)) == 1


async def test_nothing_is_left_out_of_what_is_over(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("resolve --confirmed", room)

    for words in ("skip", "skip update why not", "snooze", "snooze update until", "snooze commander 1h"):
        told = await team.ann.asks(words, room)
        assert re.search(
            r"INC-1 is resolved, so (there is nothing to snooze|nobody is reminded of that)\.", told
        )
        assert team.ann.person.view is None
    team.expectations.allows("*INC-1 is resolved*")
    team.said(room)
