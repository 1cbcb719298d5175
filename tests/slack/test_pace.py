"""How fast messages come into one channel, once Slack said that they come too fast."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from incident_bot.clock import MovedClock
from incident_bot.errors import Retry
from incident_bot.sandbox import Sandbox
from incident_bot.slack.client import Slack
from incident_bot.slack.message import Message

MANY = 20


@pytest.fixture
async def slack(sandbox: Sandbox) -> AsyncIterator[Slack]:
    made = Slack(sandbox.app.bot_token, sandbox.api_url)
    await made.start()
    sandbox.limits.enabled = True
    yield made
    await made.stop()


def refused(sandbox: Sandbox) -> int:
    """How often Slack said that it was too fast."""
    return sum(entry["status"] == 429 for entry in sandbox.journal.calls("chat.postMessage"))


async def post(slack: Slack, channel: str, number: int) -> float:
    """Seconds that this message has to wait; 0 when it was posted."""
    try:
        await slack.post(channel, Message(f"number {number}"), key=f"key {number}")
    except Retry as told:
        return math.inf if told.after is None else told.after
    return 0


async def all_posted(slack: Slack, channel: str, clock: MovedClock, waits: list[float]) -> list[datetime]:
    """Everybody comes again when they were told to; when they were posted."""
    began = clock()
    comes = {n: began + timedelta(seconds=wait) for n, wait in enumerate(waits) if wait}
    posted = [began] * waits.count(0)
    while comes:
        number = min(comes, key=lambda each: comes[each])
        clock.move_to(comes.pop(number))
        if wait := await post(slack, channel, number):
            comes[number] = clock() + timedelta(seconds=wait)
        else:
            posted.append(clock())
    return posted


async def test_who_was_too_fast_comes_one_a_second_and_nobody_is_refused_again(
    slack: Slack, sandbox: Sandbox, moved_clock: MovedClock
) -> None:
    channel, began = sandbox.channel("general").id, moved_clock()
    waits = await asyncio.gather(*(post(slack, channel, n) for n in range(MANY)))
    too_many = refused(sandbox)
    assert len({wait for wait in waits if wait}) == MANY - waits.count(0)

    posted = await all_posted(slack, channel, moved_clock, list(waits))

    assert refused(sandbox) == too_many
    assert posted[-1] - began <= timedelta(seconds=MANY)
    said = [message.text for message in sandbox.channel("general").posts]
    assert sorted(said) == sorted(f"number {n}" for n in range(MANY))


async def test_whoever_comes_meanwhile_waits_behind_them_without_asking(
    slack: Slack, sandbox: Sandbox, moved_clock: MovedClock
) -> None:
    channel = sandbox.channel("general").id
    waits = [await post(slack, channel, n) for n in range(5)]
    calls = len(sandbox.journal.calls("chat.postMessage"))
    assert await post(slack, channel, 5) == max(waits) + 1
    assert len(sandbox.journal.calls("chat.postMessage")) == calls


async def test_who_comes_too_early_keeps_the_place(
    slack: Slack, sandbox: Sandbox, moved_clock: MovedClock
) -> None:
    """No job waits so long in one go as a long queue takes."""
    channel = sandbox.channel("general").id
    waits = [await post(slack, channel, n) for n in range(5)]
    last = max(waits)
    moved_clock.move_to(moved_clock() + timedelta(seconds=last - 1))
    assert await post(slack, channel, waits.index(last)) == 1
    assert await post(slack, channel, 5) == 2


async def test_another_channel_is_not_slower(slack: Slack, sandbox: Sandbox, moved_clock: MovedClock) -> None:
    for number in range(5):
        await post(slack, sandbox.channel("general").id, number)
    assert await post(slack, sandbox.channel("random").id, 5) == 0


async def test_the_seconds_that_slack_asks_for_are_kept(
    slack: Slack, sandbox: Sandbox, moved_clock: MovedClock
) -> None:
    channel = sandbox.channel("general").id
    sandbox.faults.next("chat.postMessage", "ratelimited", retry_after=30)
    assert await post(slack, channel, 0) == 30
    moved_clock.move_to(moved_clock() + timedelta(seconds=29))
    assert await post(slack, channel, 1) == 2
    moved_clock.move_to(moved_clock() + timedelta(seconds=1))
    assert await post(slack, channel, 0) == 0


@pytest.mark.parametrize("hours", [-5, 5])
async def test_a_clock_that_is_set_keeps_nobody_waiting(
    slack: Slack, sandbox: Sandbox, moved_clock: MovedClock, hours: int
) -> None:
    sandbox.limits.enabled = False
    sandbox.faults.next("chat.postMessage", "ratelimited", retry_after=30)
    channel = sandbox.channel("general").id
    assert await post(slack, channel, 0) == 30
    moved_clock.move_to(moved_clock() + timedelta(hours=hours))
    assert await post(slack, channel, 1) == 0
