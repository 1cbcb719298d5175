"""Shortcuts, global and on messages: https://docs.slack.dev/interactivity/implementing-shortcuts"""

from __future__ import annotations

from ..acts.modals import new_trigger
from ..delivery import Answer, Delivery
from ..errors import SlackError
from ..records import JSON, Message, Shortcut
from ..shapes import message_shape
from ..workspace import Workspace
from .origin import channel_name, envelope, new_response_url


async def run_shortcut(workspace: Workspace, delivery: Delivery, user: str, callback_id: str) -> Answer:
    """From the search or the plus beside the message field. Raises SlackError for one the app does not have.

    https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
    """
    shortcut = _shortcut(workspace, "global", callback_id)
    return await delivery.ask("interactive", "shortcut", _payload(workspace, user, "shortcut", shortcut))


async def run_message_shortcut(
    workspace: Workspace, delivery: Delivery, user: str, message: Message, callback_id: str
) -> Answer:
    """From the menu of a message. Raises SlackError for one the app does not have, or on a whisper."""
    shortcut = _shortcut(workspace, "message", callback_id)
    if message.ephemeral_to is not None:
        raise SlackError("no_such_shortcut")
    channel = workspace.channels[message.channel]
    payload = _payload(workspace, user, "message_action", shortcut)
    payload |= {
        "message_ts": message.ts,
        "message": message_shape(workspace, message),
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "response_url": new_response_url(workspace, "app", user, channel),
    }
    return await delivery.ask("interactive", "message_action", payload)


def _shortcut(workspace: Workspace, kind: str, callback_id: str) -> Shortcut:
    """https://docs.slack.dev/reference/scopes/commands, which goes for shortcuts too"""
    app = workspace.app
    if app.scopes is None or "commands" in app.scopes:
        for shortcut in app.shortcuts:
            if shortcut.type == kind and shortcut.callback_id == callback_id:
                return shortcut
    raise SlackError("no_such_shortcut")


def _payload(workspace: Workspace, user: str, kind: str, shortcut: Shortcut) -> JSON:
    origin: JSON = {"type": kind, **envelope(workspace, user), "callback_id": shortcut.callback_id}
    return origin | {"trigger_id": new_trigger(workspace, user), "action_ts": workspace.new_ts()}
