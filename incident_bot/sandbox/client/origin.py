"""Where a person's act comes from, as payloads tell it."""

from __future__ import annotations

from ..people_shapes import team_of
from ..records import JSON, Channel, Message, ResponseUrl
from ..shapes import message_shape
from ..workspace import Workspace

# A sandbox that runs for weeks forgets the oldest; they are long expired.
_MOST_URLS, _FORGOTTEN_AT_ONCE = 20_000, 5_000


def envelope(workspace: Workspace, user: str) -> JSON:
    """The fields common to https://docs.slack.dev/reference/interaction-payloads"""
    name, team = workspace.users[user].name, team_of(workspace, workspace.users[user])
    return {
        "token": workspace.app.verification_token,
        "api_app_id": workspace.app.id,
        "team": {"id": workspace.team_id, "domain": workspace.domain},
        "user": {"id": user, "username": name, "name": name, "team_id": team},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def channel_name(channel: Channel) -> str:
    """What payloads say instead of private names; "privategroup" is what was seen, not what is documented."""
    if channel.is_im:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name


def message_blocks(message: Message) -> list[JSON]:
    """Its blocks, and those of its attachments."""
    attached = [block for each in message.attachments or [] for block in each.get("blocks", [])]
    return [*(message.blocks or []), *attached]


def message_origin(workspace: Workspace, message: Message, block_id: str | None = None) -> JSON:
    """The message, and the block of it, that was acted in; a whisper is not told, only that it was one."""
    whispered = message.ephemeral_to is not None
    channel = workspace.channels[message.channel]
    container: JSON = {"type": "message", "message_ts": message.ts, "channel_id": channel.id}
    container |= {"is_ephemeral": whispered, **_attachment(message, block_id)}
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    origin: JSON = {"container": container, "channel": {"id": channel.id, "name": channel_name(channel)}}
    if not whispered:
        origin["message"] = message_shape(workspace, message)
    return origin


def new_response_url(
    workspace: Workspace, family: str, user: str, channel: Channel, message_ts: str | None = None
) -> str:
    """An address for answers, kept while it can be used; `family` is how its path begins."""
    number = workspace.number("response_url")
    path = f"{family}/{workspace.team_id}/{number}/{number:024x}"
    urls = workspace.response_urls
    urls[path] = ResponseUrl(path, user, channel.id, workspace.now(), message_ts)
    if len(urls) > _MOST_URLS:
        for old in list(urls)[:_FORGOTTEN_AT_ONCE]:
            del urls[old]
    return f"{workspace.url}/hooks/{path}"


def _attachment(message: Message, block_id: str | None) -> JSON:
    """https://docs.slack.dev/reference/interaction-payloads/block_actions-payload"""
    for number, attachment in enumerate(message.attachments or [], 1):
        if any(block["block_id"] == block_id for block in attachment.get("blocks", [])):
            return {"type": "message_attachment", "attachment_id": number, "is_app_unfurl": False}
    return {}
