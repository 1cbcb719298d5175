"""Silence climbs a ladder: people are called one by one, and the manager hears of updates that stay away."""

from __future__ import annotations

from .own_settings import reminded_only_of
from .team import Team

ANN, BO, CHI, DEE = "U0ANN0000", "U0BO00000", "U0CHI0000", "U0DEE0000"
ONCALL = "S0ONCALL0"
LADDER = [
    {"label": "on-call", "who": [ONCALL], "minutes": 5},
    {"label": "second on-call", "who": [CHI], "minutes": 10},
    {"label": "director", "who": [DEE]},
]
CALLED = reminded_only_of("no_commander", escalation={"ladder": LADDER})
MANAGED = reminded_only_of("update_due", "update_overdue", escalation={"manager": [DEE]})


def asked(called: str, then: str) -> str:
    return (
        "PING @here *INC-1* has had no commander since 2026-01-05 14:30 UTC. Who takes it? "
        f"Calling {called}. If nobody does, {then} UTC.\n"
        "Take commander Snooze 10 min Snooze 30 min Snooze 60 min Snooze until… Not needed"
    )


def called(as_: str, then: str) -> str:
    return (
        "*INC-1* · checkout is failing (SEV-1) has had no commander since 2026-01-05 14:30 UTC, "
        f"and you are called as {as_}. Its room is #incident-20260105-checkout-is-failing. "
        f"If nobody takes command, {then} UTC.\nTake commander"
    )


@CALLED
async def test_one_rung_after_the_other_is_called_in_the_room_and_directly(team: Team) -> None:
    await team.ann.sets_group("oncall", team.bo)
    room = await team.declared("checkout is failing sev1")
    await team.moves(minutes=5)
    second = "second on-call is called at 2026-01-05 14:40"
    assert team.said(room) == [asked("on-call: PING @oncall", second)]
    assert team.bo.direct() == [called("on-call", second)]
    assert team.chi.direct() == []

    await team.moves(minutes=5)
    third = "director is called at 2026-01-05 14:50"
    assert team.said(room)[1:] == [asked("second on-call: @chi", third)]
    assert team.chi.direct() == [called("second on-call", third)]

    await team.moves(minutes=10)
    again = "director is called again at 2026-01-05 14:55"
    assert team.said(room)[2:] == [asked("director: @dee", again)]
    assert (len(team.bo.direct()), len(team.chi.direct())) == (1, 1)
    assert team.dee.direct() == [called("director", again)]


@CALLED
async def test_whoever_is_called_takes_command_from_the_message_and_is_in_the_room(team: Team) -> None:
    await team.ann.sets_group("oncall", team.bo)
    room = await team.declared("checkout is failing sev1")
    await team.moves(minutes=5)
    assert "bo" not in room.members
    assert len(team.bo.direct()) == 1

    await team.bo.clicks_in_direct("Take commander")

    assert "bo" in room.members
    assert team.facts(room)["Commander"] == "@bo"
    assert team.said(room)[1:] == ["@bo is now *commander*."]
    said = len(team.said(room))
    await team.moves(minutes=5)
    await team.moves(minutes=60)
    assert len(team.said(room)) == said
    assert team.chi.direct() == []
    assert len(team.bo.direct()) == 2, "that he is called, and his duties"


@CALLED
async def test_a_ladder_waits_while_the_reminder_is_snoozed(team: Team) -> None:
    await team.ann.sets_group("oncall", team.bo)
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("snooze commander 8m", room)
    await team.moves(minutes=5)
    assert len(team.said(room)) == 1
    await team.moves(minutes=3)

    assert team.said(room)[1:] == [
        asked("on-call: PING @oncall", "second on-call is called at 2026-01-05 14:40")
    ]
    assert len(team.bo.direct()) == 1
    await team.moves(minutes=2)
    assert len(team.chi.direct()) == 1
    assert len(team.said(room)) == 3


