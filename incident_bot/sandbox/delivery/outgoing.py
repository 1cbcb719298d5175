"""What goes to the app, whichever way: the parcel, what comes back, and why nothing came back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..records import JSON

Kind = Literal["slash_commands", "interactive", "events_api"]

# Real seconds, whatever the sandbox's clock says: https://docs.slack.dev/interactivity/handling-user-interaction
ACK_SECONDS = 3.0


@dataclass(frozen=True)
class Parcel:
    """One delivery of a payload; `attempt` is 0 for the first."""

    kind: Kind
    payload: JSON
    attempt: int = 0
    retry_reason: str = ""
    # The journal's entry of it: the way it is sent notes there what only it knows.
    entry: JSON = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What a person's act came back with."""

    body: JSON | None = None
    # operation_timeout, dispatch_failed, invalid_response, interactivity_disabled
    error: str | None = None
    seconds: float = 0


class NotDelivered(Exception):
    """`code` is what the person is told, `reason` what a retry says in its header."""

    def __init__(self, code: str, reason: str, *, no_retry: bool = False) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason
        self.no_retry = no_retry
