"""Slack's JSON for people and groups: https://docs.slack.dev/reference/objects/"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from .records import JSON, Group, User
from .workspace import Workspace


def user_shape(workspace: Workspace, user: User) -> JSON:
    """https://docs.slack.dev/reference/objects/user-object"""
    zone: tzinfo = UTC if user.tz == "UTC" else ZoneInfo(user.tz)
    local = datetime.fromtimestamp(workspace.now(), zone)
    offset = local.utcoffset()
    return {
        "id": user.id,
        "team_id": workspace.team_id,
        "name": user.name,
        "deleted": user.deleted,
        "color": f"{sum(map(ord, user.id)) * 7919 % 0xFFFFFF:06x}",
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": local.tzname() or user.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": _profile(workspace, user),
        "is_admin": user.is_admin,
        "is_owner": user.is_admin,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": int(workspace.now()),
    }


def _profile(workspace: Workspace, user: User) -> JSON:
    profile: JSON = {
        "title": user.title,
        "phone": "",
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        "status_text": user.status_text,
        "status_emoji": user.status_emoji,
        "avatar_hash": "",
        "team": workspace.team_id,
    }
    scopes = workspace.app.scopes
    if user.email and (scopes is None or "users:read.email" in scopes):
        profile["email"] = user.email
    if user.is_bot:
        profile["bot_id"] = workspace.app.bot_id
        profile["api_app_id"] = workspace.app.id
    return profile


def group_shape(workspace: Workspace, group: Group, *, with_users: bool) -> JSON:
    """https://docs.slack.dev/reference/objects/usergroup-object"""
    shape: JSON = {
        "id": group.id,
        "team_id": workspace.team_id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": group.description,
        "handle": group.handle,
        "is_external": False,
        "date_create": 0,
        "date_update": 0,
        "date_delete": 1 if group.deleted else 0,
        "auto_type": None,
        "created_by": "",
        "updated_by": "",
        "deleted_by": None,
        "prefs": {"channels": [], "groups": []},
        "user_count": len(group.users),
    }
    if with_users:
        shape["users"] = list(group.users)
    return shape