@CALLED
async def test_after_downtime_everybody_who_would_have_been_called_is_called_at_once(team: Team) -> None:
    await team.ann.sets_group("oncall", team.bo)
    room = await team.declared("checkout is failing sev1")
    await team.moves(minutes=1)
    await team.is_without_its_bot(minutes=12)
    await team.moves(minutes=0)

    third = "director is called at 2026-01-05 14:50"
    late = "_This reminder is 3 min late: it was due 2026-01-05 14:40 UTC, and 1 before it was missed._"
    both = asked("on-call: PING @oncall. Calling second on-call: @chi", third)
    assert team.said(room) == [f"{both}\n{late}"]
    direct = called("", third).replace("called as .", "called.")
    assert team.bo.direct() == team.chi.direct() == [f"{direct}\n{late}"]
    assert team.dee.direct() == []

    await team.moves(minutes=1)
    assert len(team.said(room)) == 1
    await team.moves(minutes=6)
    assert [len(each.direct()) for each in (team.bo, team.chi, team.dee)] == [1, 1, 1]
    assert team.said(room)[1:] == [asked("director: @dee", "director is called again at 2026-01-05 14:55")]


@CALLED
async def test_after_long_downtime_the_whole_ladder_is_called_and_then_its_top(team: Team) -> None:
    await team.ann.sets_group("oncall", team.bo)
    room = await team.declared("checkout is failing sev1")
    await team.moves(minutes=3)
    await team.is_without_its_bot(minutes=19)
    await team.moves(minutes=0)

    [said] = team.said(room)
    assert "Calling on-call: PING @oncall. Calling second on-call: @chi. Calling director: @dee." in said
    assert "it was due 2026-01-05 14:50 UTC, and 2 before it were missed." in said
    assert [len(each.direct()) for each in (team.bo, team.chi, team.dee)] == [1, 1, 1]
    await team.moves(minutes=5)
    assert [len(each.direct()) for each in (team.bo, team.chi, team.dee)] == [1, 1, 2]
    assert len(team.said(room)) == 2


@CALLED
async def test_a_worse_severity_begins_with_the_lowest_rung(team: Team) -> None:
    """However long nobody commanded: the first to be called is whoever is on call."""
    await team.ann.sets_group("oncall", team.bo)
    room = await team.declared("checkout is slow sev3")
    await team.moves(minutes=25)
    await team.ann.asks("severity sev1 it is down", room)
    await team.moves(minutes=0)

    assert team.said(room)[1:] == [
        asked("on-call: PING @oncall", "second on-call is called at 2026-01-05 15:00")
    ]
    assert "INC-1* · checkout is slow (SEV-1) has had no commander since" in team.bo.direct()[0]


@CALLED
async def test_a_drill_calls_nobody_and_says_whom_it_would_call(team: Team) -> None:
    await team.ann.sets_group("oncall", team.bo)
    await team.ann.asks("declare checkout is failing sev1 --drill")
    await team.moves(minutes=5)

    [said] = team.said(team.rooms[-1])
    assert "Now I would call on-call. If nobody does, second on-call would be called at " in said
    assert "oncall" not in said
    assert team.bo.direct() == []


@CALLED
async def test_of_a_private_incident_only_who_is_in_its_room_is_called(team: Team) -> None:
    await team.ann.sets_group("oncall", team.bo, team.chi)
    room = await team.declared("somebody reads our mail sev1 --private")
    await team.ann.invites(room, team.chi)
    await team.moves(minutes=5)

    [said] = team.said(room)
    assert "Calling on-call: PING @oncall – but only who is in this room can know of it." in said
    assert team.bo.direct() == []
    assert len(team.chi.direct()) == 1
    await team.moves(minutes=5)
    assert len(team.chi.direct()) == 2
    await team.moves(minutes=10)
    assert team.dee.direct() == []
    assert (len(team.chi.direct()), len(team.said(room))) == (2, 3)


