"""What the app hears of, and how often."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import pytest

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.changes import ClockMoved
from incident_bot.sandbox.delivery import disorder
from incident_bot.sandbox.tasks import Tasks

from .bots import Bot
from .conftest import Clock

GENERAL = "C0GENERAL"


@pytest.fixture
async def listening(sandbox: Sandbox, bot: Bot) -> Bot:
    bot.collect(
        "message", "reaction_added", "reaction_removed", "app_mention", "member_joined_channel", "pin_added"
    )
    await bot.client.conversations_join(channel=GENERAL)
    await sandbox.until(lambda: [event["type"] for event in bot.events] == ["member_joined_channel"])
    bot.events.clear()
    return bot


async def test_what_people_say_is_heard_with_mentions_as_ids(sandbox: Sandbox, listening: Bot) -> None:
    ts = await sandbox.person("ann").says("@bo look at #random *now* <b>", "general")
    (event,) = listening.events
    assert event["text"] == "<@U0BO00000> look at <#C0RANDOM0|random> *now* &lt;b&gt;"
    assert (event["ts"], event["channel"], event["channel_type"]) == (ts, GENERAL, "channel")
    parts = event["blocks"][0]["elements"][0]["elements"]
    assert parts[0] == {"type": "user", "user_id": "U0BO00000"}
    assert parts[4] == {"type": "text", "text": "now", "style": {"bold": True}}


async def test_edits_deletions_and_replies_are_heard(sandbox: Sandbox, listening: Bot) -> None:
    ann = sandbox.person("ann")
    ts = await ann.says("one", "general")
    reply = await ann.says("two", "general", thread_ts=ts)
    await ann.edits("general", reply, "three")
    await ann.deletes("general", reply)
    first, second, changed, deleted = listening.events
    assert "thread_ts" not in first
    assert (second["thread_ts"], second["parent_user_id"]) == (ts, "U0ANN0000")
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == ("three", "two")
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", reply)


async def test_reactions_are_heard_with_whose_message_it_was(sandbox: Sandbox, listening: Bot) -> None:
    ann, bo = sandbox.person("ann"), sandbox.person("bo")
    ts = await ann.says("we roll back", "general")
    await bo.reacts("general", ts, "pushpin")
    await bo.unreacts("general", ts, "pushpin")
    _, added, removed = listening.events
    assert added["item"] == {"type": "message", "channel": GENERAL, "ts": ts}
    assert (added["user"], added["item_user"], added["reaction"]) == ("U0BO00000", "U0ANN0000", "pushpin")
    assert removed["type"] == "reaction_removed"


async def test_a_mention_is_heard_as_such(sandbox: Sandbox, listening: Bot) -> None:
    await sandbox.person("ann").says("@incidentbot are you there?", "general")
    assert sorted(event["type"] for event in listening.events) == ["app_mention", "message"]


async def test_channels_the_app_is_not_in_are_silent(sandbox: Sandbox, listening: Bot) -> None:
    await sandbox.person("ann").says("hello?", "random")
    await sandbox.person("ann").says("hello!", "general")
    assert [event["text"] for event in listening.events] == ["hello!"]


async def test_only_what_the_manifest_names_is_sent(sandbox: Sandbox, listening: Bot) -> None:
    sandbox.app.events = frozenset({"reaction_added"})
    sandbox.app.scopes = frozenset({"reactions:read"})
    ann = sandbox.person("ann")
    ts = await ann.says("hello", "general")
    await ann.reacts("general", ts, "eyes")
    await ann.unreacts("general", ts, "eyes")
    assert [event["type"] for event in listening.events] == ["reaction_added"]
    sandbox.app.scopes = frozenset()
    await ann.reacts("general", ts, "eyes")
    assert len(listening.events) == 1


async def test_an_event_that_fails_is_sent_again(sandbox: Sandbox, bot: Bot) -> None:
    seen: list[tuple[str, Any]] = []

    @bot.app.event("message")
    async def stumble(body: dict[str, Any], request: Any) -> None:
        retries = request.headers.get("x-slack-retry-num")
        seen.append((body["event_id"], retries[0] if retries else None))
        if len(seen) < 3:
            raise RuntimeError("not yet")

    bot.app.logger.disabled = True
    await bot.client.conversations_join(channel=GENERAL)
    # Over HTTP the failure is answered at once; over a socket silence is all there is.
    sandbox.delivery.sockets.ack_seconds = 0.05
    await sandbox.person("ann").says("hello", "general")
    await sandbox.until(lambda: len(seen) == 2)
    await sandbox.until(lambda: sandbox.journal[-1]["answer"] is not None)
    sandbox.delivery.retry_now()
    await sandbox.until(lambda: len(seen) == 3)
    assert len({event_id for event_id, _ in seen}) == 1
    assert [int(retry) if retry else 0 for _, retry in seen] == [0, 1, 2]


async def test_an_app_that_was_away_hears_of_it_later(sandbox: Sandbox) -> None:
    sandbox.channel("general").channel.members.append(sandbox.app.user)
    await sandbox.person("ann").says("is anybody there?", "general")
    await sandbox.until(lambda: len([entry for entry in sandbox.journal if entry["answer"]]) == 2)
    bot = Bot(sandbox)
    bot.collect("message")
    await bot.connect()
    sandbox.delivery.retry_now()
    await sandbox.until(lambda: [event["text"] for event in bot.events] == ["is anybody there?"])
    await bot.close()


async def test_moving_the_clock_on_brings_the_next_try(sandbox: Sandbox, bot: Bot, clock: Clock) -> None:
    seen: list[int] = []
    four = asyncio.Event()

    @bot.app.event("message")
    async def stumble() -> None:
        seen.append(1)
        if len(seen) == 4:
            four.set()
        raise RuntimeError("not yet")

    def skip(seconds: float) -> None:
        clock.time += seconds
        sandbox.workspace.tell(ClockMoved(clock.time))

    bot.app.logger.disabled = True
    await bot.client.conversations_join(channel=GENERAL)
    # Over HTTP the failure is answered at once; over a socket silence is all there is.
    sandbox.delivery.sockets.ack_seconds = 0.05
    await sandbox.person("ann").says("hello", "general")
    for tries, seconds in [(2, 61), (3, 301), (4, 10_000)]:
        await sandbox.until(lambda: _tries(sandbox, "hello") == tries)  # noqa: B023 - awaited here
        skip(seconds)
    async with asyncio.timeout(10):
        await four.wait()


async def test_what_is_two_hours_late_is_not_sent_any_more(sandbox: Sandbox, clock: Clock) -> None:
    sandbox.channel("general").channel.members.append(sandbox.app.user)
    await sandbox.person("ann").says("is anybody there?", "general")
    await sandbox.until(lambda: _tries(sandbox, "is anybody there?") == 2)
    clock.time += 2 * 3600 + 1
    sandbox.delivery.retry_now()
    bot = Bot(sandbox)
    bot.collect("message")
    await bot.connect()
    await sandbox.person("ann").says("hello?", "general")
    assert [event["text"] for event in bot.events] == ["hello?"]
    await bot.close()


# -- what Slack does not promise: once, and in order ---


async def test_events_may_come_twice(sandbox: Sandbox, listening: Bot) -> None:
    sandbox.delivery.duplicates = 1.0
    await sandbox.person("ann").says("hello", "general")
    await sandbox.until(lambda: _tries(sandbox, "hello") == 2)
    sent = [entry for entry in sandbox.journal.sent() if entry["args"]["event"].get("text") == "hello"]
    assert len({entry["args"]["event_id"] for entry in sent}) == 1
    assert [entry["attempt"] for entry in sent] == [0, 0]


async def test_events_may_come_again_as_another(sandbox: Sandbox, listening: Bot) -> None:
    sandbox.delivery.duplicates_new_id = 1.0
    await sandbox.person("ann").says("hello", "general")
    await sandbox.until(lambda: len(listening.events) == 2)
    sent = [entry for entry in sandbox.journal.sent() if entry["args"]["event"].get("text") == "hello"]
    assert len({entry["args"]["event_id"] for entry in sent}) == 2
    first, second = listening.events
    assert first == second


async def test_events_may_come_out_of_order(sandbox: Sandbox, listening: Bot) -> None:
    ann = sandbox.person("ann")
    sandbox.delivery.reordered = 1.0
    await ann.says("one", "general")
    sandbox.delivery.reordered = 0.0
    await ann.says("two", "general")
    await sandbox.until(lambda: len(listening.events) == 2)
    assert [event["text"] for event in listening.events] == ["two", "one"]


async def test_what_is_held_back_comes_when_nothing_follows(sandbox: Sandbox, listening: Bot) -> None:
    sandbox.delivery.reordered = 1.0
    await sandbox.person("ann").says("alone", "general")
    await sandbox.until(lambda: [event["text"] for event in listening.events] == ["alone"])


async def test_what_is_held_back_stays_so_when_the_sandbox_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disorder, "_HELD_SECONDS", 0)
    sent: list[dict[str, object]] = []

    def begin(payload: dict[str, object]) -> asyncio.Future[None]:
        sent.append(payload)
        return asyncio.get_running_loop().create_future()

    tasks = Tasks()
    disorder.Disorder(begin, tasks).hold({"event_id": "Ev1"})
    await tasks.cancel()
    await asyncio.sleep(0)
    assert sent == []


async def test_a_seed_makes_the_same_disorder(sandbox: Sandbox, listening: Bot) -> None:
    sandbox.delivery.duplicates_new_id = 0.5
    wanted = random.Random(3)
    twice = [wanted.random() < 0.5 for _ in range(8)]
    sandbox.delivery.rng = random.Random(3)
    for number in range(8):
        await sandbox.person("ann").says(str(number), "general")
    await sandbox.until(lambda: len(listening.events) == 8 + sum(twice))
    heard = [event["text"] for event in listening.events]
    assert [heard.count(str(number)) == 2 for number in range(8)] == twice


def _tries(sandbox: Sandbox, text: str) -> int:
    """How often a message was sent to the app, as far as it is known how that went."""
    sent = [entry for entry in sandbox.journal.sent() if entry["args"]["event"].get("text") == text]
    return len([entry for entry in sent if entry["answer"] is not None])
