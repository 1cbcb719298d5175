"""Which events an app is sent: those it subscribed to, has the scope for, and is there to see."""

from __future__ import annotations

from ..records import JSON, App, Channel

_MESSAGES = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}

# The scope each needs, by the beginning of its name: https://docs.slack.dev/reference/events
_SCOPES = {
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "message_metadata_": "metadata.message:read",
    "app_mention": "app_mentions:read",
    "reaction_": "reactions:read",
    "channel_": "channels:read",
    "group_": "groups:read",
    "im_": "im:read",
    "mpim_": "mpim:read",
    "pin_": "pins:read",
    "user_": "users:read",
    "team_join": "users:read",
    "subteam_": "usergroups:read",
    "file_": "files:read",
}
# Who comes and goes is told by what kind of channel it is: https://docs.slack.dev/reference/events/member_joined_channel
_MEMBER_SCOPES = {"channel": "channels:read", "group": "groups:read", "mpim": "mpim:read", "im": "im:read"}

EVENT_SCOPES = frozenset([*_SCOPES.values(), *_MEMBER_SCOPES.values()])

# Of public channels these are told to whoever may read channels, there or not.
_OF_THE_DIRECTORY = frozenset(
    {"channel_created", "channel_deleted", "channel_rename", "channel_archive", "channel_unarchive"}
)
# These tell the app that it is not there any more.
_OF_LEAVING = frozenset({"channel_left", "group_left"})


def is_sent(app: App, event: JSON, channel: Channel | None) -> bool:
    """Whether the app hears of what happened in `channel`, or of what happened in none."""
    if channel is not None and not _sees(app, event, channel):
        return False
    name = subscription(event)
    if app.events is not None and name not in app.events:
        return False
    if name.startswith("message_metadata_") and event["metadata"]["event_type"] not in app.metadata_types:
        return False
    needed = _scope(name, channel)
    return needed is None or app.scopes is None or needed in app.scopes


def subscription(event: JSON) -> str:
    """The name under which an app subscribes to it."""
    if event["type"] == "message":
        return _MESSAGES[event["channel_type"]]
    return str(event["type"])


def _sees(app: App, event: JSON, channel: Channel) -> bool:
    if app.user in channel.members or event["type"] in _OF_LEAVING:
        return True
    return channel.kind == "channel" and event["type"] in _OF_THE_DIRECTORY


def _scope(name: str, channel: Channel | None) -> str | None:
    if name.startswith("member_") and channel is not None:
        return _MEMBER_SCOPES[channel.kind]
    return next((scope for start, scope in _SCOPES.items() if name.startswith(start)), None)
