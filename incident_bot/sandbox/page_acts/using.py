"""What the app is asked: buttons and menus pressed, options looked for, shortcuts taken."""

from __future__ import annotations

from ..client.clicks import click, click_in_view
from ..client.shortcuts import run_message_shortcut, run_shortcut
from ..client.suggestions import suggest
from ..delivery import Answer
from .act import Act, Outcome, sentence
from .bringing import with_files
from .forms import enter_all


async def press(act: Act) -> Outcome:
    answer = await click(
        act.workspace,
        act.delivery,
        act.person,
        act.message,
        act.text("block_id"),
        act.text("action_id"),
        act.command.get("value"),
        act.values,
    )
    return _told(answer)


async def press_in_view(act: Act) -> Outcome:
    view = act.view
    enter_all(act, view)
    value = with_files(act.workspace, view, act.command.get("value"))
    block_id, action_id = act.text("block_id"), act.text("action_id")
    return _told(await click_in_view(act.workspace, act.delivery, view, block_id, action_id, value))


async def suggestions(act: Act) -> Outcome:
    in_view = bool(act.command.get("view"))
    found = await suggest(
        act.workspace,
        act.delivery,
        user=act.person,
        block_id=act.text("block_id"),
        action_id=act.text("action_id"),
        typed=act.text("typed"),
        message=None if in_view else act.message,
        view=act.view if in_view else None,
    )
    return {"options": found}


async def take_shortcut(act: Act) -> Outcome:
    return _told(await run_shortcut(act.workspace, act.delivery, act.person, act.text("callback_id")))


async def take_message_shortcut(act: Act) -> Outcome:
    callback_id = act.text("callback_id")
    return _told(
        await run_message_shortcut(act.workspace, act.delivery, act.person, act.message, callback_id)
    )


def _told(answer: Answer) -> Outcome:
    return sentence(answer.error) if answer.error else None
