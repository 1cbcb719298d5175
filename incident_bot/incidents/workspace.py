"""A workspace and the people in it, as far as the bot must know them: names and time zones."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from incident_bot.database import Base, UtcDateTime


class Workspace(Base):
    """One Slack workspace; `id` is its team id. Every incident belongs to one."""

    __tablename__ = "workspaces"

    id: Mapped[str] = mapped_column(String(30), primary_key=True)
    url: Mapped[str] = mapped_column(String(200))
    """Its address, with a slash at the end: links to messages start with it."""
    bot_person: Mapped[str] = mapped_column(String(30))
    """The bot's own user id."""
    last_number: Mapped[int] = mapped_column(default=0)
    """The number of the newest incident. Counting it up locks the row, so numbers have no gaps."""
    status_channel: Mapped[str | None] = mapped_column(String(30))
    """The channel where incidents are announced, once it is known."""
    digested: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    """The latest moment of each digest that was dealt with: see `digests`."""
    people_listed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When all its people were last listed; before that, unknown people get the benefit of the doubt."""


class Person(Base):
    """Somebody in the workspace. Kept when they leave: the record still names them."""

    __tablename__ = "people"

    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(30), primary_key=True)
    handle: Mapped[str] = mapped_column(String(100))
    """What comes after the @."""
    name: Mapped[str] = mapped_column(String(200))
    """What people call them."""
    zone: Mapped[str] = mapped_column(String(60), default="UTC")
    """IANA name of the time zone in their profile."""
    is_bot: Mapped[bool] = mapped_column(default=False)
    is_gone: Mapped[bool] = mapped_column(default=False)
    """The account was deactivated."""
    is_guest: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Invited to a few channels only (single- and multi-channel guests)."""
    is_stranger: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Of another company, met in a shared channel."""


class KnownGroup(Base):
    """A user group of the settings whose members were read: before that, nobody is known to be in it."""

    __tablename__ = "known_groups"

    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    group: Mapped[str] = mapped_column("group_id", String(30), primary_key=True)
    listed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class GroupMember(Base):
    """Somebody in a user group that the settings name: who may do what is decided without the network."""

    __tablename__ = "group_members"

    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    group: Mapped[str] = mapped_column("group_id", String(30), primary_key=True)
    person: Mapped[str] = mapped_column(String(30), primary_key=True)
