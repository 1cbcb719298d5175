"""Modals and the home tab: views.*"""

from __future__ import annotations

from typing import Any

from ..acts.modals import exchange, open_modal, publish_home, push_modal, update_view
from ..blockkit import check_view
from ..call import Call, invalid_arguments, method
from ..errors import SlackError
from ..records import JSON, Trigger, View
from ..shapes import view_shape


@method("views.open", tier=4)
def open_(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/views.open"""
    body, trigger = _body(call), _trigger(call)
    return _answer(call, open_modal(call.workspace, trigger.user, body))


@method("views.push", tier=4)
def push(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/views.push"""
    body, trigger = _body(call), _trigger(call)
    if trigger.view_id not in call.workspace.views:
        raise SlackError("not_found")
    return _answer(call, push_modal(call.workspace, trigger.user, body))


@method("views.update", tier=4)
def update(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/views.update"""
    view = _view(call)
    body = _body(call, view)
    if body["type"] != view.type:
        raise invalid_arguments("must match the `type` of the view [json-pointer:/view/type]")
    _check_hash(call, view)
    return _answer(call, update_view(call.workspace, view, body))


@method("views.publish", tier=4)
def publish(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/views.publish"""
    user = call.workspace.users.get(call.required("user_id"))
    if user is None or user.is_bot:
        raise invalid_arguments("invalid `user_id`")
    before = call.workspace.homes.get(user.id)
    body = _body(call, before, home=True)
    if before is not None:
        _check_hash(call, before)
    return _answer(call, publish_home(call.workspace, user.id, body))


def _body(call: Call, replaced: View | None = None, *, home: bool | None = None) -> JSON:
    body: Any = call.parsed("view", "invalid_arguments")
    if home is None:
        home = replaced is not None and replaced.type == "home"
    check_view(body, home=home)
    external = body.get("external_id")
    others = (view for view in call.workspace.views.values() if view is not replaced)
    if external and any(view.body.get("external_id") == external for view in others):
        raise SlackError("duplicate_external_id")
    assert isinstance(body, dict)
    return body


def _trigger(call: Call) -> Trigger:
    return exchange(call.workspace, call.text("trigger_id") or call.required("interactivity_pointer"))


def _view(call: Call) -> View:
    views = call.workspace.views
    wanted, external = call.text("view_id"), call.text("external_id")
    if not wanted and not external:
        raise invalid_arguments("missing required field: view_id")
    for view in views.values():
        if view.id == wanted or (external and view.body.get("external_id") == external):
            return view
    raise SlackError("not_found")


def _check_hash(call: Call, view: View) -> None:
    if call.text("hash") not in ("", view.hash):
        raise SlackError("hash_conflict")


def _answer(call: Call, view: View) -> JSON:
    return {"view": view_shape(call.workspace, view)}
