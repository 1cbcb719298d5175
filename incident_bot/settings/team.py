"""How a team works: severities, roles, services, checklists, who may do what. Frozen once read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from incident_bot.settings.cron import must_come
from incident_bot.settings.zones import must_be_zone


class Frozen(BaseModel):
    """A table of the file: unknown keys are refused, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Minutes = Annotated[int, Field(ge=1, le=60 * 24 * 30)]
SeverityKey = Annotated[str, Field(pattern=r"^sev[1-9]$")]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")]
RoleKey = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,30}$")]
Invited = Annotated[str, Field(pattern=r"^[UWS][A-Z0-9]{2,30}$")]
"""A person (U…, W…) or a user group (S…), by Slack's id."""
ReminderKey = Literal[
    "update_due",
    "update_overdue",
    "no_commander",
    "role_vacant",
    "checkpoint",
    "handoff_suggested",
    "handoff_urged",
    "stable",
    "quiet",
    "postmortem_draft",
    "postmortem_review",
    "postmortem_publish",
    "items_assigned",
    "items_checkpoint",
    "items_follow_up",
    "item_due_soon",
    "item_overdue",
]
"""The reminders that there are; `reminders/` has a file for each."""
ChannelId = Annotated[str, Field(pattern=r"^[CG][A-Z0-9]{2,30}$")]
Who = Annotated[str, Field(pattern=r"^(members|guests|strangers|[UWSCG][A-Z0-9]{2,30})$")]
"""Everybody of the workspace but guests (`members`), its guests, people of other companies in shared
channels (`strangers`), one person (U…), a user group (S…), or whoever asks in one channel (C…, G…)."""

Zone = Annotated[str, AfterValidator(must_be_zone)]
"""An IANA name."""


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
    respond_within: Minutes | None = None
    """Somebody is to do something about it this long after the declaration; None is no target."""
    engage_within: Minutes | Literal["next working day"] | None = None
    """A commander is to do something this long after the declaration; None is no target."""
    rungs: Annotated[int, Field(ge=0, le=9)] = 0
    """How far up the ladder of `escalation` people are called while nobody commands."""
    checkpoint_every: Minutes | None = None
    """The commander is asked this often how things stand; None is never."""
    needs: tuple[RoleKey, ...] = ()
    """Roles besides the commander that somebody is to hold; the commander is reminded of vacant ones."""
    update_every: Minutes | None = None
    """Stakeholders are owed an update this often; None (left out of the file) is never by the clock."""
    invite: tuple[Invited, ...] = ()
    """People (U…) and user groups (S…) who are invited to the room, by Slack id."""
    room: bool = True
    """Whether it gets a room of its own; without one it lives in a thread of the status channel."""
    postmortem_days: Annotated[int, Field(ge=1, le=90)] | None = None
    """A postmortem is due so many days after the resolution; None is when the team wants one."""

    @field_validator("needs")
    @classmethod
    def _besides_the_commander(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if "commander" in value:
            raise ValueError("these are roles besides the commander, whom every incident needs")
        return value


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


class Reminders(Frozen):
    """The times of reminders that do not depend on the severity."""

    off: tuple[ReminderKey, ...] = ()
    """Those that your team does not want."""
    overdue_after: Minutes = 5
    """So many minutes after an update was due, the commander is told."""
    overdue_every: Minutes = 10
    """And again this often."""
    manager_every: Annotated[int, Field(ge=1, le=100)] = 3
    """Each time that is a multiple of this, the manager of `escalation` is told, too."""
    roles_after: Minutes = 10
    """Roles that a severity needs may be vacant for so many minutes."""
    handoff_after: Minutes = 240
    """So many minutes with one commander, and a hand-off is suggested."""
    handoff_urged_after: Minutes = 360
    stable_after: Minutes = 30
    """So many minutes in `monitoring`, and the commander is asked whether it is over."""
    quiet_after: Minutes = 24 * 60
    """So many minutes in which nobody did anything about it, and the commander is asked."""
    item_days: Annotated[int, Field(ge=1, le=30)] = 2
    """The owner of an action item is reminded so many days before it is due."""
    stand_in_minutes: Annotated[int, Field(ge=0, le=60)] = 0
    """If the bot is down, Slack posts the next reminder of an update so much later; 0 is never."""

    @model_validator(mode="after")
    def _suggests_before_it_urges(self) -> Self:
        if self.handoff_urged_after <= self.handoff_after:
            raise ValueError(
                f"`handoff_urged_after` ({self.handoff_urged_after}) must be more than `handoff_after` "
                f"({self.handoff_after}): a hand-off is suggested before it is urged"
            )
        return self

    @field_validator("stand_in_minutes")
    @classmethod
    def _can_be_taken_back(cls, value: int) -> int:
        # What Slack posts within a minute cannot be taken back any more.
        # https://docs.slack.dev/reference/methods/chat.deleteScheduledMessage
        if value in (1, 2):
            raise ValueError("must be 0, or 3 minutes at least: Slack does not take back what it posts soon")
        return value


class Digest(Frozen):
    """A message that sums up, at times as in cron, in a zone."""

    at: str = Field(max_length=100)
    """Minute, hour, day, month, weekday: `0 9 * * mon-fri`. Empty: never."""
    zone: Zone | None = None
    """None: that of `office`."""
    channel: ChannelId | None = None
    """None: the status channel."""

    @field_validator("at")
    @classmethod
    def _comes(cls, value: str) -> str:
        return value and must_come(value)


class Digests(Frozen):
    """Sums up what is going on, where there is something to say."""

    # Not looked at, because that takes a moment: what is built in is right.
    open: Digest = Digest.model_construct(at="0 9 * * mon-fri")
    """What is open, every day."""
    week: Digest = Digest.model_construct(at="0 9 * * mon")
    """The last week."""
    items: Digest = Digest.model_construct(at="30 9 * * mon-fri")
    """Action items that are overdue."""
