"""Modals submitted and closed: https://docs.slack.dev/surfaces/modals"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..acts.modals import close_modal, new_trigger, push_modal, update_view
from ..blockkit import check_view
from ..changes import ViewShown
from ..delivery import Delivery
from ..elements import is_empty
from ..errors import SlackError
from ..records import JSON, View
from ..shapes import view_shape
from ..workspace import Workspace
from .origin import envelope

TROUBLE = "We had some trouble connecting. Try again?"
_REQUIRED = "Please complete this required field."


@dataclass(frozen=True)
class Submission:
    """What is wrong with it: by block, or as a whole; nothing when it went through."""

    errors: dict[str, str] = field(default_factory=dict)
    error: str | None = None


async def submit(workspace: Workspace, delivery: Delivery, view: View) -> Submission:
    missing = _missing(view)
    if missing:
        return _show(workspace, view, Submission(missing))
    payload = {"type": "view_submission", **envelope(workspace, view.user)}
    payload |= {"trigger_id": new_trigger(workspace, view.user, view.id)}
    payload |= {"view": view_shape(workspace, view), "response_urls": []}
    answer = await delivery.ask("interactive", "view_submission", payload)
    if answer.error is not None:
        return _show(workspace, view, Submission(error=TROUBLE))
    try:
        return _respond(workspace, view, answer.body or {})
    except SlackError as refused:
        told = refused.beside.get("response_metadata", {}).get("messages", [])
        return _show(workspace, view, Submission(error="; ".join([TROUBLE, refused.code, *told])))


async def close(workspace: Workspace, delivery: Delivery, view: View, *, whole_stack: bool = False) -> None:
    """Cancel closes this view, the cross (`whole_stack`) all of them.

    https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_closed
    """
    cleared = whole_stack or bool(view.body.get("clear_on_close"))
    told = workspace.views[view.root_id] if cleared else view
    payload = {"type": "view_closed", **envelope(workspace, view.user)}
    payload |= {"view": view_shape(workspace, told), "is_cleared": cleared}
    close_modal(workspace, view.user, whole_stack=cleared)
    if told.body.get("notify_on_close"):
        await delivery.ask("interactive", "view_closed", payload)


def _missing(view: View) -> dict[str, str]:
    """The client itself insists on required fields; the app is not asked."""
    missing = {}
    for block in view.body["blocks"]:
        if block["type"] == "input" and not block.get("optional"):
            state = view.values[block["block_id"]][block["element"]["action_id"]]
            if is_empty(state):
                missing[block["block_id"]] = _REQUIRED
    return missing


def _respond(workspace: Workspace, view: View, body: JSON) -> Submission:
    """https://docs.slack.dev/surfaces/modals#updating_response"""
    action = body.get("response_action")
    if action == "errors":
        return _show(workspace, view, Submission(_checked_errors(view, body.get("errors"))))
    if action in ("update", "push"):
        check_view(body.get("view"), home=False)
        if action == "update":
            update_view(workspace, view, body["view"])
        else:
            push_modal(workspace, view.user, body["view"])
    elif action == "clear":
        close_modal(workspace, view.user, whole_stack=True)
    elif body:
        raise SlackError("invalid_response_action")
    elif view.id in workspace.stacks.get(view.user, []):
        close_modal(workspace, view.user)
    return Submission()


def _checked_errors(view: View, errors: object) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not inputs.issuperset(errors):
        raise SlackError("invalid_errors")
    return {str(block): str(text) for block, text in errors.items()}


def _show(workspace: Workspace, view: View, outcome: Submission) -> Submission:
    workspace.tell(ViewShown(view.user, view, outcome.errors, outcome.error))
    return outcome
