"""People: users.*"""

from __future__ import annotations

from ..call import Call, method
from ..errors import SlackError
from ..paging import page
from ..people_shapes import user_shape
from ..records import JSON


@method("users.info", tier=4, scope="users:read")
def info(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/users.info"""
    return {"user": user_shape(call.workspace, call.workspace.user(call.required("user")))}


@method("users.list", tier=2, scope="users:read")
def list_(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/users.list"""
    # Without a limit Slack sends everybody at once.
    everybody = list(call.workspace.users.values())
    found, metadata = page(call, everybody, default=max(len(everybody), 1), most=1000)
    members = [user_shape(call.workspace, user) for user in found]
    return {"members": members, "cache_ts": int(call.workspace.now()), **metadata}


@method("users.lookupByEmail", tier=3, scope="users:read.email")
def lookup_by_email(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/users.lookupByEmail"""
    wanted = call.required("email").lower()
    for user in call.workspace.people():
        if user.email.lower() == wanted and not user.deleted:
            return {"user": user_shape(call.workspace, user)}
    raise SlackError("users_not_found")
