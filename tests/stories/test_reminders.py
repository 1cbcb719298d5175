"""Reminders: what is owed is said when it is owed, once, to the right person, and never when it is not."""

from __future__ import annotations

from .own_settings import reminded_only_of
from .team import Team

QUIETING = "Snooze 10 min Snooze 30 min Snooze 60 min Snooze until… Not needed"
UPDATES = reminded_only_of("update_due", "update_overdue")
COMMANDERS = reminded_only_of("no_commander")


def no_commander(since: str, again: str, whom: str = "PING @here") -> str:
    """Times without their day."""
    return (
        f"{whom} *INC-1* has had no commander since 2026-01-05 {since} UTC. Who takes it? "
        f"If nobody does, I ask again at 2026-01-05 {again} UTC.\nTake commander {QUIETING}"
    )


def update_due(whom: str, since: str, again: str, last: str = "There has been none yet.") -> str:
    return (
        f"{whom}, an update on *INC-1* has been due since 2026-01-05 {since} UTC. {last} "
        f"If it does not come, I ask again at 2026-01-05 {again} UTC.\nUpdate now {QUIETING}"
    )


def overdue(whom: str, due: str, late: int, again: str) -> str:
    return (
        f"{whom}, the update on *INC-1* that was due 2026-01-05 {due} UTC has not come: "
        f"it is {late} min late. "
        f"If it does not come, I ask again at 2026-01-05 {again} UTC.\nUpdate now {QUIETING}"
    )