@MANAGED
async def test_the_manager_hears_each_third_time_that_an_update_is_overdue(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("assign commander @bo", room)
    heard = []
    for _ in range(70):
        await team.moves(minutes=1)
        heard.append(len(team.dee.direct()))
    late = [line.split("late. ")[1].split("\n")[0] for line in team.said(room) if "min late" in line]

    at = "at 2026-01-05 {} UTC"
    ask = f"I ask again {at}, and the manager hears of it {at}."
    assert late[:4] == [
        f"If it does not come, {ask.format('15:15', '15:25')}",
        f"If it does not come, the manager hears of it {at.format('15:25')}.",
        f"Calling the manager: @dee. If it does not come, {ask.format('15:35', '15:55')}",
        f"If it does not come, {ask.format('15:45', '15:55')}",
    ]
    assert [heard.index(count) + 1 for count in (1,)] == [55]
    assert team.dee.direct() == [
        "*INC-1* · checkout is failing (SEV-1): the update that was due 2026-01-05 15:00 UTC has not come, "
        "it is 25 min late. @bo commands. Its room is #incident-20260105-checkout-is-failing. "
        f"If it does not come, I ask again {at.format('15:35')}, and you hear of it again "
        f"{at.format('15:55')}.\nUpdate now"
    ]
    team.expectations.allows("has been due since")


@MANAGED
async def test_an_update_ends_it_and_begins_anew(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    for minutes in (30, 5, 10):
        await team.moves(minutes=minutes)
    await team.ann.asks("update rolling back", room)
    said = len(team.said(room))
    for minutes in (10, 10, 9):
        await team.moves(minutes=minutes)
    assert len(team.said(room)) == said
    for minutes in (1, 5, 10):
        await team.moves(minutes=minutes)
    assert team.dee.direct() == []
    await team.moves(minutes=10)
    assert len(team.dee.direct()) == 1
    assert len(team.said(room)) == said + 4
    assert len(team.under(team.announcement())) == 1


@MANAGED
async def test_the_manager_hears_after_downtime_of_what_was_due_meanwhile(team: Team) -> None:
    """The third time falls into it; the fourth is the one that is said."""
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("assign commander @bo", room)
    for minutes in (30, 5, 10):
        await team.moves(minutes=minutes)
    assert team.dee.direct() == []
    await team.is_without_its_bot(minutes=22)
    await team.moves(minutes=0)

    [heard] = team.dee.direct()
    assert "the update that was due 2026-01-05 15:00 UTC has not come, it is 35 min late." in heard
    assert "and you hear of it again at 2026-01-05 15:55 UTC." in heard
    assert "it was due 2026-01-05 15:35 UTC, and 1 before it was missed." in heard
    assert "Calling the manager: @dee." in team.said(room)[-1]
    await team.moves(minutes=8)
    assert len(team.dee.direct()) == 1
    await team.moves(minutes=10)
    assert len(team.dee.direct()) == 2
    team.expectations.allows("has not come: it is")


@MANAGED
async def test_a_drill_tells_no_manager(team: Team) -> None:
    await team.ann.asks("declare checkout is failing sev1 --drill")
    for minutes in (30, 5, 10, 10):
        await team.moves(minutes=minutes)

    said = team.said(team.rooms[-1])
    assert "Now I would call the manager." in said[-1]
    assert "the manager would hear of it at 2026-01-05 15:25 UTC" in said[-2]
    assert team.dee.direct() == []
    assert len(said) == 4


@CALLED
async def test_a_lost_room_hears_nothing_until_it_returns_and_people_are_called_all_the_same(
    team: Team,
) -> None:
    await team.ann.sets_group("oncall", team.bo)
    room = await team.declared("checkout is failing sev1")
    await team.ann.archives(room)
    [lost] = team.ann.direct()
    assert "its room #incident-20260105-checkout-is-failing was archived" in lost
    await team.moves(minutes=5)
    await team.moves(minutes=5)
    assert team.said(room) == []
    its_room = "Its room is #incident-20260105-checkout-is-failing."
    on_call = called("on-call", "second on-call is called at 2026-01-05 14:40")
    assert team.bo.direct() == [on_call.replace(its_room, "It has no room at the moment.")]
    assert len(team.chi.direct()) == 1

    await team.ann.unarchives(room)
    await team.ann.brings_the_bot(room)
    await team.moves(minutes=10)

    assert "Calling director" in team.said(room)[-1]
    assert len(team.dee.direct()) == 1
