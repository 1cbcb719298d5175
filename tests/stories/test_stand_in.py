"""A message that is left with Slack: people are asked for an update also while the bot is down."""

from __future__ import annotations

import re

from incident_bot.sandbox.rooms import Room

from .own_settings import with_settings
from .reading import read
from .team import Team

five_minutes_later = with_settings(
    reminders={"stand_in_minutes": 5, "off": ["no_commander", "role_vacant", "checkpoint"]}
)


def left(team: Team) -> list[str]:
    """What Slack is to say later, by the minute after the start of the story, and the place."""
    scheduled = sorted(team.sandbox.workspace.app.scheduled.values(), key=lambda each: each.post_at)
    began = 14 * 60 + 30
    return [
        f"{each.post_at % 86400 // 60 - began} min, #{team.sandbox.channel_by_id(each.message.channel).name}"
        f"{' in the thread' if each.message.thread_ts else ''}"
        for each in scheduled
    ]


def stand_ins(team: Team, room: Room) -> list[str]:
    """What Slack said there in the bot's place."""
    return [line for line in team.said(room) if "in case I am down" in line]


def reminders(team: Team, room: Room) -> list[str]:
    """What the bot said itself."""
    return [line for line in team.said(room) if "update on *INC-1*" in line and "in case" not in line]


async def led(team: Team, words: str = "checkout is failing sev1") -> Room:
    """An incident with a commander, when the bot has looked at it."""
    room = await team.declared(words)
    # What follows from what people do here is read in other stories.
    team.expectations.allows(
        re.compile(r"is now \*|^\*Update\*|snoozed the|is resolved|is open again|SEV-|^Thank you")
    )
    await team.ann.asks("assign commander @bo", room)
    await team.moves(minutes=0)
    return room


@five_minutes_later
async def test_slack_asks_for_the_update_while_the_bot_is_down(team: Team) -> None:
    room = await led(team)
    assert left(team) == [f"35 min, #{room.name}"]

    await team.is_without_its_bot(minutes=38)

    assert stand_ins(team, room) == [
        "@bo, an update on *INC-1* was due 2026-01-05 15:00 UTC. "
        "This message was left with Slack in case I am down: I have not taken it back, "
        "so please look after it yourselves."
    ]
    await team.moves(minutes=0)
    [late] = reminders(team, room)
    assert "This reminder is 3 min late: it was due 2026-01-05 15:05 UTC" in late
    await team.moves(minutes=0)
    assert left(team) == [f"50 min, #{room.name}"]


@five_minutes_later
async def test_nobody_sees_it_as_long_as_the_bot_is_there(team: Team) -> None:
    room = await led(team)
    for minute in range(1, 61):
        await team.moves(minutes=1, ticks=2)
        assert len(left(team)) == 1, minute

    assert stand_ins(team, room) == []
    assert len(reminders(team, room)) == 4
    assert left(team) == [f"70 min, #{room.name}"]


@five_minutes_later
async def test_an_update_moves_it(team: Team) -> None:
    room = await led(team)
    await team.moves(minutes=20)
    await team.ann.asks("update rolling back", room)

    await team.moves(minutes=0)

    assert left(team) == [f"55 min, #{room.name}"]
    assert len(reminders(team, room)) == 0


@five_minutes_later
async def test_a_higher_severity_draws_it_nearer(team: Team) -> None:
    room = await led(team, "checkout is slow sev3")
    assert left(team) == [f"125 min, #{room.name}"]

    await team.ann.asks("severity sev1 it is worse", room)
    await team.moves(minutes=0)

    assert left(team) == [f"35 min, #{room.name}"]


@five_minutes_later
async def test_a_snooze_moves_it(team: Team) -> None:
    room = await led(team)
    await team.moves(minutes=29)
    await team.ann.asks("snooze update 30m", room)

    await team.moves(minutes=0)

    assert left(team) == [f"64 min, #{room.name}"]


@five_minutes_later
async def test_it_calls_whoever_is_to_write_the_update_now(team: Team) -> None:
    room = await led(team)
    await team.ann.asks("assign comms @chi", room)
    await team.moves(minutes=0)

    [scheduled] = team.sandbox.workspace.app.scheduled.values()
    assert read(team.sandbox, scheduled.message.text).startswith("@chi, an update on *INC-1* was due")
    assert left(team) == [f"35 min, #{room.name}"]


@five_minutes_later
async def test_the_end_of_the_incident_cancels_it_and_reopening_brings_it_back(team: Team) -> None:
    room = await led(team)
    await team.ann.asks("resolve --confirmed", room)
    await team.moves(minutes=0)
    assert left(team) == []

    await team.moves(minutes=10)
    await team.ann.asks("reopen", room)
    await team.moves(minutes=0)

    assert len(left(team)) == 1


@five_minutes_later
async def test_where_an_incident_has_no_room_it_stands_in_its_thread(team: Team) -> None:
    await team.ann.asks("declare checkout is failing sev4")
    await team.moves(minutes=0)
    await team.ann.asks("next 30m INC-1")
    await team.moves(minutes=0)
    team.under(team.announcement())

    assert left(team) == ["35 min, #incidents in the thread"]


@five_minutes_later
async def test_that_of_a_drill_says_so(team: Team) -> None:
    await team.ann.asks("declare --drill checkout is failing sev1")
    await team.moves(minutes=0)

    team.card(team.rooms[-1])
    [scheduled] = team.sandbox.workspace.app.scheduled.values()
    assert scheduled.message.text.endswith("\nThis is a drill.")


@five_minutes_later
async def test_a_room_that_was_archived_by_hand_takes_it_back(team: Team) -> None:
    room = await led(team)
    await team.ann.archives(room)
    await team.moves(minutes=0)

    assert left(team) == []
    assert len(team.bo.direct()) == 2


async def test_nothing_is_left_with_slack_unless_the_team_wants_it(team: Team) -> None:
    room = await led(team)
    await team.moves(minutes=30)

    assert len(reminders(team, room)) == 1
    assert left(team) == []
