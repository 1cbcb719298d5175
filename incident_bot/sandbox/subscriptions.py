"""Which events an app is sent: those it subscribed to, has the scope for, and is there to see."""

from __future__ import annotations

from .records import JSON, App, Channel

_MESSAGES = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}

# Any of the scopes is enough; by the beginning of the name: https://docs.slack.dev/reference/events
_SCOPES = {
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "app_mention": ("app_mentions:read",),
    "reaction_": ("reactions:read",),
    "member_": ("channels:read", "groups:read"),
    "channel_": ("channels:read",),
    "group_": ("groups:read",),
    "pin_": ("pins:read",),
    "user_change": ("users:read",),
    "team_join": ("users:read",),
    "subteam_": ("usergroups:read",),
    "file_": ("files:read",),
}


def is_sent(app: App, event: JSON, channel: Channel | None) -> bool:
    if channel is not None and app.user not in channel.members:
        return False
    name = subscription(event)
    if app.events is not None and name not in app.events:
        return False
    needed = next((scopes for start, scopes in _SCOPES.items() if name.startswith(start)), ())
    return not needed or app.scopes is None or not app.scopes.isdisjoint(needed)


def subscription(event: JSON) -> str:
    if event["type"] == "message":
        return _MESSAGES[event["channel_type"]]
    return str(event["type"])
