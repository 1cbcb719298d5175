"""Messages: written, changed, marked."""

from __future__ import annotations

from ..acts.marks import pin, react, unpin, unreact
from ..acts.membership import require_member, require_open
from ..acts.posting import delete, edit
from ..client.commands import run_command
from ..client.typing import write
from ..text import rich_text, typed_text
from .act import Act, Outcome


async def say(act: Act) -> Outcome:
    text, channel = act.text("text"), act.channel
    if not text.startswith("/"):
        broadcast = bool(act.command.get("broadcast"))
        write(act.workspace, act.person, channel, text, act.thread_ts, broadcast)
        return None
    if act.thread_ts:
        return "Commands cannot be used in threads."
    require_open(channel)
    require_member(channel, act.person)
    # What went wrong with a command is told in the channel, as Slack does.
    await run_command(act.workspace, act.delivery, act.person, channel, text)
    return None


async def rewrite(act: Act) -> Outcome:
    text = typed_text(act.workspace, act.text("text"))
    blocks = [rich_text(text, "typed")]
    edit(act.workspace, act.channel, act.own_message, act.person, text=text, blocks=blocks)
    return None


async def erase(act: Act) -> Outcome:
    delete(act.workspace, act.channel, act.own_message)
    return None


async def add_reaction(act: Act) -> Outcome:
    react(act.workspace, act.channel, act.message, act.person, act.text("name"))
    return None


async def take_reaction(act: Act) -> Outcome:
    unreact(act.workspace, act.channel, act.message, act.person, act.text("name"))
    return None


async def put_pin(act: Act) -> Outcome:
    channel = act.channel
    require_open(channel)
    require_member(channel, act.person)
    pin(act.workspace, channel, act.workspace.message(channel, act.text("ts")), act.person)
    return None


async def take_pin(act: Act) -> Outcome:
    channel = act.channel
    require_open(channel)
    require_member(channel, act.person)
    unpin(act.workspace, channel, act.workspace.message(channel, act.text("ts")), act.person)
    return None
