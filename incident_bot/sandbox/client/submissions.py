"""Modals submitted and closed: https://docs.slack.dev/surfaces/modals"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..acts.modals import close_modal, new_trigger, push_modal, require_own_external_id, update_view
from ..blockkit import check_view_response, input_errors
from ..changes import ViewShown
from ..delivery import Delivery
from ..elements import elements_in
from ..errors import SlackError
from ..records import JSON, View
from ..shapes import view_shape
from ..workspace import Workspace
from .origin import envelope, new_response_url

TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True)
class Submission:
    """What is wrong with it: by block, or as a whole; nothing when it went through."""

    errors: dict[str, str] = field(default_factory=dict)
    error: str | None = None


async def submit(workspace: Workspace, delivery: Delivery, view: View) -> Submission:
    """Sends what was typed; what the client itself does not let through never reaches the app."""
    refused = input_errors(view.body["blocks"], view.values)
    if refused:
        return _show(workspace, view, Submission(refused))
    payload = {"type": "view_submission", **envelope(workspace, view.user)}
    payload |= {"trigger_id": new_trigger(workspace, view.user, view.id)}
    payload |= {"view": view_shape(workspace, view), "response_urls": _response_urls(workspace, view)}
    answer = await delivery.ask("interactive", "view_submission", payload)
    if answer.error is not None:
        return _show(workspace, view, Submission(error=TROUBLE))
    try:
        return _respond(workspace, view, answer.body or {})
    except SlackError as wrong:
        told = wrong.beside.get("response_metadata", {}).get("messages", [])
        return _show(workspace, view, Submission(error="; ".join([TROUBLE, wrong.code, *told])))


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


def _response_urls(workspace: Workspace, view: View) -> list[JSON]:
    """Where the app may answer to: https://docs.slack.dev/surfaces/modals#modal_response_url"""
    urls = []
    for block, element in elements_in(view.body["blocks"]):
        if not element.get("response_url_enabled"):
            continue
        state = view.values[block["block_id"]][element["action_id"]]
        chosen = state.get("selected_conversation") or state.get("selected_channel")
        if chosen in workspace.channels:
            url = new_response_url(workspace, "app", view.user, workspace.channels[chosen])
            where = {"block_id": block["block_id"], "action_id": element["action_id"]}
            urls.append({**where, "channel_id": chosen, "response_url": url})
    return urls


def _respond(workspace: Workspace, view: View, body: JSON) -> Submission:
    """https://docs.slack.dev/surfaces/modals#updating_response"""
    check_view_response(view.body["blocks"], body)
    action = body.get("response_action")
    if action == "errors":
        return _show(workspace, view, Submission(dict(body["errors"])))
    if action == "update":
        require_own_external_id(workspace, body["view"], view)
        update_view(workspace, view, body["view"])
    elif action == "push":
        require_own_external_id(workspace, body["view"])
        push_modal(workspace, view.user, body["view"])
    elif action == "clear":
        close_modal(workspace, view.user, whole_stack=True)
    elif view.id in workspace.stacks.get(view.user, []):
        close_modal(workspace, view.user)
    return Submission()


def _show(workspace: Workspace, view: View, outcome: Submission) -> Submission:
    workspace.tell(ViewShown(view.user, view, outcome.errors, outcome.error))
    return outcome
