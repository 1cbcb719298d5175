"""Modals: filled in, sent, closed."""

from __future__ import annotations

from ..client.clicks import enter
from ..client.submissions import close, submit
from ..records import View
from .act import Act, Outcome
from .bringing import with_files


async def send_form(act: Act) -> Outcome:
    view = act.view
    enter_all(act, view)
    await submit(act.workspace, act.delivery, view)
    return None


async def leave_form(act: Act) -> Outcome:
    await close(act.workspace, act.delivery, act.view, whole_stack=bool(act.command.get("cleared")))
    return None


def enter_all(act: Act, view: View) -> None:
    """Everything that the page has collected is remembered in the view."""
    for block_id, actions in act.values.items():
        for action_id, value in actions.items():
            if action_id in view.values.get(block_id, {}):
                enter(view, block_id, action_id, with_files(act.workspace, view, value))
