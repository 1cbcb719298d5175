"""User groups that get other members."""

from __future__ import annotations

from ..people_shapes import group_shape
from ..records import Group
from ..workspace import Workspace
from .membership import event


def change_members(workspace: Workspace, group: Group, users: list[str]) -> None:
    """https://docs.slack.dev/reference/events/subteam_members_changed and …/subteam_updated"""
    before, group.users = group.users, list(dict.fromkeys(users))
    added = [user for user in group.users if user not in before]
    removed = [user for user in before if user not in group.users]
    changed = event(
        workspace,
        "subteam_members_changed",
        subteam_id=group.id,
        team_id=workspace.team_id,
        added_users=added,
        added_users_count=len(added),
        removed_users=removed,
        removed_users_count=len(removed),
    )
    workspace.send_event(changed, None)
    shape = group_shape(workspace, group, with_users=True)
    workspace.send_event(event(workspace, "subteam_updated", subteam=shape), None)
