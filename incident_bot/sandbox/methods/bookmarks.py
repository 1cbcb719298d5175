"""Links at the top of a channel: bookmarks.*"""

from __future__ import annotations

from ..acts.membership import require_member
from ..call import Call, invalid_arguments, method
from ..changes import ChannelChanged
from ..errors import SlackError
from ..records import JSON, Channel


@method("bookmarks.add", tier=2, scope="bookmarks:write")
def add(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/bookmarks.add"""
    channel = _channel(call)
    title, kind = call.required("title"), call.required("type")
    if kind != "link":
        raise SlackError("invalid_bookmark_type")
    if len(title) > 256:
        raise invalid_arguments("must be less than 257 characters [json-pointer:/title]")
    bookmark: JSON = {"id": call.workspace.new_id("Bk"), "channel_id": channel.id, "title": title}
    now = int(call.workspace.now())
    bookmark |= {
        "link": _link(call),
        "emoji": call.text("emoji"),
        "icon_url": "",
        "type": kind,
        "entity_id": None,
    }
    bookmark |= {"date_created": now, "date_updated": 0, "rank": f"{len(channel.bookmarks):04d}"}
    bookmark |= {"last_updated_by_user_id": call.me, "last_updated_by_team_id": call.workspace.team_id}
    bookmark |= {"shortcut_id": None, "app_id": call.workspace.app.id}
    channel.bookmarks.append(bookmark)
    call.workspace.tell(ChannelChanged(channel))
    return {"bookmark": bookmark}


@method("bookmarks.edit", tier=2, scope="bookmarks:write")
def edit(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/bookmarks.edit"""
    channel = _channel(call)
    bookmark = _bookmark(call, channel)
    if "title" in call.args:
        bookmark["title"] = call.text("title")
    if "link" in call.args:
        bookmark["link"] = _link(call)
    bookmark["date_updated"] = int(call.workspace.now())
    call.workspace.tell(ChannelChanged(channel))
    return {"bookmark": bookmark}


@method("bookmarks.list", tier=3, scope="bookmarks:read")
def list_(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/bookmarks.list"""
    return {"bookmarks": list(_channel(call).bookmarks)}


@method("bookmarks.remove", tier=2, scope="bookmarks:write")
def remove(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/bookmarks.remove"""
    channel = _channel(call)
    channel.bookmarks.remove(_bookmark(call, channel))
    call.workspace.tell(ChannelChanged(channel))
    return {}


def _channel(call: Call) -> Channel:
    channel = call.conversation("channel_id")
    require_member(channel, call.me)
    return channel


def _bookmark(call: Call, channel: Channel) -> JSON:
    wanted = call.required("bookmark_id")
    for bookmark in channel.bookmarks:
        if bookmark["id"] == wanted:
            return bookmark
    raise SlackError("not_found")


def _link(call: Call) -> str:
    link = call.text("link")
    if len(link) > 2048 or not link.startswith(("http://", "https://")):
        raise SlackError("invalid_link")
    return link
