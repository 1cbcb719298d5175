"""What can change on a page: each change is told to everybody who watches the workspace."""

from __future__ import annotations

from dataclasses import dataclass, field

from .records import Channel, Message, User, View


@dataclass(frozen=True)
class MessageShown:
    message: Message


@dataclass(frozen=True)
class MessageGone:
    channel: str
    ts: str
    # Set when only this person could see it.
    ephemeral_to: str | None = None


@dataclass(frozen=True)
class ChannelChanged:
    channel: Channel


@dataclass(frozen=True)
class PersonChanged:
    user: User


@dataclass(frozen=True)
class ViewShown:
    """The modal a person now sees (None: closed), with what the app or Slack says is wrong in it."""

    user: str
    view: View | None
    errors: dict[str, str] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True)
class HomeShown:
    user: str


@dataclass(frozen=True)
class AppConnected:
    connected: bool


@dataclass(frozen=True)
class ClockMoved:
    """Somebody skipped a while."""

    now: float


@dataclass(frozen=True)
class Called:
    """A call, an acknowledgement: nothing that is seen, but something a test may wait for."""


Change = (
    MessageShown
    | MessageGone
    | ChannelChanged
    | PersonChanged
    | ViewShown
    | HomeShown
    | AppConnected
    | ClockMoved
    | Called
)