@COMMANDERS
async def test_a_bad_incident_without_a_commander_asks_for_one_after_five_minutes(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.moves(minutes=4.9)
    assert team.said(room) == []

    await team.moves(minutes=0.1)

    assert team.said(room) == [no_commander("14:30", "14:40")]
    await team.moves(minutes=4)
    assert len(team.said(room)) == 1
    await team.moves(minutes=1)
    assert team.said(room)[1:] == [no_commander("14:30", "14:45")]


@COMMANDERS
async def test_taking_command_from_the_reminder_ends_it(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.moves(minutes=5)
    [reminder] = [post for post in room.posts if "has had no commander" in post.words]

    assert await team.ann.clicks("Take commander", reminder) == "@ann is now commander of *INC-1*."

    await team.moves(minutes=20)
    assert len(team.said(room)) == 2


@UPDATES
async def test_an_update_is_due_after_half_an_hour_and_then_overdue_again_and_again(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.moves(minutes=29.9)
    assert team.said(room) == []
    await team.moves(minutes=0.1)

    assert team.said(room) == [update_due("@ann", "15:00", "15:05")]
    for _ in range(30):
        await team.moves(minutes=1)
    assert team.said(room)[1:] == [
        overdue("@ann", "15:00", late, again) for late, again in ((5, "15:15"), (15, "15:25"), (25, "15:35"))
    ]


@UPDATES
async def test_the_update_is_asked_of_the_commander_or_better_of_comms(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("assign commander @bo", room)
    await team.moves(minutes=30)
    await team.ann.asks("update rolling back", room)
    await team.ann.asks("assign comms @chi", room)
    await team.moves(minutes=30)
    await team.moves(minutes=5)

    assert len(team.under(team.announcement())) == 1
    assert [line for line in team.said(room) if "If it does not come" in line] == [
        update_due("@bo", "15:00", "15:05"),
        update_due("@chi", "15:30", "15:35", "The last one was 2026-01-05 15:00 UTC."),
        overdue("@bo", "15:30", 5, "15:45").replace("late. ", "late. @chi is to write it. "),
    ]


@UPDATES
async def test_an_update_starts_the_half_hour_anew(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("assign commander me", room)
    await team.moves(minutes=20)
    await team.ann.asks("update rolling back", room)
    quiet = len(team.said(room))
    await team.moves(minutes=29)
    assert len(team.said(room)) == quiet

    await team.moves(minutes=1)

    assert team.said(room)[quiet:] == [
        update_due("@ann", "15:20", "15:25", "The last one was 2026-01-05 14:50 UTC.")
    ]
    assert team.under(team.announcement()) == team.said(room)[quiet - 1 : quiet]


@UPDATES
async def test_an_update_from_the_reminder_by_form(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("assign commander me", room)
    await team.moves(minutes=30)
    [reminder] = [post for post in room.posts if "has been due since" in post.words]

    await team.ann.clicks("Update now", reminder)
    await team.ann.fills(text="rolling back")

    assert team.said(room)[-1] == ("*Update* by @ann: rolling back\nNext update due 2026-01-05 15:30 UTC.")
    assert team.under(team.announcement()) == team.said(room)[-1:]


@UPDATES
async def test_a_snoozed_reminder_comes_back_when_the_snooze_is_over(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("assign commander me", room)
    await team.moves(minutes=30)
    [reminder] = [post for post in room.posts if "has been due since" in post.words]

    told = await team.ann.clicks("Snooze 10 min", reminder)

    assert told == "The update reminder of *INC-1* is quiet until 2026-01-05 15:10 UTC. It comes again then."
    assert team.said(room)[-1] == "@ann snoozed the update reminder until 2026-01-05 15:10 UTC."
    said = len(team.said(room))
    await team.moves(minutes=9)
    assert len(team.said(room)) == said
    await team.moves(minutes=1)
    assert team.said(room)[said:] == [update_due("@ann", "15:00", "15:15")]
    await team.moves(minutes=5)
    assert team.said(room)[said + 1 :] == [overdue("@ann", "15:00", 15, "15:25")]


@UPDATES
async def test_a_snooze_delays_one_reminder_and_leaves_the_cadence_alone(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    for _ in range(3):
        await team.moves(minutes=20)
        await team.ann.asks("update rolling back", room)
        await team.ann.asks("snooze update 20m", room)
    quiet = len(team.said(room))
    await team.moves(minutes=29)
    assert len(team.said(room)) == quiet
    await team.moves(minutes=1)

    assert len(team.under(team.announcement())) == 3
    assert team.said(room)[quiet:] == [
        update_due("@ann", "16:00", "16:05", "The last one was 2026-01-05 15:30 UTC.")
    ]


@UPDATES
async def test_deleting_a_reminder_by_hand_changes_nothing(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.moves(minutes=30)
    [reminder] = [post for post in room.posts if "has been due since" in post.words]
    team.expectations.expects(reminder)

    await team.ann.deletes(reminder.ts, room)

    for _ in range(4):
        await team.moves(minutes=1)
    assert team.said(room) == []
    await team.moves(minutes=1)
    assert team.said(room) == [overdue("@ann", "15:00", 5, "15:15")]


@COMMANDERS
async def test_nobody_is_reminded_of_what_is_over(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("resolve --confirmed", room)
    resolved = len(team.said(room))
    await team.moves(minutes=300)
    assert len(team.said(room)) == resolved

    await team.ann.asks("reopen", room)
    await team.moves(minutes=5)

    assert team.said(room)[resolved + 1 :] == [no_commander("19:30", "19:40")]
    assert team.under(team.announcement()) == [team.said(room)[0], team.said(room)[resolved]]


@UPDATES
async def test_a_mild_incident_is_owed_no_updates(team: Team) -> None:
    await team.ann.asks("declare a typo on the help page sev4")
    await team.ann.asks("assign commander me INC-1")
    await team.moves(minutes=60 * 24 * 7)

    assert team.under(team.announcement())[1:] == ["@ann is now *commander*."]


@reminded_only_of("update_due", "no_commander")
async def test_without_a_room_the_thread_is_reminded_and_nobody_but_the_declarer_is_called(
    team: Team,
) -> None:
    await team.ann.asks("declare a typo on the help page sev4")
    await team.ann.asks("next in 30m INC-1")

    await team.moves(minutes=30)
    await team.moves(minutes=90)

    update_promised = (
        "@ann, an update on *INC-1* was set for 2026-01-05 15:00 UTC. There has been none yet.\n"
        f"Update now {QUIETING}"
    )
    assert set(team.under(team.announcement())[1:]) == {
        "@ann promises the next update for 2026-01-05 15:00 UTC.",
        update_promised,
        no_commander("14:30", "18:30", whom="@ann,"),
    }
    assert len(team.announcements()) == 1


async def test_a_drill_reminds_too_and_says_what_it_is(team: Team) -> None:
    await team.ann.asks("declare checkout is failing sev1 --drill")

    await team.moves(minutes=5)

    assert team.said(team.rooms[-1]) == [no_commander("14:30", "14:40") + "\n*This is a drill.*"]


async def test_an_hour_may_be_a_capital_letter(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")

    told = await team.ann.asks("snooze update 2H", room)

    assert told == "The update reminder of *INC-1* is quiet until 2026-01-05 16:30 UTC. It comes again then."
    assert team.said(room) == ["@ann snoozed the update reminder until 2026-01-05 16:30 UTC."]


async def test_a_reminder_that_nobody_would_get_cannot_be_snoozed(team: Team) -> None:
    await team.ann.asks("declare a typo on the help page sev4")
    await team.ann.asks("assign commander me INC-1")
    wrong = {
        "update 1h": "no update of INC-1 is owed at SEV-4.",
        "commander 1h": "INC-1 has a commander, so nobody is asked for one.",
    }

    for words, problem in wrong.items():
        assert await team.ann.asks(f"snooze {words} INC-1") == (
            f"You want to keep a reminder quiet, but {problem}\n"
            "For example: `/incident reminders INC-1`\n"
            "Nothing was changed."
        )
    assert team.under(team.announcement())[1:] == ["@ann is now *commander*."]


@UPDATES
async def test_a_worse_severity_asks_sooner(team: Team) -> None:
    room = await team.declared("checkout is slow sev3")
    await team.ann.asks("assign commander me", room)
    await team.moves(minutes=45)
    assert len(team.said(room)) == 1

    await team.ann.asks("severity sev1 it is down", room)
    await team.moves(minutes=0)

    assert team.said(room)[2:] == [update_due("@ann", "15:00", "15:20")]
    await team.moves(minutes=5)
    assert team.said(room)[3:] == [overdue("@ann", "15:00", 20, "15:30")]


@UPDATES
async def test_whatever_was_missed_while_the_bot_was_away_is_said_once(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("assign commander me", room)

    await team.is_without_its_bot(minutes=30 * 7 + 7)
    await team.moves(minutes=0)

    late = "_This reminder is 2 min late: it was due 2026-01-05 18:05 UTC, and 18 before it were missed._"
    assert team.said(room)[1:] == [
        f"{overdue('@ann', '15:00', 185, '18:15')}\n{late}".replace("185", "3 h 5")
    ]
    await team.moves(minutes=1)
    assert len(team.said(room)) == 2


@COMMANDERS
async def test_two_ticks_at_the_same_moment_remind_once(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")

    await team.moves(minutes=5, ticks=5)

    assert team.said(room) == [no_commander("14:30", "14:40")]
