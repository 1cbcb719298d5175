"""The chain: each fact on the record carries a hash of itself and of the fact before it in its incident.

Whoever has the head (the hash of the latest fact) of some moment can tell whether what was on the record then
is still there, unchanged and whole. Whoever can write to the database can make a new chain; it then ends in
another head than the one that was posted. Nothing here says that what people wrote is true.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from incident_bot.incidents.timeline import TimelineEntry

FIELDS = (
    "seq",
    "number",
    "version",
    "kind",
    "text",
    "author",
    "occurred_at",
    "recorded_at",
    "source",
    "channel",
    "message",
    "starred",
    "is_deleted",
    "is_withdrawn",
    "facts",
    "amendment",
)
"""What is hashed: all that is said, and nothing that depends on where it is kept."""


@dataclass(frozen=True)
class Break:
    """The first fact that does not follow from the one before it."""

    seq: int
    problem: str


def content(entry: TimelineEntry) -> dict[str, Any]:
    """What is hashed of an entry, as JSON has it; moments in UTC with all six digits."""
    return {name: _plain(getattr(entry, name)) for name in FIELDS}


def digest(previous: str, said: Mapping[str, Any]) -> str:
    """The hash of a fact's `content` after the hash `previous`; empty for the first fact. 64 hex digits."""
    # Sorted and in ASCII, so that it is the same text wherever the words come from.
    text = json.dumps([previous, dict(said)], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


class Walk:
    """Goes along a chain, fact by fact in their order, and stops at the first that does not fit."""

    def __init__(self) -> None:
        self.head = ""
        self.count = 0
        self.broken: Break | None = None
        self._last: int | None = None

    def step(self, said: Mapping[str, Any], recorded: str) -> bool:
        """The next fact and the hash that stands beside it; False once the chain is broken."""
        if self.broken is None:
            self.broken = self._problem(said, recorded)
            self.head, self._last = recorded, said["seq"]
            self.count += 1
        return self.broken is None

    def ends_in(self, head: str) -> bool:
        """Whether the last fact is the one that is said to be; False when facts at the end are missing."""
        if self.broken is None and self.head != head:
            self.broken = Break((self._last or 0) + 1, "the facts after this one are missing")
        return self.broken is None

    def _problem(self, said: Mapping[str, Any], recorded: str) -> Break | None:
        seq = said["seq"]
        if self._last is not None and seq != self._last + 1:
            return Break(self._last + 1, "it is missing" if seq > self._last else "it is there twice")
        if digest(self.head, said) != recorded:
            return Break(seq, "it is not what was written down, or something before it is missing")
        return None


def link(head: str, entries: Iterable[TimelineEntry]) -> str:
    """Give new entries their hashes, the first after `head`; returns the new head."""
    for entry in entries:
        entry.hash = head = digest(head, content(entry))
    return head


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    if isinstance(value, dict):
        # As it comes back from the database.
        return json.loads(json.dumps(value))
    return value
