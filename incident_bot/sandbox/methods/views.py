"""Modals and the home tab: views.*"""

from __future__ import annotations

from typing import Any

from ..acts.modals import (
    open_modal,
    publish_home,
    push_modal,
    require_own_external_id,
    update_view,
    valid_trigger,
)
from ..blockkit import check_view
from ..call import Call, invalid_arguments, method
from ..errors import SlackError
from ..records import JSON, Trigger, View
from ..shapes import view_shape
from ..workspace import SLACKBOT

_TRIGGERS = ("trigger_id", "interactivity_pointer")
_TRIGGER_ERRORS = ("exchanged_trigger_id", "expired_trigger_id", "invalid_trigger_id")
# So the guide to interactivity calls two of these: https://docs.slack.dev/interactivity/handling-user-interaction
_TRIGGERS_IN_THE_GUIDE = ("trigger_exchanged", "trigger_expired")
_VIEW_ERRORS = ("duplicate_external_id", "view_too_large")


@method(
    "views.open",
    tier=4,
    required=("view",),
    optional=_TRIGGERS,
    errors=(*_TRIGGER_ERRORS, *_VIEW_ERRORS),
    on_order=("not_found", "push_limit_reached", *_TRIGGERS_IN_THE_GUIDE),
)
def open_(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/views.open"""
    body, trigger = _body(call), _trigger(call)
    trigger.used = True
    return _answer(call, open_modal(call.workspace, trigger.user, body))


@method(
    "views.push",
    tier=4,
    required=("view",),
    optional=_TRIGGERS,
    errors=(*_TRIGGER_ERRORS, *_VIEW_ERRORS, "not_found", "push_limit_reached"),
    on_order=_TRIGGERS_IN_THE_GUIDE,
)
def push(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/views.push"""
    body, trigger = _body(call), _trigger(call)
    if trigger.view_id not in call.workspace.views:
        raise SlackError("not_found")
    view = push_modal(call.workspace, trigger.user, body)
    trigger.used = True
    return _answer(call, view)


@method(
    "views.update",
    tier=4,
    required=("view",),
    optional=("view_id", "external_id", "hash"),
    errors=(*_VIEW_ERRORS, "hash_conflict", "not_found"),
)
def update(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/views.update"""
    view = _view(call)
    body = _body(call, view)
    _check_hash(call, view)
    return _answer(call, update_view(call.workspace, view, body))


@method(
    "views.publish",
    tier=4,
    required=("user_id", "view"),
    optional=("hash",),
    errors=(*_VIEW_ERRORS, "hash_conflict", "not_enabled"),
    on_order=("missing_profile_id", "not_implemented"),
)
def publish(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/views.publish"""
    user = call.workspace.users.get(call.required("user_id"))
    if user is None or user.is_bot or user.id == SLACKBOT:
        raise invalid_arguments("invalid `user_id`")
    if not call.workspace.app.home_tab:
        # https://docs.slack.dev/surfaces/app-home#home-tab
        raise SlackError("not_enabled")
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
    assert isinstance(body, dict)
    require_own_external_id(call.workspace, body, replaced)
    return body


def _trigger(call: Call) -> Trigger:
    trigger_id = call.text("trigger_id") or call.text("interactivity_pointer")
    if not trigger_id:
        raise invalid_arguments("missing required field: trigger_id")
    return valid_trigger(call.workspace, trigger_id)


def _view(call: Call) -> View:
    """By its id, else by the app's own; one that was closed is not found."""
    wanted, external = call.text("view_id"), call.text("external_id")
    if not wanted and not external:
        raise invalid_arguments("missing required field: view_id")
    if wanted:
        found = call.workspace.views.get(wanted)
    else:
        views = call.workspace.views.values()
        found = next((view for view in views if view.body.get("external_id") == external), None)
    if found is None:
        raise SlackError("not_found")
    return found


def _check_hash(call: Call, view: View) -> None:
    if call.text("hash") not in ("", view.hash):
        raise SlackError("hash_conflict")


def _answer(call: Call, view: View) -> JSON:
    return {"view": view_shape(call.workspace, view)}
