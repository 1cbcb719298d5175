"""How a team works: severities, roles, services, checklists, who may do what. Frozen once read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    """A table of the file: unknown keys are refused, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Minutes = Annotated[int, Field(ge=1, le=60 * 24 * 30)]
SeverityKey = Annotated[str, Field(pattern=r"^sev[1-9]$")]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")]
RoleKey = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,30}$")]
Invited = Annotated[str, Field(pattern=r"^[UWS][A-Z0-9]{2,30}$")]
"""A person (U…, W…) or a user group (S…), by Slack's id."""
ChannelId = Annotated[str, Field(pattern=r"^[CG][A-Z0-9]{2,30}$")]
Who = Annotated[str, Field(pattern=r"^(members|guests|strangers|[UWSCG][A-Z0-9]{2,30})$")]
"""Everybody of the workspace but guests (`members`), its guests, people of other companies in shared
channels (`strangers`), one person (U…), a user group (S…), or whoever asks in one channel (C…, G…)."""


class Link(Frozen):
    """A bookmark of every room it belongs to: a video bridge, a dashboard, a runbook."""

    title: str = Field(min_length=1, max_length=80)
    address: str = Field(pattern=r"^https?://\S+$", max_length=2000)


class Severity(Frozen):
    """One level: what it is called and what it asks of people. Times in minutes."""

    label: str = Field(min_length=1, max_length=20)
    word: str = Field(max_length=30)
    meaning: str = Field(max_length=200)
    acknowledge_within: Minutes
    """A commander is owed this long after the declaration."""
    detect_within: Minutes | None = None
    """It is to be noticed so long after it began for users; None is no target. Postmortems compare."""
    resolve_within: Minutes | None = None
    """It is to be over so long after it began; None is no target."""
    update_every: Minutes | None = None
    """Stakeholders are owed an update this often; None (left out of the file) is never by the clock."""
    invite: tuple[Invited, ...] = ()
    """People (U…) and user groups (S…) who are invited to the room, by Slack id."""
    room: bool = True
    """Whether it gets a room of its own; without one it lives in a thread of the status channel."""
    postmortem_days: Annotated[int, Field(ge=1, le=90)] | None = None
    """A postmortem is due so many days after the resolution; None is when the team wants one."""


class Role(Frozen):
    """One role that people can hold in an incident."""

    label: str = Field(min_length=1, max_length=40)
    aliases: tuple[str, ...] = ()
    """Other words for it that people type."""
    single: bool = True
    """One person holds it at a time; otherwise as many as are needed, each with a label if they like."""
    duties: tuple[Annotated[str, Field(min_length=1, max_length=300)], ...] = ()
    """What whoever takes it is told privately, a line each."""


class Service(Frozen):
    """Something that can be affected."""

    label: str = Field(min_length=1, max_length=60)
    public: str | None = Field(None, min_length=1, max_length=60)
    """What customers call it; None: they are not told of it by name."""
    invite: tuple[Invited, ...] = ()
    """Who is invited when it is affected, by Slack id."""
    links: tuple[Link, ...] = ()


class Checklist(Frozen):
    """What must not be forgotten in one phase. The one called `resolved` says when it is over."""

    title: str = Field(min_length=1, max_length=60)
    severities: tuple[SeverityKey, ...] = ()
    """For these only; empty is for all."""
    items: tuple[Annotated[str, Field(min_length=1, max_length=150)], ...] = Field(
        min_length=1, max_length=10
    )


class Access(Frozen):
    """Who may do what. Whoever is named by any word of a list may."""

    declare: tuple[Who, ...] = ("members",)
    act: tuple[Who, ...] = ("members",)
    """Everything that changes an incident."""
    close: tuple[Who, ...] = ("members",)
    """Resolve, close, reopen and archive."""
    look: tuple[Who, ...] = ("members",)
    """Lists, timelines, the Home tab; and private incidents only for those who are in them."""
    drill: tuple[Who, ...] = ("members",)
    """Declare drills."""
    see_private: tuple[Annotated[str, Field(pattern=r"^[UWS][A-Z0-9]{2,30}$")], ...] = ()
    """Who sees private incidents without being in their room."""


class Updates(Frozen):
    """Where updates for stakeholders go, besides the room and the status channel."""

    leadership_channel: ChannelId | None = None
    leadership_severities: tuple[SeverityKey, ...] = ("sev1", "sev2")
    support_channel: ChannelId | None = None
    """Where the people are who answer customers: they get the text for customers too."""
    internal_words: tuple[Annotated[str, Field(min_length=2, max_length=80)], ...] = ()
    """Words that must not be in a text for customers, such as names of machines."""
    templates: Path | None = None
    """A folder with templates of your own; those that it lacks are the built-in ones."""
