"""What can be ordered of the sandbox itself over the control API, and asked of it, field by field."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from ..faults.kinds import EveryKind
from ..journal import Kind
from ..latency import Latency, parsed
from .orders import Name, Order, something

MOST_WAITED = 60.0


def _latency(value: object) -> Latency:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return parsed(str(value))
    raise ValueError("must be a number of seconds, or a text as in uniform:0.05,0.2")


Delay = Annotated[Any, BeforeValidator(_latency)]
Seconds = Annotated[float, Field(ge=0, le=MOST_WAITED)]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=1, le=1_000_000)]


class FaultOrder(Order):
    """Cleared first, then seeded, then added to."""

    clear: bool = False
    seed: int | None = None
    latency: Delay = None
    method: Name | None = None
    kind: EveryKind | None = None
    nth: Count = 1
    times: Count = 1
    share: Share | None = None
    error: Name | None = None
    retry_after: Annotated[int, Field(ge=1, le=3600)] = 1

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.method is None) != (self.kind is None):
            raise ValueError("method is missing" if self.method is None else "kind is missing")
        details = self.model_fields_set & {"nth", "times", "share", "error", "retry_after"}
        if self.kind is None and details:
            raise ValueError(f"kind is missing: {sorted(details)[0]} says something of a fault")
        return something(self, "clear", "seed", "latency", "kind")


class LatencyOrder(Order):
    latency: Delay
    method: Name = "*"


class LimitsOrder(Order):
    enabled: bool | None = None
    burst: Annotated[float, Field(ge=0, le=100)] | None = None
    messages_at_once: Count | None = None
    messages_a_minute: Count | None = None
    strict_without_pages: bool | None = None
    reset: bool = False

    @model_validator(mode="after")
    def _something(self) -> Self:
        return something(self, *type(self).model_fields)


class GateOrder(Order):
    method: Name
    nth: Count = 1
    where: Literal["before", "after"] = "before"


class EventsOrder(Order):
    """Shares of the events, and whether those that wait for their retry are sent at once."""

    duplicates: Share | None = None
    duplicates_new_id: Share | None = None
    reordered: Share | None = None
    retry_now: bool = False

    @model_validator(mode="after")
    def _something(self) -> Self:
        return something(self, *type(self).model_fields)


class SocketsOrder(Order):
    disconnect: Literal["warning", "refresh_requested", "link_disabled"] | None = None
    cut: bool = False
    enabled: bool | None = None
    refuse_handshakes: Annotated[int, Field(ge=0, le=1000)] | None = None
    handshake_seconds: Seconds | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        return something(self, *type(self).model_fields)


class TokensOrder(Order):
    revoke: Literal["bot", "app"] | None = None
    remove_scope: Name | None = None
    expire_triggers: bool = False
    restore: bool = False

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.restore and len(self.model_fields_set) > 1:
            raise ValueError("restore gives everything back, and goes alone")
        return something(self, *type(self).model_fields)


class ClockOrder(Order):
    skip: Annotated[float, Field(gt=0, le=366 * 24 * 3600)]


# -- waiting and reading ---


class WaitsOrder(Order):
    """For a message with these words, or for a call of a method that came after journal entry `since`."""

    channel: Name | None = None
    contains: str | None = None
    person: Name | None = None
    method: Name | None = None
    since: Annotated[int, Field(ge=0)] = 0
    timeout: Annotated[float, Field(gt=0, le=MOST_WAITED)] = 10

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if self.method is not None and (self.channel or self.contains or self.person):
            raise ValueError("method waits for a call: channel, contains and person are not for it")
        if self.method is None and (self.channel is None or self.contains is None):
            raise ValueError("channel and contains are needed, or method")
        return self


class JournalQuery(Order):
    kind: Kind | None = None
    method: str | None = None
    since: Annotated[int, Field(ge=0, strict=False)] = 0
    format: Literal["lines", "json"] = "lines"


class GateQuery(Order):
    wait: Annotated[float, Field(ge=0, le=MOST_WAITED, strict=False)] = 0
