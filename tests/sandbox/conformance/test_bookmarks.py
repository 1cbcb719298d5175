"""bookmarks.*: links at the top of a channel."""

from __future__ import annotations

from typing import Any

import pytest

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.acts.membership import create
from incident_bot.sandbox.methods.bookmarks import MOST_BOOKMARKS
from incident_bot.sandbox.rooms import Room

from .conftest import Slack
from .documented import documented
from .shapes import BOOKMARK, misfits

LINK = "https://example.com/runbook"
RUNBOOK: dict[str, Any] = {"title": "Runbook", "type": "link", "link": LINK, "emoji": ":book:"}


@pytest.fixture
async def bookmark(slack: Slack, room: Room) -> str:
    return str((await slack.call("bookmarks_add", channel_id=room.id, **RUNBOOK))["bookmark"]["id"])


@documented("bookmarks.add")
async def test_a_link_is_put_up(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    added = (await slack.call("bookmarks_add", channel_id=room.id, **RUNBOOK))["bookmark"]

    assert misfits(added, BOOKMARK) == []
    assert added["id"].startswith("Bk")
    assert {name: added[name] for name in RUNBOOK} == RUNBOOK
    assert (added["channel_id"], added["date_created"]) == (room.id, int(sandbox.workspace.now()))
    assert (added["date_updated"], added["last_updated_by_user_id"]) == (0, sandbox.app.user)
    assert room.bookmarks == [added]


@documented("bookmarks.edit")
async def test_a_link_is_put_right(slack: Slack, sandbox: Sandbox, room: Room, bookmark: str) -> None:
    edited = await slack.call("bookmarks_edit", channel_id=room.id, bookmark_id=bookmark, title="The runbook")
    assert misfits(edited["bookmark"], BOOKMARK) == []
    # What was not given is as it was.
    assert (edited["bookmark"]["title"], edited["bookmark"]["link"]) == ("The runbook", LINK)
    assert edited["bookmark"]["date_updated"] == int(sandbox.workspace.now())
    assert room.bookmarks == [edited["bookmark"]]


@documented("bookmarks.list")
@documented("bookmarks.remove")
async def test_a_link_is_listed_until_it_is_taken_down(slack: Slack, room: Room, bookmark: str) -> None:
    second = await slack.call("bookmarks_add", channel_id=room.id, **RUNBOOK)
    listed = (await slack.call("bookmarks_list", channel_id=room.id))["bookmarks"]
    assert [misfits(one, BOOKMARK) for one in listed] == [[], []]
    assert [one["rank"] for one in listed] == sorted(one["rank"] for one in listed)
    removed = await slack.call("bookmarks_remove", channel_id=room.id, bookmark_id=bookmark)
    assert removed == {"ok": True}
    assert [one["id"] for one in room.bookmarks] == [second["bookmark"]["id"]]


@documented("bookmarks.add", "invalid_link", "invalid_emoji", "invalid_bookmark_type", "invalid_parent_type")
@pytest.mark.parametrize(
    "changed,error",
    [
        ({"link": "javascript:alert(1)"}, "invalid_link"),
        ({"link": ""}, "invalid_link"),
        ({"link": LINK + "x" * 2048}, "invalid_link"),
        ({"emoji": "book"}, "invalid_emoji"),
        ({"type": "file"}, "invalid_bookmark_type"),
        ({"parent_id": "Bk0NONE"}, "invalid_parent_type"),
        ({"title": "x" * 257}, "invalid_arguments"),
        ({"title": ""}, "invalid_arguments"),
        ({"access_level": "all"}, "invalid_arguments"),
    ],
)
async def test_what_is_not_put_up(slack: Slack, room: Room, changed: dict[str, str], error: str) -> None:
    assert await slack.error("bookmarks_add", channel_id=room.id, **{**RUNBOOK, **changed}) == error
    assert room.bookmarks == []


@documented("bookmarks.add", "too_many_bookmarks")
async def test_more_links_than_fit(slack: Slack, room: Room, bookmark: str) -> None:
    first = room.channel.bookmarks[0]
    room.channel.bookmarks.extend(dict(first) for _ in range(MOST_BOOKMARKS - 1))
    assert await slack.error("bookmarks_add", channel_id=room.id, **RUNBOOK) == "too_many_bookmarks"


@documented("bookmarks.edit", "invalid_link", "invalid_emoji")
@pytest.mark.parametrize(
    "changed,error",
    [
        ({"link": "ftp://example.com"}, "invalid_link"),
        ({"emoji": "book"}, "invalid_emoji"),
        ({"title": "x" * 257}, "invalid_arguments"),
    ],
)
async def test_what_a_link_cannot_become(
    slack: Slack, room: Room, bookmark: str, changed: dict[str, str], error: str
) -> None:
    about = {"channel_id": room.id, "bookmark_id": bookmark, **changed}
    assert await slack.error("bookmarks_edit", **about) == error
    assert room.bookmarks[0]["link"] == LINK


@documented("bookmarks.edit", "not_found")
@documented("bookmarks.remove", "not_found")
@pytest.mark.parametrize("verb", ["bookmarks_edit", "bookmarks_remove"])
async def test_a_link_that_is_not_there(slack: Slack, room: Room, verb: str) -> None:
    assert await slack.error(verb, channel_id=room.id, bookmark_id="Bk0NONE") == "not_found"


@documented("bookmarks.add", "channel_not_found", "permission_denied")
@documented("bookmarks.edit", "channel_not_found", "permission_denied")
@documented("bookmarks.list", "channel_not_found", "permission_denied")
@documented("bookmarks.remove", "channel_not_found", "permission_denied")
@pytest.mark.parametrize(
    "verb,about",
    [
        ("bookmarks_add", RUNBOOK),
        ("bookmarks_edit", {"bookmark_id": "Bk0NONE"}),
        ("bookmarks_list", {}),
        ("bookmarks_remove", {"bookmark_id": "Bk0NONE"}),
    ],
)
async def test_links_are_for_members(
    slack: Slack, sandbox: Sandbox, secret_room: Room, verb: str, about: dict[str, Any]
) -> None:
    lounge = create(sandbox.workspace, "lounge", sandbox.person("ann").id)
    assert await slack.error(verb, channel_id=lounge.id, **about) == "permission_denied"
    for place in ("C0NOWHERE0", secret_room.id):
        assert await slack.error(verb, channel_id=place, **about) == "channel_not_found"
