"""A story fails when the app says something that nobody expected, and says what it was."""

from __future__ import annotations

import re
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncSay

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.expectations import Expectations

from .bots import Bot


@pytest.fixture
def talkative(bot: Bot) -> Bot:
    """Answers whoever types, and tells #general of it, more than once when asked to."""

    @bot.app.command("/incident")
    async def typed(ack: AsyncAck, say: AsyncSay, body: dict[str, Any]) -> None:
        await ack(f"Thank you for {body['text']}.")
        for n in range(int(body["text"].split()[-1])):
            await say(f"{body['user_name']} typed something ({n})")

    return bot


async def test_what_was_expected_is_no_failure(sandbox: Sandbox, talkative: Bot) -> None:
    expectations, ann = Expectations(sandbox), sandbox.person("ann")
    await ann.types("/incident test 1", "general")

    answer = await expectations.sees(ann, "Thank you")
    said = await expectations.sees(sandbox.channel("general"), re.compile(r"ann typed .+\(\d\)"))

    assert answer.words == "Thank you for test 1."
    assert said.words == "ann typed something (0)"
    assert expectations.unexpected() == []
    expectations.check()


async def test_what_nobody_expected_fails_the_story_with_place_time_and_words(
    sandbox: Sandbox, talkative: Bot
) -> None:
    expectations, ann = Expectations(sandbox), sandbox.person("ann")
    await ann.types("/incident test 2", "general")
    await expectations.sees(sandbox.channel("general"), "(1)")

    with pytest.raises(AssertionError) as failed:
        expectations.check()

    first, *unexpected = str(failed.value).splitlines()
    assert first == "the app said what nobody expected:"
    assert sorted(unexpected) == [
        "  #general, 08:00:00: ann typed something (0)",
        "  #general, only ann, 08:00:00: Thank you for test 2.",
    ]


async def test_each_message_is_expected_for_itself(sandbox: Sandbox, talkative: Bot) -> None:
    expectations, general = Expectations(sandbox), sandbox.channel("general")
    await sandbox.person("ann").types("/incident test 2", "general")

    first = await expectations.sees(general, "typed something")
    second = await expectations.sees(general, "typed something")

    assert first.ts != second.ts
    with pytest.raises(TimeoutError):
        await expectations.sees(general, "typed something", timeout=0.01)


async def test_what_is_allowed_may_be_said_there_and_nowhere_else(sandbox: Sandbox, talkative: Bot) -> None:
    expectations, ann, bo = Expectations(sandbox), sandbox.person("ann"), sandbox.person("bo")
    expectations.allows("Thank you", ann)
    expectations.allows(re.compile("^ann typed"))
    await ann.types("/incident test 2", "general")
    await bo.types("/incident test 0", "general")
    await sandbox.until(lambda: len(sandbox.channel("general").posts) == 2)

    assert [message.words for message in expectations.unexpected()] == ["Thank you for test 0."]


async def test_what_was_there_before_and_what_people_say_is_expected(
    sandbox: Sandbox, talkative: Bot
) -> None:
    ann = sandbox.person("ann")
    await ann.types("/incident test 1", "general")
    await sandbox.until(lambda: sandbox.channel("general").posts)

    expectations = Expectations(sandbox)
    await ann.says("thank you", "general")

    expectations.check()
