"""Who is in a workspace: people and user groups."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class User:
    """https://docs.slack.dev/reference/objects/user-object"""

    id: str
    name: str
    real_name: str
    tz: str = "UTC"
    is_bot: bool = False
    is_admin: bool = False
    is_owner: bool = False
    # A guest of several channels; `is_ultra_restricted` of a single one: https://slack.com/help/articles/202518103
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    # Of another company, met in shared channels; "" is of this team: https://docs.slack.dev/apis/slack-connect
    team_id: str = ""
    deleted: bool = False
    email: str = ""
    title: str = ""
    status_text: str = ""
    status_emoji: str = ""
    # When something of this was last changed, in seconds since 1970; 0 is never.
    updated: int = 0


@dataclass
class Group:
    """https://docs.slack.dev/reference/objects/usergroup-object"""

    id: str
    handle: str
    name: str
    users: list[str]
    description: str = ""
    deleted: bool = False
