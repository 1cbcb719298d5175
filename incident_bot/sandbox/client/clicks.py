"""Buttons and menus: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload"""

from __future__ import annotations

from typing import Any

from ..acts.modals import new_trigger
from ..delivery import Answer, Delivery
from ..elements import choice, elements_in, find_element, initial_values
from ..errors import SlackError
from ..records import JSON, Message, View
from ..shapes import view_shape
from ..workspace import Workspace
from .origin import envelope, message_blocks, message_origin, new_response_url


async def click(
    workspace: Workspace,
    delivery: Delivery,
    user: str,
    message: Message,
    block_id: str,
    action_id: str,
    value: Any = None,
    typed: dict[str, JSON] | None = None,
) -> Answer:
    """A person uses an element of a message; `typed` is what they put into its other inputs just before.

    What they put into it earlier is remembered.
    """
    blocks = message_blocks(message)
    chosen = choice(_element(message, blocks, block_id, action_id), value)
    payload = _payload(workspace, user, block_id, action_id, chosen)
    payload |= message_origin(workspace, message, block_id)
    channel = workspace.channels[message.channel]
    payload["response_url"] = new_response_url(workspace, "actions", user, channel, message.ts)
    entered = {**(typed or {}), block_id: {**(typed or {}).get(block_id, {}), action_id: value}}
    state = _state(message, user, blocks, entered)
    payload["state"] = {"values": state}
    return await delivery.ask("interactive", "block_actions", payload)


async def click_in_view(
    workspace: Workspace, delivery: Delivery, view: View, block_id: str, action_id: str, value: Any = None
) -> Answer:
    """A person uses an element of a modal or of the home tab."""
    chosen = enter(view, block_id, action_id, value)
    payload = _payload(workspace, view.user, block_id, action_id, chosen, view.id)
    payload |= {"container": {"type": "view", "view_id": view.id}, "view": view_shape(workspace, view)}
    return await delivery.ask("interactive", "block_actions", payload)


def enter(view: View, block_id: str, action_id: str, value: Any) -> JSON:
    """What a person typed or picked is remembered in the view until it is submitted."""
    chosen = choice(_element(view, view.body["blocks"], block_id, action_id), value)
    if action_id in view.values.get(block_id, {}):
        view.values[block_id][action_id] = chosen
    return chosen


def dispatches(block: JSON, element: JSON, on: str = "on_character_entered") -> bool:
    """Whether using it is told to the app at once; text is, if at all, on Enter unless it says otherwise.

    https://docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object
    """
    if block["type"] != "input":
        return True
    if not block.get("dispatch_action"):
        return False
    if not str(element["type"]).endswith("_input") or element["type"] == "file_input":
        return True
    return on in element.get("dispatch_action_config", {}).get("trigger_actions_on", ["on_enter_pressed"])


def _element(where: Message | View, blocks: list[JSON], block_id: str, action_id: str) -> JSON:
    element = find_element(blocks, block_id, action_id)
    if element is None:
        raise SlackError("no_such_element")
    return _with_offers(where, block_id, element)


def _with_offers(where: Message | View, block_id: str, element: JSON) -> JSON:
    """An external menu with the options that the app has offered so far."""
    if not str(element["type"]).endswith("external_select"):
        return element
    initial = [element["initial_option"]] if "initial_option" in element else []
    initial += element.get("initial_options", [])
    return {**element, "options": initial + where.offered.get(block_id, {}).get(element["action_id"], [])}


def _state(message: Message, user: str, blocks: list[JSON], typed: dict[str, JSON]) -> JSON:
    """What the message's inputs hold for this person: what they put in, else what was there at first."""
    values = initial_values(blocks)
    for block, element in elements_in(blocks):
        block_id, action_id = block["block_id"], element["action_id"]
        if action_id not in values.get(block_id, {}):
            continue
        whose = (user, block_id, action_id)
        if action_id in typed.get(block_id, {}):
            offered = _with_offers(message, block_id, element)
            message.picked[whose] = choice(offered, typed[block_id][action_id])
        # An edit may have put another element in its place.
        if (before := message.picked.get(whose)) and before["type"] == element["type"]:
            values[block_id][action_id] = before
    return values


def _payload(
    workspace: Workspace, user: str, block_id: str, action_id: str, chosen: JSON, view_id: str | None = None
) -> JSON:
    action = {"block_id": block_id, "action_id": action_id, **chosen, "action_ts": workspace.new_ts()}
    trigger = new_trigger(workspace, user, view_id)
    start = {"type": "block_actions", **envelope(workspace, user)}
    return {**start, "trigger_id": trigger, "actions": [action]}
