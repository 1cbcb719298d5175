"""Slack's JSON for people and groups: https://docs.slack.dev/reference/objects/"""

from __future__ import annotations

from .avatars import avatar_hash, color, images
from .records import JSON, Group, User
from .time_zones import label_and_offset
from .workspace import Workspace

# Everybody here reads English: https://docs.slack.dev/reference/methods/users.info
LOCALE = "en-US"


def user_shape(workspace: Workspace, user: User) -> JSON:
    """https://docs.slack.dev/reference/objects/user-object"""
    label, offset = label_and_offset(user.tz, workspace.now())
    return {
        "id": user.id,
        "team_id": team_of(workspace, user),
        "name": user.name,
        "deleted": user.deleted,
        "color": color(user),
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": label,
        "tz_offset": offset,
        "profile": _profile(workspace, user),
        "is_admin": user.is_admin or user.is_owner,
        "is_owner": user.is_owner,
        "is_primary_owner": False,
        # A guest of one channel is a guest too.
        "is_restricted": user.is_restricted or user.is_ultra_restricted,
        "is_ultra_restricted": user.is_ultra_restricted,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": user.updated,
    }


def team_of(workspace: Workspace, user: User) -> str:
    """The id of the team that somebody belongs to, which is another one's for people in shared channels."""
    return user.team_id or workspace.team_id


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
        "avatar_hash": avatar_hash(user),
        **images(workspace, user),
        "team": team_of(workspace, user),
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
    somebody = next(iter(workspace.users), "")
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
        "created_by": somebody,
        "updated_by": somebody,
        "deleted_by": somebody if group.deleted else None,
        "prefs": {"channels": [], "groups": []},
        # A number; some of Slack's own examples have it as a string.
        "user_count": len(group.users),
    }
    if with_users:
        shape["users"] = list(group.users)
    return shape
