"""What Slack tells of itself: who, which channel, which message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Identity:
    """Who the bot is: from auth.test."""

    workspace: str
    url: str
    person: str
    bot_id: str


@dataclass(frozen=True)
class FoundChannel:
    """A channel found by its name. `ours`: the bot made it."""

    id: str
    ours: bool
    is_archived: bool
    is_member: bool


@dataclass(frozen=True)
class AboutChannel:
    """A channel as the bot sees it."""

    id: str
    name: str
    is_private: bool
    is_archived: bool
    is_member: bool


@dataclass(frozen=True)
class FoundPerson:
    """Somebody in the workspace."""

    id: str
    handle: str
    name: str
    zone: str
    is_bot: bool
    is_gone: bool
    is_guest: bool = False
    is_stranger: bool = False


def person_from(member: dict[str, Any], workspace: str | None = None) -> FoundPerson:
    """A person from Slack's user object, a stranger when they are of another team than `workspace`.

    https://docs.slack.dev/reference/objects/user-object
    """
    team = member.get("team_id")
    profile = member.get("profile") or {}
    name = (
        profile.get("display_name")
        or member.get("real_name")
        or profile.get("real_name")
        or member.get("name")
    )
    return FoundPerson(
        id=str(member["id"]),
        handle=str(member.get("name") or member["id"]),
        name=str(name or member["id"]),
        zone=str(member.get("tz") or "UTC"),
        is_bot=bool(member.get("is_bot")) or member["id"] == "USLACKBOT",
        is_gone=bool(member.get("deleted")),
        # https://docs.slack.dev/reference/objects/user-object: single-channel guests are both.
        is_guest=bool(member.get("is_restricted") or member.get("is_ultra_restricted")),
        is_stranger=bool(member.get("is_stranger")) or bool(workspace and team and team != workspace),
    )
