"""Messages that are left with Slack: found again, taken back, and posted when nobody takes them back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from incident_bot.clock import MovedClock
from incident_bot.errors import GiveUp, Retry
from incident_bot.sandbox import Sandbox
from incident_bot.slack.client import Slack
from incident_bot.slack.scheduled import FURTHEST


@pytest.fixture
async def slack(sandbox: Sandbox) -> AsyncIterator[Slack]:
    made = Slack(sandbox.app.bot_token, sandbox.api_url)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def general(sandbox: Sandbox) -> str:
    return sandbox.channel("general").id


@pytest.fixture
def soon(moved_clock: MovedClock) -> datetime:
    return moved_clock() + timedelta(minutes=5, seconds=1, microseconds=250_000)


def said(sandbox: Sandbox) -> list[str]:
    return [post.text for post in sandbox.channel("general").posts]


async def test_it_is_posted_when_its_time_has_come(
    slack: Slack, sandbox: Sandbox, general: str, soon: datetime, moved_clock: MovedClock
) -> None:
    assert await slack.schedule(general, "*INC-1* is late", soon)
    moved_clock.move_to(soon - timedelta(seconds=1))
    assert await slack.find_scheduled(general, soon, "*INC-1*")
    assert said(sandbox) == []

    moved_clock.move_to(soon)

    assert await slack.find_scheduled(general, soon, "*INC-1*") is None
    assert said(sandbox) == ["*INC-1* is late"]


async def test_what_is_taken_back_is_not_posted_and_may_be_taken_back_again(
    slack: Slack, sandbox: Sandbox, general: str, soon: datetime, moved_clock: MovedClock
) -> None:
    left = await slack.schedule(general, "*INC-1* is late", soon)
    assert left is not None
    for _ in range(2):
        await slack.unschedule(general, left)
    moved_clock.move_to(soon)
    assert await slack.find_scheduled(general, soon, "*INC-1*") is None
    assert said(sandbox) == []


async def test_it_is_told_from_others_by_its_second_and_its_words(
    slack: Slack, sandbox: Sandbox, general: str, soon: datetime
) -> None:
    second = timedelta(seconds=1)
    left = {
        (number, at): await slack.schedule(general, f"@ann: *INC-{number}* is late", at)
        for number in (1, 10)
        for at in (soon - second, soon, soon + second)
    }
    assert len(set(left.values())) == 6
    for (number, at), scheduled in left.items():
        assert await slack.find_scheduled(general, at, f"*INC-{number}*") == scheduled
    assert await slack.find_scheduled(general, soon + 2 * second, "*INC-1*") is None
    assert await slack.find_scheduled(sandbox.channel("random").id, soon, "*INC-1*") is None


async def test_many_at_one_moment_are_looked_through(slack: Slack, general: str, soon: datetime) -> None:
    left = [await slack.schedule(general, f"*INC-{number}*", soon) for number in range(30)]
    assert [await slack.find_scheduled(general, soon, f"*INC-{number}*") for number in range(30)] == left


async def test_more_than_slack_takes_is_refused(slack: Slack, general: str, soon: datetime) -> None:
    for number in range(30):
        await slack.schedule(general, f"*INC-{number}*", soon)
    with pytest.raises(GiveUp, match="restricted_too_many"):
        await slack.schedule(general, "*INC-30*", soon)


async def test_what_is_over_or_too_far_away_is_not_left(
    slack: Slack, general: str, moved_clock: MovedClock
) -> None:
    for at in (moved_clock(), moved_clock() + FURTHEST + timedelta(seconds=1)):
        assert await slack.schedule(general, "*INC-1*", at) is None


async def test_it_stands_in_a_thread(
    slack: Slack, sandbox: Sandbox, general: str, soon: datetime, moved_clock: MovedClock
) -> None:
    parent = await sandbox.person("ann").says("look", "general")
    assert await slack.schedule(general, "*INC-1* is late", soon, thread=parent)
    moved_clock.move_to(soon)
    await slack.find_scheduled(general, soon, "")
    assert [reply.text for reply in sandbox.channel("general").replies(parent)] == ["*INC-1* is late"]


async def test_a_room_that_is_gone_has_nothing_to_take_back(slack: Slack, soon: datetime) -> None:
    await slack.unschedule("C0GONE000", "Q0000")
    assert await slack.find_scheduled("C0GONE000", soon, "*INC-1*") is None
    with pytest.raises(GiveUp, match="channel_not_found"):
        await slack.schedule("C0GONE000", "*INC-1*", soon)


async def test_a_lost_answer_is_looked_for(
    slack: Slack, sandbox: Sandbox, general: str, soon: datetime
) -> None:
    sandbox.faults.next("chat.scheduleMessage", "lost_answer")
    with pytest.raises(Retry):
        await slack.schedule(general, "*INC-1* is late", soon)
    [there] = sandbox.workspace.app.scheduled
    assert await slack.find_scheduled(general, soon, "*INC-1*") == there
