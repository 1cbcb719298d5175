"""Where a person's act comes from, as payloads tell it."""

from __future__ import annotations

from ..records import JSON, Channel, ResponseUrl
from ..workspace import Workspace


def envelope(workspace: Workspace, user: str) -> JSON:
    """The fields common to https://docs.slack.dev/reference/interaction-payloads"""
    name = workspace.users[user].name
    return {
        "token": workspace.app.verification_token,
        "api_app_id": workspace.app.id,
        "team": {"id": workspace.team_id, "domain": workspace.domain},
        "user": {"id": user, "username": name, "name": name, "team_id": workspace.team_id},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def channel_name(channel: Channel) -> str:
    if channel.is_im:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name


def new_response_url(
    workspace: Workspace, family: str, user: str, channel: Channel, message_ts: str | None = None
) -> str:
    number = workspace.number("response_url")
    path = f"{family}/{workspace.team_id}/{number}/{number:024x}"
    url = ResponseUrl(path, user, channel.id, workspace.now(), message_ts)
    workspace.response_urls[path] = url
    return f"{workspace.url}/hooks/{path}"
