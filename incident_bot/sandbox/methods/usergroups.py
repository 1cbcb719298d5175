"""User groups: usergroups.*"""

from __future__ import annotations

from ..call import Call, method
from ..errors import SlackError
from ..people_shapes import group_shape
from ..records import JSON


@method(
    "usergroups.list",
    tier=2,
    optional=("include_users", "include_count", "include_disabled", "team_id"),
    on_order=("plan_upgrade_required",),
    scope="usergroups:read",
)
def list_(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/usergroups.list"""
    groups = call.workspace.groups.values()
    shown = [group for group in groups if call.flag("include_disabled") or not group.deleted]
    with_users = call.flag("include_users")
    return {"usergroups": [group_shape(call.workspace, group, with_users=with_users) for group in shown]}


@method(
    "usergroups.users.list",
    tier=2,
    required=("usergroup",),
    optional=("include_disabled", "team_id"),
    errors=("no_such_subteam",),
    on_order=("invalid_cursor", "plan_upgrade_required"),
    scope="usergroups:read",
)
def users_list(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/usergroups.users.list"""
    group = call.workspace.groups.get(call.text("usergroup"))
    if group is None or (group.deleted and not call.flag("include_disabled")):
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}
