"""Two bots share the deliveries, the jobs and the clock: people notice nothing of it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from incident_bot.app import Bot
from incident_bot.clock import MovedClock
from incident_bot.sandbox import Room, Sandbox
from tests.stories.fixtures import over_socket

MANY = 12


@dataclass
class Pair:
    """Both bots, and the workspace they are in."""

    sandbox: Sandbox
    clock: MovedClock
    bots: tuple[Bot, Bot]

    async def settled(self) -> None:
        """Neither has anything left to do: what one did may have given the other something."""
        for _ in range(2):
            await asyncio.gather(*(bot.runner.idle() for bot in self.bots))

    async def moves(self, minutes: int) -> None:
        """The clock moves, and both notice at the same moment."""
        self.clock.move_to(self.clock() + timedelta(minutes=minutes))
        await asyncio.gather(*(bot.tick() for bot in self.bots))
        for bot in self.bots:
            # What can wait a second for the runner's own look does not have to here.
            bot.runner.nudge()
        await self.settled()

    @property
    def rooms(self) -> list[Room]:
        return [room for room in self.sandbox.channels if room.name.startswith("incident-")]


@pytest.fixture
async def pair(sandbox: Sandbox, database_url: str, moved_clock: MovedClock) -> AsyncIterator[Pair]:
    first, second = (Bot(over_socket(sandbox, database_url)) for _ in range(2))
    await first.start()
    await second.start()
    made = Pair(sandbox, moved_clock, (first, second))
    await made.settled()
    yield made
    await made.settled()
    await asyncio.gather(first.stop(), second.stop())


async def test_each_declaration_gets_one_room_one_card_and_one_announcement(pair: Pair) -> None:
    ann = pair.sandbox.person("ann")
    replies = await asyncio.gather(
        *(ann.types(f"/incident declare service {n} is down sev1", "general") for n in range(MANY))
    )
    await pair.settled()

    assert all("is declared" in reply.text for reply in replies)
    assert len(pair.rooms) == MANY
    for room in pair.rooms:
        assert [post.ts for post in room.posts] == [pin.ts for pin in room.pins]
        assert "ann" in room.members
    announced = Counter(post.text for post in pair.sandbox.channel("incidents").posts)
    assert len(announced) == MANY
    assert set(announced.values()) == {1}


async def test_each_reminder_is_sent_once(pair: Pair) -> None:
    ann = pair.sandbox.person("ann")
    for n in range(MANY):
        await ann.types(f"/incident declare service {n} is down sev1", "general")
    await pair.settled()
    await pair.moves(30)
    for room in pair.rooms:
        said = [post.words for post in room.posts[1:]]
        assert len([words for words in said if "an update on" in words]) == 1
        assert len([words for words in said if "had no commander" in words]) == 1


async def test_what_one_bot_is_told_the_other_knows(pair: Pair) -> None:
    ann, bo = pair.sandbox.person("ann"), pair.sandbox.person("bo")
    await ann.types("/incident declare checkout is failing sev1", "general")
    await pair.settled()
    [room] = pair.rooms
    # Deliveries go to either bot, as Slack pleases.
    for n in range(MANY):
        await ann.types(f"/incident note number {n}", room)
    await bo.types("/incident assign commander me INC-1", "general")
    await pair.settled()
    said = [post.words for post in room.posts[1:]]
    assert [words.rpartition(" ")[2] for words in said[:MANY]] == [str(n) for n in range(MANY)]
    assert said[MANY:] == [f"<@{bo.id}> is now *commander*."]


async def test_one_message_is_left_with_slack_and_it_is_taken_back_once(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    own = {"stand_in_minutes": 5}
    bots = [Bot(over_socket(sandbox, database_url, reminders=own)) for _ in range(2)]
    for bot in bots:
        await bot.start()
    pair, ann = Pair(sandbox, moved_clock, (bots[0], bots[1])), sandbox.person("ann")
    for n in range(MANY // 2):
        await ann.types(f"/incident declare service {n} is down sev1", "general")
    await pair.settled()
    for minute in (0, 0, 30, 0, 5, 0):
        await pair.moves(minute)
        stands = Counter(each.message.channel for each in sandbox.workspace.app.scheduled.values())
        assert len(stands) == MANY // 2
        assert set(stands.values()) == {1}
    await asyncio.gather(*(bot.stop() for bot in bots))
    assert len({each.post_at // 60 for each in sandbox.workspace.app.scheduled.values()}) == 1
    assert [post for room in pair.rooms for post in room.posts if "in case I am down" in post.words] == []
