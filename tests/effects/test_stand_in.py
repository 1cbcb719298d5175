"""What is left with Slack in case the bot is down: what it costs, and what becomes of it on bad days."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from incident_bot.clock import MovedClock
from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.faults.kinds import EveryKind
from tests.stories.fixtures import over_socket, working
from tests.stories.team import Team
from tests.stories.test_stand_in import left, reminders

METHODS = ("chat.scheduleMessage", "chat.deleteScheduledMessage", "chat.scheduledMessages.list")


def asked(team: Team) -> list[int]:
    """How often Slack was asked for each."""
    return [len(team.sandbox.journal.calls(method)) for method in METHODS]


@asynccontextmanager
async def standing(
    sandbox: Sandbox, database_url: str, clock: MovedClock, minutes: int
) -> AsyncIterator[Team]:
    own = {"stand_in_minutes": minutes, "off": ["no_commander", "role_vacant", "checkpoint"]}
    async with working(sandbox, over_socket(sandbox, database_url, reminders=own), clock) as team:
        yield team


async def test_it_costs_two_calls_for_each_slot(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with standing(sandbox, database_url, moved_clock, 5) as team:
        room = await team.declared("checkout is failing sev1")
        for _ in range(60):
            await team.moves(minutes=1)
        # 30, 35, 45 and 55 minutes after the start.
        assert len(reminders(team, room)) == 4
        assert asked(team) == [5, 4, 0]


async def test_what_slack_did_not_take_is_tried_again_with_the_next_slot(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with standing(sandbox, database_url, moved_clock, 5) as team:
        team.refuses("chat.scheduleMessage", "restricted_too_many")
        room = await team.declared("checkout is failing sev1")
        for _ in range(44):
            await team.moves(minutes=1)
        assert len(reminders(team, room)) == 2
        # For 30, 35 and 45 minutes after the start. The room heard of it once.
        assert asked(team) == [3, 0, 0]
        assert [line for line in team.said(room) if "in case I am down" in line] == [
            "Something I could not do: leave the next reminder of an update with Slack in case I am down. "
            "Slack takes at most thirty scheduled messages per channel in five minutes. "
            "My own reminders come all the same."
        ]


async def test_it_is_taken_back_once_the_setting_is_off_and_left_when_it_is_on(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with standing(sandbox, database_url, moved_clock, 0) as team:
        room = await team.declared("checkout is failing sev1")
        await team.moves(minutes=0)
    for minutes, stands in ((5, [f"35 min, #{room.name}"]), (10, [f"40 min, #{room.name}"]), (0, [])):
        async with standing(sandbox, database_url, moved_clock, minutes) as team:
            await team.moves(minutes=0)
            assert left(team) == stands


@pytest.mark.parametrize("method", METHODS[:2])
@pytest.mark.parametrize("kind", ["ratelimited", "lost_answer", "dropped", "error500", "refused"])
async def test_a_call_that_fails_once_leaves_one_at_most(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock, method: str, kind: EveryKind
) -> None:
    async with standing(sandbox, database_url, moved_clock, 5) as team:
        room = await team.declared("checkout is failing sev1")
        if method == METHODS[1]:
            await team.moves(minutes=0)
        error = "channel_not_found" if kind == "refused" else None
        sandbox.faults.next(method, kind, error=error)
        await team.ann.asks("update rolling back", room)
        for _ in range(5):
            await team.moves(minutes=0.5)
        assert left(team) == ([] if kind == "refused" and method == METHODS[0] else [f"35 min, #{room.name}"])


async def test_it_waits_until_the_bots_own_is_there(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with standing(sandbox, database_url, moved_clock, 5) as team:
        room = await team.declared("checkout is failing sev1")
        await team.moves(minutes=0)
        team.fails("chat.postMessage", "error500")
        await team.moves(minutes=30)
        await team.moves(minutes=0)
        assert reminders(team, room) == []
        assert left(team) == [f"35 min, #{room.name}"]

        await team.moves(minutes=1)
        assert len(reminders(team, room)) == 1
        await team.moves(minutes=0)
        assert left(team) == [f"40 min, #{room.name}"]


async def test_a_change_while_slack_keeps_us_waiting_is_what_counts_in_the_end(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with standing(sandbox, database_url, moved_clock, 5) as team:
        room = await team.declared("checkout is failing sev1")
        team.fails("chat.scheduleMessage", "lost_answer")
        await team.moves(minutes=0)
        assert left(team) == [f"35 min, #{room.name}"]
        await team.ann.asks("resolve --confirmed", room)
        for _ in range(3):
            await team.moves(minutes=1)
        assert left(team) == []
