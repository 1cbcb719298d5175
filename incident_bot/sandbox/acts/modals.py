"""Views: the stack of modals a person has open, and the home tab."""

from __future__ import annotations

from ..changes import HomeShown, ViewShown
from ..content import named_blocks
from ..elements import initial_values
from ..errors import SlackError
from ..records import JSON, Trigger, View
from ..workspace import Workspace

TRIGGER_SECONDS, _MOST_STACKED = 3, 3
# A sandbox that runs for weeks keeps the newest; those before could long not be used any more.
_MOST_TRIGGERS = 10_000


def new_trigger(workspace: Workspace, user: str, view_id: str | None = None) -> str:
    """https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses"""
    number = workspace.number("trigger")
    trigger = Trigger(f"{number}.{int(workspace.now())}.{number:032x}", user, workspace.now(), view_id)
    triggers = workspace.triggers
    triggers[trigger.id] = trigger
    if len(triggers) > _MOST_TRIGGERS:
        del triggers[next(iter(triggers))]
    return trigger.id


def valid_trigger(workspace: Workspace, trigger_id: str) -> Trigger:
    """Good for three seconds and for once: it is `used` by whoever opens something for it."""
    trigger = workspace.triggers.get(trigger_id)
    if trigger is None:
        raise SlackError("invalid_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    if workspace.now() - trigger.issued > TRIGGER_SECONDS:
        raise SlackError("expired_trigger_id")
    return trigger


def require_own_external_id(workspace: Workspace, body: JSON, replaced: View | None = None) -> None:
    """An app's own name for a view is for one view of the team: https://docs.slack.dev/reference/views"""
    external = body.get("external_id")
    others = (view for view in workspace.views.values() if view is not replaced)
    if external and any(view.body.get("external_id") == external for view in others):
        raise SlackError("duplicate_external_id")


def open_modal(workspace: Workspace, user: str, body: JSON) -> View:
    """A new modal takes the place of whatever the person had open."""
    for view_id in workspace.stacks.pop(user, []):
        del workspace.views[view_id]
    return _stack(workspace, user, body)


def push_modal(workspace: Workspace, user: str, body: JSON) -> View:
    if len(workspace.stacks.get(user, [])) >= _MOST_STACKED:
        raise SlackError("push_limit_reached")
    return _stack(workspace, user, body)


def update_view(workspace: Workspace, view: View, body: JSON) -> View:
    """What the person typed stays where block and action keep their ids."""
    typed = view.values
    view.body = _completed(workspace, body)
    view.hash = _new_hash(workspace)
    view.values = initial_values(view.body["blocks"])
    for block_id, actions in view.values.items():
        for action_id in actions:
            before = typed.get(block_id, {}).get(action_id)
            if before and before["type"] == actions[action_id]["type"]:
                actions[action_id] = before
    if view.type == "home":
        workspace.tell(HomeShown(view.user))
    elif workspace.top_view(view.user) is view:
        workspace.tell(ViewShown(view.user, view))
    return view


def close_modal(workspace: Workspace, user: str, *, whole_stack: bool = False) -> None:
    stack = workspace.stacks.get(user, [])
    gone = stack[:] if whole_stack else stack[-1:]
    for view_id in gone:
        stack.remove(view_id)
        del workspace.views[view_id]
    workspace.tell(ViewShown(user, workspace.top_view(user)))


def publish_home(workspace: Workspace, user: str, body: JSON) -> View:
    """https://docs.slack.dev/surfaces/app-home"""
    view = workspace.homes.get(user)
    if view is not None:
        return update_view(workspace, view, body)
    view = _new_view(workspace, user, body)
    workspace.homes[user] = workspace.views[view.id] = view
    workspace.tell(HomeShown(user))
    return view


def _stack(workspace: Workspace, user: str, body: JSON) -> View:
    stack = workspace.stacks.setdefault(user, [])
    view = _new_view(workspace, user, body)
    if stack:
        view.root_id, view.previous_id = stack[0], stack[-1]
    workspace.views[view.id] = view
    stack.append(view.id)
    workspace.tell(ViewShown(user, view))
    return view


def _new_view(workspace: Workspace, user: str, body: JSON) -> View:
    complete = _completed(workspace, body)
    view_id = workspace.new_id("V")
    values = initial_values(complete["blocks"])
    return View(view_id, user, complete, _new_hash(workspace), root_id=view_id, values=values)


def _completed(workspace: Workspace, body: JSON) -> JSON:
    return {**body, "blocks": named_blocks(workspace, body["blocks"])}


def _new_hash(workspace: Workspace) -> str:
    return f"{int(workspace.now())}.{workspace.number('hash'):08x}"
