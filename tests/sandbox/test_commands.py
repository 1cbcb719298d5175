"""Slash commands, answered at once or later; over Socket Mode and over HTTP alike."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncRespond

from incident_bot.sandbox import Reply, Sandbox

from .bots import Bot, section
from .conftest import Clock

Body = dict[str, Any]


async def test_the_answer_is_private_to_who_typed(sandbox: Sandbox, bot: Bot) -> None:
    @bot.app.command("/incident")
    async def answer(ack: AsyncAck, command: Body) -> None:
        await ack(f"You said: {command['text']}")

    ann = sandbox.person("ann")
    reply = await ann.types("/incident help me", "general")
    assert (reply.text, reply.error) == ("You said: help me", None)
    assert [seen.text for seen in ann.private("general")] == ["You said: help me"]
    assert sandbox.channel("general").messages == []


async def test_an_answer_to_the_channel_shows_what_was_typed(sandbox: Sandbox, bot: Bot) -> None:
    @bot.app.command("/incident")
    async def answer(ack: AsyncAck) -> None:
        await ack(response_type="in_channel", text="done", blocks=[section("*done*")])

    await sandbox.person("ann").types("/incident list", "general")
    assert [message.words for message in sandbox.channel("general").messages] == ["/incident list", "*done*"]


async def test_names_arrive_as_ids(sandbox: Sandbox, bot: Bot) -> None:
    texts: list[str] = []

    @bot.app.command("/incident")
    async def note(ack: AsyncAck, command: Body) -> None:
        texts.append(command["text"])
        await ack()

    typed = "/incident page @bo. and @nobody in #random & @oncall <now> https://example.com/a?b=1&c=2"
    await sandbox.person("ann").types(typed, "general")
    assert texts == [
        "page <@U0BO00000|bo>. and @nobody in <#C0RANDOM0|random> &amp; <!subteam^S0ONCALL0|@oncall> "
        "&lt;now&gt; <https://example.com/a?b=1&amp;c=2>"
    ]


async def test_without_should_escape_text_comes_as_typed(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.app.commands[0].should_escape = False

    @bot.app.command("/incident")
    async def answer(ack: AsyncAck, command: Body) -> None:
        await ack(command["text"])

    reply = await sandbox.person("ann").types("/incident ask @bo & co", "general")
    assert sandbox.journal.sent()[-1]["args"]["text"] == "ask @bo & co"
    assert reply.text == "ask @bo &amp; co"


async def test_an_unknown_command_is_slackbots_business(sandbox: Sandbox) -> None:
    reply = await sandbox.person("ann").types("/weather", "general")
    assert (reply.error, reply.text) == ("unknown_command", "/weather is not a valid command.")


async def test_without_an_app_the_person_is_told(sandbox: Sandbox) -> None:
    reply = await sandbox.person("ann").types("/incident list", "general")
    assert reply.error == "dispatch_failed"
    assert sandbox.person("ann").private("general")[0].user == "USLACKBOT"


async def test_a_late_acknowledgement_is_an_error(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.delivery.sockets.ack_seconds = sandbox.delivery.http.ack_seconds = 0.05
    never = asyncio.Event()

    @bot.app.command("/incident")
    async def sleep(ack: AsyncAck) -> None:
        await never.wait()

    reply = await sandbox.person("ann").types("/incident list", "general")
    assert reply.error == "operation_timeout"
    assert "operation_timeout" in reply.text
    never.set()


async def test_blocks_that_slack_would_not_take_fail_the_command(sandbox: Sandbox, bot: Bot) -> None:
    @bot.app.command("/incident")
    async def answer(ack: AsyncAck) -> None:
        await ack(text="x", blocks=[{"type": "hero"}])

    reply = await sandbox.person("ann").types("/incident list", "general")
    assert reply.error == "invalid_command_response"


async def test_fifty_commands_go_out_at_once(sandbox: Sandbox, bot: Bot) -> None:
    here = 0
    everybody = asyncio.Event()

    @bot.app.command("/incident")
    async def answer(ack: AsyncAck) -> None:
        nonlocal here
        here += 1
        if here == 50:
            everybody.set()
        await everybody.wait()
        await ack("ok")

    ann = sandbox.person("ann")
    replies = await asyncio.gather(*(ann.types("/incident list", "general") for _ in range(50)))
    assert {(reply.text, reply.error) for reply in replies} == {("ok", None)}


async def test_later_answers_are_good_for_five_times_and_half_an_hour(
    sandbox: Sandbox, bot: Bot, clock: Clock, http: aiohttp.ClientSession
) -> None:
    @bot.app.command("/incident")
    async def keep(ack: AsyncAck) -> None:
        await ack()

    async def answer(text: str) -> tuple[int, str]:
        async with http.post(url, json={"text": text}) as response:
            return response.status, await response.text()

    ann = sandbox.person("ann")
    await ann.types("/incident list", "general")
    url = sandbox.journal.sent()[-1]["args"]["response_url"]
    assert [await answer(str(n)) for n in range(6)] == [(200, "ok")] * 5 + [(404, "Expired url")]
    assert [seen.text for seen in ann.private("general")] == ["0", "1", "2", "3", "4"]
    await ann.types("/incident list", "general")
    url = sandbox.journal.sent()[-1]["args"]["response_url"]
    clock.time += 30 * 60 + 1
    assert await answer("late") == (404, "Expired url")


async def test_who_is_not_in_a_channel_joins_before_typing(sandbox: Sandbox, bot: Bot) -> None:
    bot.collect("message", "member_joined_channel")
    made = await bot.client.conversations_create(name="incident-1")
    ann = sandbox.person("ann")
    with pytest.raises(ValueError, match="ann is not in #incident-1"):
        await ann.types("hello", made["channel"]["id"])
    await ann.joins("incident-1")
    assert await ann.types("hello", "incident-1") == sandbox.channel("incident-1").posts[0].ts


async def test_a_reply_says_how_long_the_app_took(sandbox: Sandbox, bot: Bot) -> None:
    @bot.app.command("/incident")
    async def answer(ack: AsyncAck) -> None:
        await ack("ok")

    reply = await sandbox.person("ann").types("/incident list", "general")
    assert isinstance(reply, Reply)
    assert 0 < reply.acked_in < 3


async def test_a_command_says_where_it_was_typed(sandbox: Sandbox, bot: Bot) -> None:
    commands: list[Body] = []

    @bot.app.command("/incident")
    async def note(ack: AsyncAck, command: Body) -> None:
        commands.append(command)
        await ack()

    ann = sandbox.person("ann")
    secret = await ann.creates_channel("secret", private=True)
    for place in ("general", secret, ann.direct, await ann.opens_direct("bo")):
        await ann.types("/incident list", place)
    names = [command["channel_name"] for command in commands]
    assert names == ["general", "privategroup", "directmessage", "directmessage"]
    assert {command["user_id"] for command in commands} == {ann.id}
    assert {command["team_domain"] for command in commands} == {"sandbox"}
    assert len({command["trigger_id"] for command in commands}) == 4


@pytest.mark.parametrize(
    "typed, text",
    [("/incident", ""), ("/incident   list  ", "list"), ("/incident\nlist\nall", "list\nall")],
)
async def test_everything_after_the_first_space_is_its_text(
    sandbox: Sandbox, bot: Bot, typed: str, text: str
) -> None:
    @bot.app.command("/incident")
    async def echo(ack: AsyncAck, command: Body) -> None:
        await ack(f"[{command.get('text', '')}]")

    assert (await sandbox.person("ann").types(typed, "general")).text == f"[{text}]"


async def test_private_channels_are_told_without_their_names(sandbox: Sandbox, bot: Bot) -> None:
    texts: list[str] = []

    @bot.app.command("/incident")
    async def note(ack: AsyncAck, command: Body) -> None:
        texts.append(command["text"])
        await ack()

    ann = sandbox.person("ann")
    secret = await ann.creates_channel("secret", private=True)
    await ann.types("/incident merge #secret @here #random", secret)
    assert texts == [f"merge <#{secret.id}|> <!here> <#C0RANDOM0|random>"]


async def test_the_typed_line_alone_can_be_shown(sandbox: Sandbox, bot: Bot) -> None:
    @bot.app.command("/incident")
    async def show(ack: AsyncAck) -> None:
        await ack(response_type="in_channel")

    await sandbox.person("ann").types("/incident list", "general")
    assert [message.words for message in sandbox.channel("general").messages] == ["/incident list"]
    assert sandbox.person("ann").private("general") == []


async def test_a_later_answer_can_go_to_a_thread(sandbox: Sandbox, bot: Bot) -> None:
    @bot.app.command("/incident")
    async def answer(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond("Here.", response_type="in_channel", thread_ts=reply)
        await respond("Gone.", response_type="in_channel", thread_ts="1.000001")

    ann, general = sandbox.person("ann"), sandbox.channel("general")
    parent = await ann.says("who looks?", "general")
    reply = await ann.says("I do", "general", thread_ts=parent)
    await ann.types("/incident list", "general")
    await sandbox.until(lambda: len(general.posts) == 4)
    assert [seen.text for seen in general.replies(parent)] == ["I do", "Here."]
    assert general.posts[-1].thread_ts is None
    assert [seen.author for seen in general.posts] == ["ann", "ann", "incidentbot", "incidentbot"]
