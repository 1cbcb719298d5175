"""Buttons and menus: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload"""

from __future__ import annotations

from typing import Any

from ..acts.modals import new_trigger
from ..delivery import Delivery
from ..elements import choice, elements_in, find_element, initial_values
from ..errors import SlackError
from ..outgoing import Answer
from ..records import JSON, Channel, Message, View
from ..shapes import message_shape, view_shape
from ..workspace import Workspace
from .origin import envelope, new_response_url


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
    """A person uses an element of a message; `typed` is what its other inputs hold."""
    blocks = message.blocks or []
    chosen = choice(_element(blocks, block_id, action_id), value)
    channel = workspace.channels[message.channel]
    payload = _payload(workspace, user, block_id, action_id, chosen)
    payload |= _from_message(workspace, user, channel, message)
    payload["state"] = {"values": _state(blocks, {**(typed or {}), block_id: {action_id: value}})}
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
    chosen = choice(_element(view.body["blocks"], block_id, action_id), value)
    if action_id in view.values.get(block_id, {}):
        view.values[block_id][action_id] = chosen
    return chosen


def _element(blocks: list[JSON], block_id: str, action_id: str) -> JSON:
    element = find_element(blocks, block_id, action_id)
    if element is None:
        raise SlackError("no_such_element")
    return element


def _state(blocks: list[JSON], typed: dict[str, JSON]) -> JSON:
    values = initial_values(blocks)
    for block, element in elements_in(blocks):
        where = values.get(block["block_id"], {})
        entered = typed.get(block["block_id"], {})
        if element["action_id"] in where and element["action_id"] in entered:
            where[element["action_id"]] = choice(element, entered[element["action_id"]])
    return values


def _payload(
    workspace: Workspace, user: str, block_id: str, action_id: str, chosen: JSON, view_id: str | None = None
) -> JSON:
    action = {"block_id": block_id, "action_id": action_id, **chosen, "action_ts": workspace.new_ts()}
    trigger = new_trigger(workspace, user, view_id)
    start = {"type": "block_actions", **envelope(workspace, user)}
    return {**start, "trigger_id": trigger, "actions": [action]}


def _from_message(workspace: Workspace, user: str, channel: Channel, message: Message) -> JSON:
    whispered = message.ephemeral_to is not None
    container: JSON = {"type": "message", "message_ts": message.ts, "channel_id": channel.id}
    container["is_ephemeral"] = whispered
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    origin: JSON = {"container": container, "channel": {"id": channel.id, "name": channel.name}}
    origin["response_url"] = new_response_url(workspace, "actions", user, channel, message.ts)
    if not whispered:
        origin["message"] = message_shape(workspace, message)
    return origin
