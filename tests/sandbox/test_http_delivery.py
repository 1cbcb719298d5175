"""Signed HTTP, whatever the workspace's clock says."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from slack_bolt.async_app import AsyncAck

from incident_bot.sandbox import Sandbox

from .bots import Bot
from .conftest import Clock


@pytest.fixture
async def served(sandbox: Sandbox) -> AsyncIterator[Bot]:
    """A Bolt app over HTTP, which refuses signatures that are five minutes from the machine's clock."""
    made = Bot(sandbox)
    await made.listen()
    yield made
    await made.close()


@pytest.mark.parametrize("days", [-400, 0, 1, 4000])
async def test_the_clock_may_be_moved_as_far_as_one_likes(
    sandbox: Sandbox, served: Bot, clock: Clock, days: int
) -> None:
    @served.app.command("/incident")
    async def answer(ack: AsyncAck) -> None:
        await ack("Heard.")

    served.collect("message")
    await served.client.conversations_join(channel="C0GENERAL")
    clock.time += days * 86_400
    ann = sandbox.person("ann")
    reply = await ann.commands("/incident", "general")
    assert (reply.text, reply.error) == ("Heard.", None)
    await ann.says("hello", "general")
    assert [event["text"] for event in served.events if "subtype" not in event] == ["hello"]
