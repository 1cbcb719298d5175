"""Links at the top of a channel: bookmarks.*"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..call import Call, invalid_arguments, method
from ..changes import ChannelChanged
from ..errors import SlackError
from ..records import JSON, Channel

# Slack has a limit and publishes no number.
MOST_BOOKMARKS = 100
_MOST_TITLE, _MOST_LINK = 256, 2048
_EMOJI = re.compile(r":[a-z0-9_+'-]+(::skin-tone-[2-6])?:")

_OF_A_FILE = (
    "slack_connect_blocked_file_type",
    "slack_connect_clip_sharing_blocked",
    "slack_connect_file_upload_sharing_blocked",
)


@method(
    "bookmarks.add",
    tier=2,
    required=("channel_id", "title", "type"),
    optional=("link", "emoji", "parent_id", "entity_id", "access_level"),
    errors=(
        "channel_not_found",
        "invalid_bookmark_type",
        "invalid_emoji",
        "invalid_link",
        "invalid_parent_type",
        "permission_denied",
        "too_many_bookmarks",
    ),
    on_order=(
        *_OF_A_FILE,
        "cannot_bookmark_from_external_org",
        "cannot_bookmark_restricted_sharing_enabled",
        "file_already_added",
        "file_not_found",
        "invalid_app_action_type",
        "invalid_child_type",
        "invalid_entity_id",
        "invalid_shortcut_type",
        "not_implemented",
        "parent_bookmark_disabled",
        "parent_with_link",
        "too_many_requests",
        "too_many_tabs",
    ),
    scope="bookmarks:write",
)
def add(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/bookmarks.add"""
    channel = _channel(call)
    if call.text("type") != "link":
        raise SlackError("invalid_bookmark_type")
    if call.text("parent_id"):
        # A link is no parent, and there is nothing else.
        raise SlackError("invalid_parent_type")
    if call.text("access_level", "read") not in ("read", "write"):
        raise invalid_arguments("must be one of: read, write [json-pointer:/access_level]")
    given = {"title": _title(call), "link": _link(call), "emoji": _emoji(call)}
    if len(channel.bookmarks) >= MOST_BOOKMARKS:
        raise SlackError("too_many_bookmarks")
    bookmark = _new_bookmark(call, channel, given)
    channel.bookmarks.append(bookmark)
    call.workspace.tell(ChannelChanged(channel))
    return {"bookmark": dict(bookmark)}


@method(
    "bookmarks.edit",
    tier=2,
    required=("channel_id", "bookmark_id"),
    optional=("title", "link", "emoji"),
    errors=("channel_not_found", "invalid_emoji", "invalid_link", "not_found", "permission_denied"),
    on_order=(
        *_OF_A_FILE,
        "invalid_bookmark_type",
        "not_implemented",
        "parent_with_link",
        "too_many_requests",
    ),
    scope="bookmarks:write",
)
def edit(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/bookmarks.edit; what is not given stays."""
    channel = _channel(call)
    bookmark = _bookmark(call, channel)
    read: dict[str, Callable[[Call], str]] = {"title": _title, "link": _link, "emoji": _emoji}
    changed = {name: of(call) for name, of in read.items() if call.args.get(name) is not None}
    bookmark |= changed | {
        "date_updated": int(call.workspace.now()),
        "last_updated_by_user_id": call.me,
        "last_updated_by_team_id": call.workspace.team_id,
    }
    call.workspace.tell(ChannelChanged(channel))
    return {"bookmark": dict(bookmark)}


@method(
    "bookmarks.list",
    tier=3,
    required=("channel_id",),
    errors=("channel_not_found", "permission_denied"),
    on_order=("not_implemented", "too_many_requests"),
    scope="bookmarks:read",
)
def list_(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/bookmarks.list"""
    return {"bookmarks": [dict(bookmark) for bookmark in _channel(call).bookmarks]}


@method(
    "bookmarks.remove",
    tier=2,
    required=("channel_id", "bookmark_id"),
    errors=("channel_not_found", "not_found", "permission_denied"),
    on_order=("not_implemented", "too_many_requests"),
    scope="bookmarks:write",
)
def remove(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/bookmarks.remove"""
    channel = _channel(call)
    channel.bookmarks.remove(_bookmark(call, channel))
    call.workspace.tell(ChannelChanged(channel))
    return {}


def _new_bookmark(call: Call, channel: Channel, given: JSON) -> JSON:
    now, last = int(call.workspace.now()), channel.bookmarks[-1:]
    bookmark: JSON = {"id": call.workspace.new_id("Bk"), "channel_id": channel.id, **given}
    bookmark |= {"icon_url": "", "type": "link", "entity_id": call.args.get("entity_id")}
    # Ranks sort as strings, and the newest is the last.
    rank = f"{int(last[0]['rank']) + 1 if last else 0:04d}"
    bookmark |= {"date_created": now, "date_updated": 0, "rank": rank}
    bookmark |= {"last_updated_by_user_id": call.me, "last_updated_by_team_id": call.workspace.team_id}
    return {**bookmark, "shortcut_id": None, "app_id": None}


def _channel(call: Call) -> Channel:
    channel = call.conversation("channel_id")
    if call.me not in channel.members:
        raise SlackError("permission_denied")
    return channel


def _bookmark(call: Call, channel: Channel) -> JSON:
    for bookmark in channel.bookmarks:
        if bookmark["id"] == call.text("bookmark_id"):
            return bookmark
    raise SlackError("not_found")


def _title(call: Call) -> str:
    title = call.text("title")
    if not 0 < len(title) <= _MOST_TITLE:
        raise invalid_arguments(f"must be less than {_MOST_TITLE + 1} characters [json-pointer:/title]")
    return title


def _link(call: Call) -> str:
    link = call.text("link")
    if len(link) > _MOST_LINK or not link.startswith(("http://", "https://")):
        raise SlackError("invalid_link")
    return link


def _emoji(call: Call) -> str:
    emoji = call.text("emoji")
    if emoji and not _EMOJI.fullmatch(emoji):
        raise SlackError("invalid_emoji")
    return emoji
