"""Slack's JSON for what the workspace holds: https://docs.slack.dev/reference/objects/"""

from __future__ import annotations

from .file_shapes import file_shape
from .records import JSON, Channel, Message, Note, View
from .workspace import Workspace


def channel_shape(workspace: Workspace, channel: Channel, seen_by: str) -> JSON:
    """https://docs.slack.dev/reference/objects/conversation-object"""
    if channel.is_im:
        return _direct_shape(workspace, channel, seen_by)
    shape: JSON = {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": channel.is_mpim,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_general": channel.is_general,
        "is_member": seen_by in channel.members,
        "is_shared": False,
        "is_ext_shared": False,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "unlinked": 0,
        "created": channel.created,
        # In milliseconds, other than the rest.
        "updated": max(channel.created, channel.topic.last_set, channel.purpose.last_set) * 1000,
        "creator": channel.creator,
        "topic": _note_shape(channel.topic),
        "purpose": _note_shape(channel.purpose),
        "previous_names": list(channel.previous_names),
        "context_team_id": workspace.team_id,
    }
    if channel.is_mpim:
        shape |= {"is_open": True, "priority": 0}
    if channel.canvas:
        shape["properties"] = {"canvas": {"file_id": channel.canvas, "is_empty": False, "quip_thread_id": ""}}
    return shape


def _direct_shape(workspace: Workspace, channel: Channel, seen_by: str) -> JSON:
    other = next((user for user in channel.members if user != seen_by), seen_by)
    return {
        "id": channel.id,
        "created": channel.created,
        "is_archived": False,
        "is_im": True,
        "is_private": True,
        "is_org_shared": False,
        "is_open": True,
        "context_team_id": workspace.team_id,
        "updated": channel.created * 1000,
        "user": other,
        "is_user_deleted": workspace.users[other].deleted,
        "priority": 0,
    }


def _note_shape(note: Note) -> JSON:
    return {"value": note.value, "creator": note.creator, "last_set": note.last_set}


def message_shape(workspace: Workspace, message: Message, *, metadata: bool = True) -> JSON:
    """https://docs.slack.dev/reference/events/message; without `metadata` only its type is told."""
    shape: JSON = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    if message.subtype:
        shape["subtype"] = message.subtype
    if message.client_msg_id:
        shape["client_msg_id"] = message.client_msg_id
    shape["team"] = workspace.team_id
    if message.by_app:
        shape |= _app_fields(workspace)
    if message.blocks:
        shape["blocks"] = message.blocks
    if message.attachments:
        shape["attachments"] = message.attachments
    if message.files:
        shape["files"] = [file_shape(workspace, workspace.files[file]) for file in message.files]
    if message.edited:
        shape["edited"] = message.edited
    if message.reactions:
        shape["reactions"] = reactions_shape(message)
    if message.metadata:
        shape["metadata"] = message.metadata if metadata else {"event_type": message.metadata["event_type"]}
    return shape | _thread_fields(workspace, message) | _pin_fields(workspace, message) | message.extra


def _app_fields(workspace: Workspace) -> JSON:
    app = workspace.app
    return {
        "bot_id": app.bot_id,
        "app_id": app.id,
        "bot_profile": {
            "id": app.bot_id,
            "app_id": app.id,
            "user_id": app.user,
            "name": app.name,
            "icons": {},
            "deleted": False,
            "updated": 0,
            "team_id": workspace.team_id,
        },
    }


def _thread_fields(workspace: Workspace, message: Message) -> JSON:
    if message.thread_ts is None or message.ephemeral_to:
        return {"thread_ts": message.thread_ts} if message.thread_ts else {}
    channel = workspace.channels[message.channel]
    if message.is_reply:
        parent = channel.messages.get(message.thread_ts)
        about: JSON = {"parent_user_id": parent.user} if parent else {}
        if parent and message.subtype == "thread_broadcast":
            # https://docs.slack.dev/reference/events/message/thread_broadcast
            about["root"] = message_shape(workspace, parent)
        return {"thread_ts": message.thread_ts, **about}
    replies = [channel.messages[ts] for ts in channel.threads.get(message.ts, [])]
    authors = list(dict.fromkeys(reply.user for reply in replies))
    shape: JSON = {"thread_ts": message.ts, "reply_count": len(replies), "reply_users_count": len(authors)}
    shape |= {"reply_users": authors[:5], "subscribed": False, "is_locked": False}
    if replies:
        shape["latest_reply"] = replies[-1].ts
    return shape


def _pin_fields(workspace: Workspace, message: Message) -> JSON:
    channel = workspace.channels[message.channel]
    pinned = any(pin.ts == message.ts for pin in channel.pins)
    return {"pinned_to": [channel.id]} if pinned else {}


def reactions_shape(message: Message) -> list[JSON]:
    return [
        {"name": name, "count": len(users), "users": list(users)} for name, users in message.reactions.items()
    ]


def view_shape(workspace: Workspace, view: View) -> JSON:
    """https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload"""
    body = view.body
    shape: JSON = {
        "id": view.id,
        "team_id": workspace.team_id,
        "type": view.type,
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "external_id": body.get("external_id", ""),
        "state": {"values": view.values},
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "app_id": workspace.app.id,
        "app_installed_team_id": workspace.team_id,
        "bot_id": workspace.app.bot_id,
    }
    # A home tab has these too, though nobody can set them.
    shape |= {name: body.get(name) for name in ("submit", "close")}
    shape |= {name: bool(body.get(name, False)) for name in ("clear_on_close", "notify_on_close")}
    if view.type == "modal":
        shape |= {"title": body["title"], "submit_disabled": False}
    return shape
