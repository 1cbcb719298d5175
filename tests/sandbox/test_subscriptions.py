"""Which events an app is sent: by what it subscribed to, by its scopes, by where it is."""

from __future__ import annotations

from typing import Any

import pytest

from incident_bot.sandbox import Seed
from incident_bot.sandbox.delivery.subscriptions import is_sent
from incident_bot.sandbox.records import App, Channel

BOT = "U0BOT0000"

# What happens, where, under which name an app subscribes to it, and which scope it needs.
EVENTS: list[tuple[dict[str, Any], str | None, str, str | None]] = [
    ({"type": "message", "channel_type": "channel"}, "channel", "message.channels", "channels:history"),
    ({"type": "message", "channel_type": "group"}, "group", "message.groups", "groups:history"),
    ({"type": "message", "channel_type": "im"}, "im", "message.im", "im:history"),
    ({"type": "message", "channel_type": "mpim"}, "mpim", "message.mpim", "mpim:history"),
    ({"type": "app_mention"}, "channel", "app_mention", "app_mentions:read"),
    ({"type": "reaction_added"}, "channel", "reaction_added", "reactions:read"),
    ({"type": "reaction_removed"}, "group", "reaction_removed", "reactions:read"),
    ({"type": "member_joined_channel"}, "channel", "member_joined_channel", "channels:read"),
    ({"type": "member_joined_channel"}, "group", "member_joined_channel", "groups:read"),
    ({"type": "member_left_channel"}, "mpim", "member_left_channel", "mpim:read"),
    ({"type": "channel_created"}, None, "channel_created", "channels:read"),
    ({"type": "channel_rename"}, "channel", "channel_rename", "channels:read"),
    ({"type": "group_rename"}, "group", "group_rename", "groups:read"),
    ({"type": "pin_added"}, "channel", "pin_added", "pins:read"),
    ({"type": "user_change"}, None, "user_change", "users:read"),
    ({"type": "team_join"}, None, "team_join", "users:read"),
    ({"type": "subteam_updated"}, None, "subteam_updated", "usergroups:read"),
    ({"type": "file_shared"}, "channel", "file_shared", "files:read"),
    ({"type": "app_home_opened"}, None, "app_home_opened", None),
    ({"type": "tokens_revoked"}, None, "tokens_revoked", None),
    ({"type": "app_uninstalled"}, None, "app_uninstalled", None),
]
METADATA = {"type": "message_metadata_posted", "metadata": {"event_type": "incident"}}


def app(events: str | None, scopes: str | None) -> App:
    made = Seed.example().workspace(lambda: 0.0).app
    made.events = frozenset({events} if events else ())
    made.scopes = frozenset({scopes} if scopes else ())
    return made


def channel(kind: str | None, *members: str) -> Channel | None:
    if kind is None:
        return None
    private = kind != "channel"
    return Channel(
        "C1", "x", "U1", 0, private, is_im=kind == "im", is_mpim=kind == "mpim", members=list(members)
    )


@pytest.mark.parametrize("event, kind, name, scope", EVENTS, ids=[f"{e[2]}-{e[1]}" for e in EVENTS])
def test_an_event_needs_subscription_scope_and_membership(
    event: dict[str, Any], kind: str | None, name: str, scope: str | None
) -> None:
    where = channel(kind, BOT)
    assert is_sent(app(name, scope), event, where)
    assert not is_sent(app(None, scope), event, where)
    if scope is not None:
        assert not is_sent(app(name, None), event, where)
        assert not is_sent(app(name, "chat:write"), event, where)
    of_the_directory = name in ("channel_created", "channel_rename")
    if kind is not None and not of_the_directory:
        assert not is_sent(app(name, scope), event, channel(kind, "U1"))


@pytest.mark.parametrize("kind", ["channel_archive", "channel_unarchive", "channel_rename"])
def test_of_public_channels_one_hears_from_outside(kind: str) -> None:
    heard = app(kind, "channels:read")
    assert is_sent(heard, {"type": kind}, channel("channel"))
    assert not is_sent(heard, {"type": kind}, channel("group"))


def test_who_is_put_out_hears_that() -> None:
    assert is_sent(app("group_left", "groups:read"), {"type": "group_left"}, channel("group", "U1"))


def test_metadata_is_told_by_its_kind() -> None:
    told = app("message_metadata_posted", "metadata.message:read")
    assert not is_sent(told, METADATA, channel("channel", BOT))
    told.metadata_types = frozenset({"incident"})
    assert is_sent(told, METADATA, channel("channel", BOT))
    told.scopes = frozenset({"channels:history"})
    assert not is_sent(told, METADATA, channel("channel", BOT))
