"""A reminder: a kind of nudge. When it is owed is a pure function of what is true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.incident import Incident
from incident_bot.reminders.rhythm import Rhythm
from incident_bot.settings import Settings
from incident_bot.slack.message import Message


@dataclass(frozen=True)
class Case:
    """All that the rules look at: an incident, its action items, and where people live."""

    incident: Incident
    settings: Settings
    items: Sequence[ActionItem] = ()
    zones: Mapping[str, ZoneInfo] = field(default_factory=dict)
    """Of those whose day it is about, by person."""


@dataclass(frozen=True)
class Owed:
    """One row of moments at which a reminder is owed, if nothing changes."""

    rhythm: Rhythm
    since: datetime
    """What it is counted from. A snooze, or word that it is not needed, from before that counts no more."""
    why: str
    """What asks for it, as a sentence without its full stop: “SEV-1 asks for an update every 30 min”."""
    subject: str = ""
    """Which of several, such as the number of an action item."""
    then: Rhythm | None = None
    """What takes over from it, snoozes included: what was put off is not said any more once that began."""


@dataclass(frozen=True)
class Due:
    """One slot of it, which is to be said now."""

    slot: datetime
    subject: str = ""
    others: tuple[str, ...] = ()
    """Of a reminder that `joins`: what else is said with it."""
    missed: int = 0
    """So many slots right before it were due while nobody was there to say them."""


@dataclass(frozen=True)
class Audience:
    """Who hears it. Whom a message in the room calls by name stands in the message itself."""

    room: bool = True
    direct: tuple[str, ...] = ()
    """People (U…) and groups (S…) who are told directly, too; of a private incident only who is in it."""


@dataclass(frozen=True)
class Reminder:
    """One kind of nudge: when, what is said, to whom."""

    name: str
    said: str
    """What people call it: “update”."""
    family: str
    """Which reminders are snoozed together, and ended together as not needed: the word that people type."""
    owed: Callable[[Case], Iterable[Owed]]
    message: Callable[[Case, Due], Message]
    to: Callable[[Case, Due], Audience] = lambda case, due: Audience()
    direct_message: Callable[[Case, Due], Message] | None = None
    """What those who are told directly read; without it, what stands in the room."""
    slow: bool = False
    """It keeps office hours, and what was owed long before anybody could know is not said."""
    mutes: bool = False
    """What falls into a snooze is left out; otherwise it comes at its end, once."""
    keeps: bool = True
    """Slots are kept as well that did not come because somebody did something: not of what every deed, or
    every update in time, moves."""
    joins: bool = False
    """What the same people are to hear of several subjects at the same moment is said in one message."""
