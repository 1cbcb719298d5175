"""People: users.* (their channels: listings.py)"""

from __future__ import annotations

from ..call import Call, method
from ..errors import SlackError
from ..paging import page
from ..people_shapes import LOCALE, user_shape
from ..records import JSON, User

# Slack wants a limit for large teams and publishes no number.
BIG_TEAM = 1000
_MOST = 1000


@method(
    "users.info",
    tier=4,
    required=("user",),
    optional=("include_locale",),
    errors=("user_not_found",),
    on_order=("user_not_visible",),
    scope="users:read",
)
def info(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/users.info"""
    return {"user": _shape(call, call.workspace.user(call.text("user")))}


@method(
    "users.list",
    tier=2,
    optional=("cursor", "limit", "include_locale", "team_id"),
    errors=("invalid_cursor", "limit_required"),
    on_order=("missing_argument",),
    scope="users:read",
)
def list_(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/users.list; everybody, bots and those who left included."""
    everybody = list(call.workspace.users.values())
    if len(everybody) > BIG_TEAM and call.text("limit") in ("", "0"):
        raise SlackError("limit_required")
    found, metadata = page(
        call,
        everybody,
        # Without a limit Slack sends all of them at once.
        default=len(everybody),
        most=_MOST,
        key=lambda user: user.id,
        wrong_limit=None,
    )
    members = [_shape(call, user) for user in found]
    return {"members": members, "cache_ts": int(call.workspace.now()), **metadata}


@method(
    "users.lookupByEmail",
    tier=3,
    required=("email",),
    errors=("users_not_found",),
    scope="users:read.email",
)
def lookup_by_email(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/users.lookupByEmail"""
    wanted = call.text("email").strip().lower()
    for user in call.workspace.people():
        if user.email.lower() == wanted and not user.deleted:
            return {"user": user_shape(call.workspace, user)}
    raise SlackError("users_not_found")


def _shape(call: Call, user: User) -> JSON:
    shape = user_shape(call.workspace, user)
    return {**shape, "locale": LOCALE} if call.flag("include_locale") else shape
